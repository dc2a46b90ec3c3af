namespace Titer.Sensing.Hologram;

/// <summary>
/// Takes the twin image away by iterative phase retrieval (T. Latychevskaia, H.-W. Fink, Phys. Rev. Lett. 98 (2007) 233901; with a support as in J. R. Fienup,
/// Appl. Opt. 21 (1982) 2758). To and fro between two planes: at the sensor the amplitude is what was measured, in the object plane there is nothing outside
/// the objects and no object makes light (absorption is not negative). The twin image breaks both rules and fades; the objects obey them and stay.
/// </summary>
internal sealed class TwinImageSuppression(HologramField field)
{
    private const int Iterations = 16;

    private readonly float[] _re = new float[field.Rows * field.Columns], _im = new float[field.Rows * field.Columns];

    /// <summary>Scattered field in the object plane over the padded area, after <see cref="Run"/>.</summary>
    public ReadOnlySpan<float> Re => _re;

    public ReadOnlySpan<float> Im => _im;

    /// <param name="distance">Of the objects from the sensor, um.</param>
    /// <param name="support">Not zero where an object may be; the size of the image.</param>
    public void Run(double distance, ReadOnlySpan<byte> support)
    {
        Array.Clear(_re);
        Array.Clear(_im);
        for (int iteration = 0; iteration < Iterations; iteration++)
        {
            TakeMeasuredAmplitude();
            field.Propagate(_re, _im, distance);
            Constrain(support);
            if (iteration + 1 < Iterations) field.Propagate(_re, _im, -distance);
        }
    }

    /// <summary>Keeps the phase that the wave has at the sensor; beyond the image, where nothing was measured, the whole wave.</summary>
    private void TakeMeasuredAmplitude()
    {
        for (int y = 0; y < field.Height; y++)
            for (int x = 0; x < field.Width; x++)
            {
                int at = (field.Top + y) * field.Columns + field.Left + x;
                float re = 1 + _re[at], im = _im[at], weight = field.Rim(x, y);
                float factor = MathF.Sqrt(field.Normalised[y * field.Width + x] / MathF.Max(re * re + im * im, 1e-6f));
                factor = 1 + weight * (factor - 1);
                _re[at] = re * factor - 1;
                _im[at] = im * factor;
            }
    }

    private void Constrain(ReadOnlySpan<byte> support)
    {
        for (int y = 0; y < field.Rows; y++)
            for (int x = 0; x < field.Columns; x++)
            {
                int at = y * field.Columns + x, column = x - field.Left, row = y - field.Top;
                bool inside = column >= 0 && column < field.Width && row >= 0 && row < field.Height && support[row * field.Width + column] != 0;
                float re = 1 + _re[at], im = _im[at], amplitude = MathF.Sqrt(re * re + im * im);
                if (!inside) (_re[at], _im[at]) = (0, 0);
                else if (amplitude > 1) (_re[at], _im[at]) = (re / amplitude - 1, im / amplitude);
            }
    }
}
