namespace Titer.Sensing.Hologram;

/// <summary>
/// Sharpness of regions of a field over a list of distances: one inverse transform per distance serves all regions and both gradients. Each
/// region has three windows:
/// itself, itself with surroundings, and the whole image.
/// </summary>
internal sealed class FocusScan
{
    public const int Windows = 3, Curves = 2 * Windows;

    private readonly HologramField _field;
    private readonly EdgeSharpness _sharpness;
    private readonly RegionMask _all;
    private readonly float[] _re, _im;

    /// <param name="border">Pixels at the rim of the image that are not looked at.</param>
    public FocusScan(HologramField field, int border)
    {
        _field = field;
        _sharpness = new EdgeSharpness(field.Width, field.Height);
        _all = new RegionMask(field.Width, field.Height);
        for (int y = border; y < field.Height - border; y++)
            for (int x = border; x < field.Width - border; x++) _all.Add(x, y);
        (_re, _im) = (new float[field.Rows * field.Columns], new float[field.Rows * field.Columns]);
    }

    /// <param name="distances">um.</param>
    /// <param name="regions">Masks of the size of the image of the field: the region and the region with surroundings.</param>
    /// <param name="curves">For each region <see cref="Curves"/> curves of one value per distance: of the amplitude in the three windows, then
    /// of the wave.</param>
    public void Run(ReadOnlySpan<double> distances, ReadOnlySpan<(RegionMask Tight, RegionMask Wide)> regions, ReadOnlySpan<double[][]> curves)
    {
        for (int i = 0; i < distances.Length; i++)
        {
            _field.Propagate(distances[i], _re, _im);
            _sharpness.Load(_re, _im, _field.Columns, _field.First);
            (GradientMoments amplitude, GradientMoments wave) all = _sharpness.Of(_all);
            for (int k = 0; k < regions.Length; k++)
            {
                (GradientMoments amplitude, GradientMoments wave) tight = _sharpness.Of(regions[k].Tight), wide = _sharpness.Of(regions[k].Wide);
                double[][] c = curves[k];
                (c[0][i], c[1][i], c[2][i]) = (tight.amplitude.Dispersion, wide.amplitude.Dispersion, all.amplitude.Dispersion);
                (c[3][i], c[4][i], c[5][i]) = (tight.wave.Dispersion, wide.wave.Dispersion, all.wave.Dispersion);
            }
        }
    }
}
