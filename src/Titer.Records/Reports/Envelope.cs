namespace Titer.Records.Reports;

/// <summary>
/// Fewer points for the same picture: of each of <see cref="Buckets"/> equal stretches of time the smallest and the
/// largest value are kept, at their own times, so that a spike of a single sample stays at its full height.
/// </summary>
internal static class Envelope
{
    public const int Buckets = 750;

    public static (double[] Hours, double[] Values) Of(Series series)
    {
        if (series.Count <= 2 * Buckets) return ([.. series.Hours], [.. series.Values]);
        var hours = new List<double>(2 * Buckets);
        var values = new List<double>(2 * Buckets);
        foreach ((int begin, int end) in Stretches(series))
        {
            int low = begin, high = begin;
            for (int i = begin; i < end; i++)
            {
                // A comparison with NaN is false: a bucket that begins with NaN moves on to its first number.
                if (series.Values[i] < series.Values[low] || double.IsNaN(series.Values[low])) low = i;
                if (series.Values[i] > series.Values[high] || double.IsNaN(series.Values[high])) high = i;
            }
            Add(Math.Min(low, high));
            if (low != high) Add(Math.Max(low, high));
        }
        return ([.. hours], [.. values]);

        void Add(int i)
        {
            hours.Add(series.Hours[i]);
            values.Add(series.Values[i]);
        }
    }

    /// <summary>Lower and upper edge of value +/- <paramref name="coverage"/> * standard uncertainty, never narrower than any sample's band.</summary>
    public static (double[] Hours, double[] Lower, double[] Upper) Band(Series series, double coverage)
    {
        var hours = new List<double>();
        var lower = new List<double>();
        var upper = new List<double>();
        foreach ((int begin, int end) in series.Count <= 2 * Buckets ? Each(series) : Stretches(series))
        {
            double low = double.PositiveInfinity, high = double.NegativeInfinity;
            for (int i = begin; i < end; i++)
            {
                low = Math.Min(low, series.Values[i] - coverage * series.Uncertainties[i]);
                high = Math.Max(high, series.Values[i] + coverage * series.Uncertainties[i]);
            }
            if (!double.IsFinite(low) || !double.IsFinite(high)) continue;
            hours.Add(series.Hours[(begin + end - 1) / 2]);
            lower.Add(low);
            upper.Add(high);
        }
        return ([.. hours], [.. lower], [.. upper]);
    }

    private static IEnumerable<(int Begin, int End)> Each(Series series) => Enumerable.Range(0, series.Count).Select(i => (i, i + 1));

    private static IEnumerable<(int Begin, int End)> Stretches(Series series)
    {
        double first = series.Hours.Min(), width = (series.Hours.Max() - first) / Buckets;
        int begin = 0;
        for (int i = 1; i <= series.Count; i++)
        {
            if (i < series.Count && Bucket(i) == Bucket(begin)) continue;
            yield return (begin, i);
            begin = i;
        }

        int Bucket(int i) => width > 0 ? Math.Min(Buckets - 1, (int)((series.Hours[i] - first) / width)) : 0;
    }
}
