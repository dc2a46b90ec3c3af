namespace Titer.Sensing.Hologram;

/// <summary>One region of <see cref="FringeRegions"/>: its label, its energy and its bounding box (right and bottom belong to it).</summary>
internal readonly record struct FringeRegion(int Label, double Energy, int Left, int Top, int Right, int Bottom)
{
    public int CentreX => (Left + Right) / 2;

    public int CentreY => (Top + Bottom) / 2;

    /// <summary>With one more pixel in it.</summary>
    public FringeRegion With(int x, int y, double energy) =>
        new(Label, Energy + energy, Math.Min(Left, x), Math.Min(Top, y), Math.Max(Right, x), Math.Max(Bottom, y));
}
