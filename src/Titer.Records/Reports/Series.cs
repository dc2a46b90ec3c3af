namespace Titer.Records.Reports;

/// <summary>One quantity over the time of the batch: hours since the start, value, standard uncertainty (0 where there is none).</summary>
internal sealed class Series
{
    public List<double> Hours { get; } = [];
    public List<double> Values { get; } = [];
    public List<double> Uncertainties { get; } = [];

    public int Count => Hours.Count;

    public void Add(double hours, double value, double uncertainty = 0)
    {
        Hours.Add(hours);
        Values.Add(value);
        Uncertainties.Add(uncertainty);
    }

    /// <summary>Value at a time, linear between samples; NaN before the first and after the last.</summary>
    public double At(double hours)
    {
        int after = Hours.BinarySearch(hours);
        if (after >= 0) return Values[after];
        after = ~after;
        if (after == 0 || after == Count) return double.NaN;
        double share = (hours - Hours[after - 1]) / (Hours[after] - Hours[after - 1]);
        return Values[after - 1] + share * (Values[after] - Values[after - 1]);
    }

    /// <summary>Adds only where the value changes: a command is given each tick and mostly stays.</summary>
    public void AddStep(double hours, double value)
    {
        if (Count == 0 || Values[^1] != value) Add(hours, value);
    }
}

/// <summary>Measurements of one tag, apart by what they may be used for.</summary>
internal sealed class Points
{
    public Series Good { get; } = new();
    public Series Uncertain { get; } = new();
    public Series Bad { get; } = new();
}

/// <summary>A set point from one time to the next; NaN where it was off, limits NaN where there are none.</summary>
internal readonly record struct SetPointStep(double Hours, double Value, double Low, double High);
