namespace Titer.Sensing.Hologram;

/// <summary>Sharpness of regions of a field over a list of distances: one inverse transform per distance serves all regions.</summary>
internal sealed class FocusScan(HologramField field)
{
    private readonly EdgeSharpness _sharpness = new(field.Width, field.Height);
    private readonly float[] _re = new float[field.Rows * field.Columns], _im = new float[field.Rows * field.Columns];

    /// <param name="distances">um.</param>
    /// <param name="regions">Masks of the size of the image of the field.</param>
    /// <param name="curves">For each region, one value per distance.</param>
    public void Run(ReadOnlySpan<double> distances, ReadOnlySpan<RegionMask> regions, ReadOnlySpan<double[]> curves)
    {
        for (int i = 0; i < distances.Length; i++)
        {
            field.Propagate(distances[i], _re, _im);
            _sharpness.Load(_re, _im, field.Columns, field.First);
            for (int k = 0; k < regions.Length; k++) curves[k][i] = _sharpness.Of(regions[k]).Tamura;
        }
    }
}
