namespace Titer.Sensing.Pcr;

/// <summary>
/// The amplitudes of one channel as a mixture of a negative peak, a positive peak and rain, fitted by expectation maximisation (A. P.
/// Dempster, N. M. Laird, D. B. Rubin, J. R. Stat. Soc. B 39 (1977) 1). Rain, the droplets between the peaks, is taken as even over all
/// amplitudes, so that it does not widen the peaks; mixture thresholds for droplets: B. K. M. Jacobs et al., Anal. Chem. 89 (2017) 4461.
/// </summary>
internal sealed class DropletMixture
{
    // Two parts are peaks when their medians are this many robust widths apart; the halves of one normal peak are 1.1 apart.
    private const double LeastSeparation = 4;
    private const int MaxIterations = 300;

    private readonly double[] _lower = new double[AmplitudeHistogram.Bins], _upper = new double[AmplitudeHistogram.Bins];

    public AmplitudeHistogram Histogram { get; } = new();

    public TwoPieceNormal Negative { get; private set; }

    public TwoPieceNormal Positive { get; private set; }

    /// <summary>Bin that parts the two peaks at the start; peaks only where <see cref="Separation"/> says so.</summary>
    public int SplitBin { get; private set; }

    /// <summary>Distance of the medians of the parts over the sum of their robust widths.</summary>
    public double Separation { get; private set; }

    public double Lower { get; private set; }

    public double Upper { get; private set; }

    public double UpperMedian { get; private set; }

    public bool TwoPeaks => Separation >= LeastSeparation;

    /// <summary>Parts the amplitudes in two; false when there is nothing to part.</summary>
    public bool Part(ReadOnlySpan<double> amplitudes)
    {
        (Negative, Positive, Separation, Lower, Upper) = (default, default, 0, amplitudes.Length, 0);
        if (amplitudes.Length < 2 || !Histogram.Fill(amplitudes)) return false;
        const int Last = AmplitudeHistogram.Bins - 1;
        SplitBin = Histogram.Split();
        (Lower, Upper) = (Histogram.Sum(0, SplitBin), Histogram.Sum(SplitBin + 1, Last));
        UpperMedian = Histogram.Quantile(0.5, SplitBin + 1, Last);
        double width = Width(0, SplitBin) + Width(SplitBin + 1, Last);
        Separation = (UpperMedian - Histogram.Quantile(0.5, 0, SplitBin)) / Math.Max(width, Histogram.Step);
        return true;
    }

    private double Width(int from, int to) => (Histogram.Quantile(0.75, from, to) - Histogram.Quantile(0.25, from, to)) / 1.349;

    /// <summary>One peak over all droplets of the last <see cref="Part"/>.</summary>
    public TwoPieceNormal Single() => TwoPieceNormal.Fit(Histogram.Counts, Histogram.Low, Histogram.Step);

    /// <summary>One peak over the droplets below or above the split.</summary>
    public TwoPieceNormal Side(bool upper)
    {
        ReadOnlySpan<double> counts = Histogram.Counts;
        return upper
            ? TwoPieceNormal.Fit(counts[(SplitBin + 1)..], Histogram.At(SplitBin + 1), Histogram.Step)
            : TwoPieceNormal.Fit(counts[..(SplitBin + 1)], Histogram.Low, Histogram.Step);
    }

    /// <summary>Fits each peak to its side of the split.</summary>
    public void FitSides() => (Negative, Positive) = (Side(upper: false), Side(upper: true));

    /// <summary>Fits both peaks.</summary>
    /// <param name="withRain">False for droplets that are known to have amplified fully: all of them belong to a peak.</param>
    public void Fit(bool withRain)
    {
        ReadOnlySpan<double> counts = Histogram.Counts;
        double n = Lower + Upper, rain = withRain ? 0.01 * n : 0, span = AmplitudeHistogram.Bins * Histogram.Step;
        (Negative, Positive) = (Core(0, SplitBin), Core(SplitBin + 1, AmplitudeHistogram.Bins - 1));
        for (int iteration = 0; iteration < MaxIterations; iteration++)
        {
            double rained = 0;
            for (int i = 0; i < counts.Length; i++)
            {
                (_lower[i], _upper[i]) = (0, 0);
                if (counts[i] == 0) continue;
                double x = Histogram.At(i), a = Negative.Density(x), b = Positive.Density(x), c = rain / span, sum = a + b + c;
                // So far from both peaks that their densities are zero: to the nearer side.
                if (sum == 0) (a, b, sum) = i <= SplitBin ? (1, 0, 1) : (0, 1, 1);
                _lower[i] = counts[i] * a / sum;
                _upper[i] = counts[i] * b / sum;
                rained += counts[i] * c / sum;
            }
            TwoPieceNormal before = Positive;
            Negative = TwoPieceNormal.Fit(_lower, Histogram.Low, Histogram.Step);
            Positive = TwoPieceNormal.Fit(_upper, Histogram.Low, Histogram.Step);
            bool settled = Math.Abs(rained - rain) < 1e-6 * n && Math.Abs(Positive.Left - before.Left) < 1e-4 * before.Left;
            rain = rained;
            if (settled) break;
        }
    }

    /// <summary>A first peak that the rain on one side of the split does not widen.</summary>
    private TwoPieceNormal Core(int from, int to)
    {
        double width = Math.Max(Width(from, to), Histogram.Step);
        return new(Histogram.Quantile(0.5, from, to), width, width, Histogram.Sum(from, to));
    }
}
