namespace Titer.Sensing.IonFet;

/// <summary>
/// Fusion of redundant sites: a site further from the median than a limit is outvoted and stays out until it has agreed for
/// a while; the others are averaged with Tukey's biweight (F. Mosteller, J. W. Tukey, Data Analysis and Regression, 1977),
/// whose weight falls to zero at the limit, so that a site that leaves takes no step in the fused value with it.
/// </summary>
internal sealed class SiteVote(int sites, double departure, double back, int framesBack)
{
    private readonly bool[] _out = new bool[sites];
    private readonly int[] _agreed = new int[sites];

    /// <summary>Sites that are out.</summary>
    public int Flagged { get; private set; }

    public bool IsOut(int site) => _out[site];

    /// <summary>False when no majority agrees; then nothing is decided about any site.</summary>
    /// <param name="values">NaN for a site without a value.</param>
    /// <param name="judge">False when no site is to be voted out or in by this frame.</param>
    /// <param name="spread">Standard uncertainty of the fused value from the scatter of the sites that took part.</param>
    /// <param name="effective">How many equal sites the weights amount to.</param>
    public bool TryFuse(ReadOnlySpan<double> values, bool judge, out double fused, out double spread, out double effective)
    {
        (fused, spread, effective) = (double.NaN, double.NaN, 0);
        Span<double> sorted = stackalloc double[sites];
        int n = 0;
        for (int i = 0; i < sites; i++)
            if (!_out[i] && !double.IsNaN(values[i])) sorted[n++] = values[i];
        if (n < 2) return false;
        sorted = sorted[..n];
        sorted.Sort();
        double low = sorted[(n - 1) / 2], high = sorted[n / 2], median = 0.5 * (low + high);
        // With an even number the median may sit in the hole between two camps.
        if (high - low > departure) return false;
        int inside = 0;
        foreach (double v in sorted)
            if (Math.Abs(v - median) < departure) inside++;
        if (inside < 2) return false;

        double sum = 0, squares = 0, mean = 0;
        for (int i = 0; i < sites; i++)
        {
            double w = Weight(i, values[i], median);
            sum += w;
            squares += w * w;
            if (w > 0) mean += w * values[i];
        }
        fused = mean / sum;
        effective = sum * sum / squares;
        double scatter = 0;
        for (int i = 0; i < sites; i++)
        {
            double w = Weight(i, values[i], median);
            if (w > 0) scatter += w * (values[i] - fused) * (values[i] - fused);
        }
        spread = Math.Sqrt(scatter / sum / Math.Max(1, effective - 1));
        if (judge) Judge(values, fused);
        return true;
    }

    private double Weight(int site, double value, double median)
    {
        if (_out[site] || double.IsNaN(value)) return 0;
        double d = (value - median) / departure;
        return Math.Abs(d) >= 1 ? 0 : (1 - d * d) * (1 - d * d);
    }

    private void Judge(ReadOnlySpan<double> values, double fused)
    {
        Flagged = 0;
        for (int i = 0; i < sites; i++)
        {
            double distance = Math.Abs(values[i] - fused);
            if (!_out[i])
            {
                _out[i] = !(distance < departure);
                _agreed[i] = 0;
            }
            else
            {
                _agreed[i] = distance < back ? _agreed[i] + 1 : 0;
                _out[i] = _agreed[i] < framesBack;
            }
            if (_out[i]) Flagged++;
        }
    }
}
