namespace Titer.Records.Reports;

/// <summary>
/// Fewer points for the same picture: of each of a number of equal stretches of time the smallest and the
/// largest value are kept, at their own times, so that a spike of a single sample stays at its full height.
/// </summary>
internal static class Envelope
{
    /// <summary>Stretches over the full width of a page.</summary>
    public const int Buckets = 750;

    public static (double[] Hours, double[] Values) Of(Series series, int buckets = Buckets)
    {
        List<int> chosen = Chosen(series, buckets);
        return ([.. chosen.Select(i => series.Hours[i])], [.. chosen.Select(i => series.Values[i])]);
    }

    /// <summary>Indices of the samples that are kept.</summary>
    public static List<int> Chosen(Series series, int buckets)
    {
        if (series.Count <= 2 * buckets) return [.. Enumerable.Range(0, series.Count)];
        var chosen = new List<int>(2 * buckets);
        foreach ((int begin, int end) in Stretches(series, buckets))
        {
            int low = begin, high = begin;
            for (int i = begin; i < end; i++)
            {
                // A comparison with NaN is false: a bucket that begins with NaN moves on to its first number.
                if (series.Values[i] < series.Values[low] || double.IsNaN(series.Values[low])) low = i;
                if (series.Values[i] > series.Values[high] || double.IsNaN(series.Values[high])) high = i;
            }
            chosen.Add(Math.Min(low, high));
            if (low != high) chosen.Add(Math.Max(low, high));
        }
        return chosen;
    }

    /// <summary>
    /// Lower and upper edge of value +/- <paramref name="coverage"/> * standard uncertainty, never narrower than any sample's
    /// band.
    /// </summary>
    public static (double[] Hours, double[] Lower, double[] Upper) Band(Series series, double coverage, int buckets = Buckets)
    {
        var hours = new List<double>();
        var lower = new List<double>();
        var upper = new List<double>();
        foreach ((int begin, int end) in series.Count <= 2 * buckets ? Each(series) : Stretches(series, buckets))
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

    private static IEnumerable<(int Begin, int End)> Stretches(Series series, int buckets)
    {
        double first = series.Hours.Min(), width = (series.Hours.Max() - first) / buckets;
        int begin = 0;
        for (int i = 1; i <= series.Count; i++)
        {
            if (i < series.Count && Bucket(i) == Bucket(begin)) continue;
            yield return (begin, i);
            begin = i;
        }

        int Bucket(int i) => width > 0 ? Math.Min(buckets - 1, (int)((series.Hours[i] - first) / width)) : 0;
    }
}
