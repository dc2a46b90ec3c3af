namespace Titer.Sensing.Impedance.Validity;

/// <summary>
/// Gas on the electrodes takes the same part from every current, so all impedances rise by one factor, medium and cells alike; cells that
/// grow or die change their arcs and leave the medium's resistance. Compared with the last spectrum without a bubble.
/// </summary>
public sealed class BubbleDetector
{
    // A tenth of the electrodes: less is the day-to-day change of a medium.
    private const double SmallestRise = 1.1;
    // One factor must explain nine tenths of the change (in squares).
    private const double Explained = 0.1;

    private double[] _frequencies = [], _resistance = [], _reactance = [];

    /// <summary>The factor when there is a bubble, else null; a spectrum without becomes the reference.</summary>
    public double? Detect(ReadOnlySpan<double> frequencies, ReadOnlySpan<double> resistance, ReadOnlySpan<double> reactance)
    {
        if (!frequencies.SequenceEqual(_frequencies))
        {
            _frequencies = frequencies.ToArray();
            _resistance = resistance.ToArray();
            _reactance = reactance.ToArray();
            return null;
        }
        // Each frequency weighs alike: |Z| differs by decades.
        double product = 0, square = 0, change = 0;
        for (int k = 0; k < frequencies.Length; k++)
        {
            double weight = 1 / (_resistance[k] * _resistance[k] + _reactance[k] * _reactance[k]);
            double real = resistance[k] - _resistance[k], imaginary = reactance[k] - _reactance[k];
            product += weight * (resistance[k] * _resistance[k] + reactance[k] * _reactance[k]);
            square += 1;
            change += weight * (real * real + imaginary * imaginary);
        }
        double factor = product / square, explained = (factor - 1) * (factor - 1) * square;
        if (factor > SmallestRise && change - explained < Explained * change) return factor;
        resistance.CopyTo(_resistance);
        reactance.CopyTo(_reactance);
        return null;
    }
}
