namespace Titer.Sensing.Hologram;

/// <summary>A region of an image as weights, with its bounding box (right and bottom belong to it; empty when right is left of left).</summary>
internal sealed class RegionMask
{
    private readonly int _width, _height;

    public RegionMask(int width, int height)
    {
        (_width, _height) = (width, height);
        Weights = new float[width * height];
        Clear();
    }

    /// <summary>One inside, zero outside, row-major.</summary>
    public float[] Weights { get; }

    public int Left { get; private set; }

    public int Top { get; private set; }

    public int Right { get; private set; }

    public int Bottom { get; private set; }

    public void Clear()
    {
        for (int y = Top; y <= Bottom; y++) Weights.AsSpan(y * _width + Left, Right - Left + 1).Clear();
        (Left, Top, Right, Bottom) = (_width, _height, -1, -1);
    }

    public void Add(int x, int y)
    {
        Weights[y * _width + x] = 1;
        (Left, Right) = (Math.Min(Left, x), Math.Max(Right, x));
        (Top, Bottom) = (Math.Min(Top, y), Math.Max(Bottom, y));
    }
}
