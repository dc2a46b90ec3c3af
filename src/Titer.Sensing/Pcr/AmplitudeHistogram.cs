namespace Titer.Sensing.Pcr;

/// <summary>
/// Droplet amplitudes in 4096 bins, fine against any peak. Three droplets at each end do not set the range: dust is brighter than any
/// droplet, and one such reading would leave the droplets a handful of bins.
/// </summary>
internal sealed class AmplitudeHistogram
{
    public const int Bins = 4096;
    private const int Outliers = 3;

    private readonly double[] _counts = new double[Bins];

    public ReadOnlySpan<double> Counts => _counts;

    public double Low { get; private set; }

    public double Step { get; private set; }

    public double At(int bin) => Low + bin * Step;

    /// <summary>Fills the bins; false when all amplitudes are the same.</summary>
    public bool Fill(ReadOnlySpan<double> amplitudes)
    {
        Array.Clear(_counts);
        Span<double> lowest = stackalloc double[Outliers + 1], highest = stackalloc double[Outliers + 1];
        lowest.Fill(double.PositiveInfinity);
        highest.Fill(double.NegativeInfinity);
        foreach (double a in amplitudes)
        {
            Keep(lowest, a, 1);
            Keep(highest, a, -1);
        }
        int skipped = Math.Min(Outliers, amplitudes.Length / 10);
        double low = lowest[skipped], high = highest[skipped], margin = 0.02 * (high - low);
        (Low, Step) = (low - margin, (high - low + 2 * margin) / (Bins - 1));
        if (!(Step > 0)) return false;
        foreach (double a in amplitudes) _counts[(int)Math.Clamp((a - Low) / Step + 0.5, 0, Bins - 1)]++;
        return true;
    }

    /// <summary>Keeps the smallest (sign 1) or largest (sign -1) values in order.</summary>
    private static void Keep(Span<double> kept, double value, int sign)
    {
        for (int i = 0; i < kept.Length; i++)
            if (sign * value < sign * kept[i]) (kept[i], value) = (value, kept[i]);
    }

    /// <summary>
    /// The bin that best parts the amplitudes in two (N. Otsu, IEEE Trans. SMC 9 (1979) 62): the largest variance between the parts. In an
    /// empty gap the middle of it.
    /// </summary>
    public int Split()
    {
        double n = 0, sum = 0, below = 0, sumBelow = 0, best = -1;
        int from = 0, to = 0;
        for (int i = 0; i < Bins; i++)
        {
            n += _counts[i];
            sum += _counts[i] * i;
        }
        for (int i = 0; i < Bins - 1; i++)
        {
            below += _counts[i];
            sumBelow += _counts[i] * i;
            if (below == 0 || below == n) continue;
            double apart = sumBelow / below - (sum - sumBelow) / (n - below), between = below * (n - below) * apart * apart;
            if (between > best) (best, from, to) = (between, i, i);
            else if (between == best) to = i;
        }
        return (from + to) / 2;
    }

    /// <summary>Amplitude below which a share of the droplets of bins from..to lies.</summary>
    public double Quantile(double share, int from, int to)
    {
        double n = 0, sum = 0;
        for (int i = from; i <= to; i++) n += _counts[i];
        for (int i = from; i <= to; i++)
        {
            sum += _counts[i];
            if (sum >= share * n) return At(i);
        }
        return At(to);
    }

    public double Sum(int from, int to)
    {
        double n = 0;
        for (int i = from; i <= to; i++) n += _counts[i];
        return n;
    }
}
