namespace Titer.Sensing.Raman.Preprocessing;

/// <summary>
/// Each spectrum less its own mean, over its own standard deviation (R. J. Barnes, M. S. Dhanoa, S. J. Lister, Appl. Spectrosc. 43 (1989)
/// 772-777): path length and power go out. A spectrum without any structure becomes zeros.
/// </summary>
public sealed record StandardNormalVariate : SpectralStep
{
    public override SpectralOperation On(SpectralAxis axis) => new Operation(axis);

    private sealed class Operation(SpectralAxis axis) : SpectralOperation(axis)
    {
        public override void Apply(ReadOnlySpan<double> spectrum, Span<double> result)
        {
            double mean = 0, squares = 0;
            foreach (double v in spectrum) mean += v;
            mean /= spectrum.Length;
            for (int i = 0; i < spectrum.Length; i++)
            {
                result[i] = spectrum[i] - mean;
                squares += result[i] * result[i];
            }
            double deviation = Math.Sqrt(squares / (spectrum.Length - 1));
            if (!(deviation > 0)) return;
            for (int i = 0; i < result.Length; i++) result[i] /= deviation;
        }
    }
}
