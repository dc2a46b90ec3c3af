namespace Titer.Control.Estimators.Faults;

/// <summary>
/// What a sensor's fault may have been: explanations of different onset and shape, each with its probability, size and uncertainty of the size.
/// </summary>
internal sealed class FaultMixture(int states)
{
    // Innovations of a model that is not quite the plant are not quite independent: the evidence among onsets counts half.
    private const double Temper = 2, Unlikely = 1e-3, LikelyOnset = 0.05;
    // The shape is a guess: a quarter of what the fault did.
    private const double UnknownShape = 0.25;

    private readonly List<(FaultKind Kind, DateTimeOffset Onset, double Weight, double Size, double Uncertainty)> _parts = [];
    private double _all;

    public void Clear()
    {
        _parts.Clear();
        _all = 0;
    }

    /// <param name="explanation">One that blames the sensor.</param>
    /// <param name="evidence">Logarithm of its Bayes factor against the best.</param>
    /// <param name="size">Size of the fault with its standard uncertainty.</param>
    public void Add(in Hypothesis explanation, double evidence, (double Size, double Uncertainty) size)
    {
        double weight = Math.Exp(evidence / Temper);
        if (weight < Unlikely) return;
        _parts.Add((explanation.Kind, explanation.Onset, weight, size.Size, size.Uncertainty));
        _all += weight;
    }

    /// <summary>The earliest onset that is not unlikely, or the one given when that is earlier.</summary>
    public DateTimeOffset Earliest(DateTimeOffset onset)
    {
        foreach (var part in _parts)
            if (part.Onset < onset && part.Weight > LikelyOnset * _all) onset = part.Onset;
        return onset;
    }

    /// <summary>
    /// Mean (<paramref name="shift"/>) and spread (rows of directions in <paramref name="spread"/>, whose number it gives) of what the fault had
    /// done to the filter's state, by the signatures in the bank; an explanation that is younger than the bank is now had done nothing yet.
    /// </summary>
    public int Effect(SignatureBank bank, int sensor, Span<double> shift, Span<double> spread)
    {
        shift.Clear();
        foreach (var part in _parts)
            if (bank.Find(sensor, part.Kind, part.Onset) is >= 0 and int slot) bank.AddSignature(slot, part.Weight / _all * part.Size, shift);
        int rows = 0;
        foreach (var part in _parts)
        {
            if ((rows + 2) * states > spread.Length) break;
            double root = Math.Sqrt(part.Weight / _all), doubt = UnknownShape * part.Size;
            Span<double> difference = spread.Slice(rows++ * states, states);
            for (int i = 0; i < states; i++) difference[i] = -root * shift[i];
            if (bank.Find(sensor, part.Kind, part.Onset) is not (>= 0 and int slot)) continue;
            bank.AddSignature(slot, root * part.Size, difference);
            Span<double> own = spread.Slice(rows++ * states, states);
            own.Clear();
            bank.AddSignature(slot, root * Math.Sqrt(part.Uncertainty * part.Uncertainty + doubt * doubt), own);
        }
        return rows;
    }
}
