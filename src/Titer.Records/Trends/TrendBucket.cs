using Titer.Core;

namespace Titer.Records;

/// <summary>
/// What is kept of the values of one series in one stretch of time. Extremes and mean are those of the values that are good for something; the
/// extremes of the bad ones stand beside them, so that no spike disappears, nor spoils the scale. A value that is not finite counts as bad,
/// whatever its status says.
/// </summary>
public struct TrendBucket
{
    /// <summary>Of no values.</summary>
    /// <param name="start">Begin of the stretch, ticks of 100 ns since 0001-01-01 UTC; the time of the value where it stands for itself.</param>
    public TrendBucket(long start)
    {
        StartTicks = start;
        (Minimum, Maximum, LowestBad, HighestBad) = (double.NaN, double.NaN, double.NaN, double.NaN);
    }

    internal TrendBucket(
        long start, long count, long bad, double minimum, double maximum, double sum, double lowestBad, double highestBad, double uncertainty,
        Ne107 worst)
    {
        (StartTicks, Count, Bad, Worst, Uncertainty) = (start, count, bad, worst, uncertainty);
        (Minimum, Maximum, Sum, LowestBad, HighestBad) = (minimum, maximum, sum, lowestBad, highestBad);
    }

    public long StartTicks { get; }

    public readonly DateTimeOffset Start => new(StartTicks, TimeSpan.Zero);

    /// <summary>All values, the bad ones included.</summary>
    public long Count { get; private set; }

    public long Bad { get; private set; }

    /// <summary>Smallest value that is not bad; NaN when there is none.</summary>
    public double Minimum { get; private set; }

    /// <inheritdoc cref="Minimum"/>
    public double Maximum { get; private set; }

    internal double Sum { get; private set; }

    /// <summary>Arithmetic mean of the values that are not bad; NaN when there is none.</summary>
    public readonly double Mean => Count == Bad ? double.NaN : Sum / (Count - Bad);

    /// <summary>Smallest number among the bad values; NaN when there is none.</summary>
    public double LowestBad { get; private set; }

    /// <inheritdoc cref="LowestBad"/>
    public double HighestBad { get; private set; }

    /// <summary>Largest standard uncertainty of the values that are not bad; 0 for commands.</summary>
    public double Uncertainty { get; private set; }

    /// <summary>Worst status among all values.</summary>
    public Ne107 Worst { get; private set; }

    internal void Add(double value, double uncertainty, Ne107 status)
    {
        Count++;
        if (status > Worst) Worst = status;
        if (status >= Ne107.FunctionCheck || !double.IsFinite(value))
        {
            Bad++;
            if (double.IsNaN(value)) return;
            (LowestBad, HighestBad) = (Lower(LowestBad, value), Higher(HighestBad, value));
            return;
        }
        (Minimum, Maximum) = (Lower(Minimum, value), Higher(Maximum, value));
        Sum += value;
        if (uncertainty > Uncertainty) Uncertainty = uncertainty;
    }

    internal void Merge(in TrendBucket other)
    {
        Count += other.Count;
        Bad += other.Bad;
        if (other.Worst > Worst) Worst = other.Worst;
        if (other.Uncertainty > Uncertainty) Uncertainty = other.Uncertainty;
        (Minimum, Maximum) = (Lower(Minimum, other.Minimum), Higher(Maximum, other.Maximum));
        (LowestBad, HighestBad) = (Lower(LowestBad, other.LowestBad), Higher(HighestBad, other.HighestBad));
        Sum += other.Sum;
    }

    // A comparison with NaN is false: what is there gives way to the first number, and no number to NaN.
    private static double Lower(double least, double value) => value < least || double.IsNaN(least) ? value : least;

    private static double Higher(double most, double value) => value > most || double.IsNaN(most) ? value : most;
}
