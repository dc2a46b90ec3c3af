using Titer.Core;

namespace Titer.Records.Reports;

/// <summary>What the innovations of one reading say about the uncertainty of the estimator.</summary>
public enum ConsistencyVerdict
{
    /// <summary>Fewer than <see cref="InnovationConsistency.Fewest"/> were used.</summary>
    TooFew,
    Consistent,
    /// <summary>Real errors are larger than the estimator believes: its intervals are too narrow.</summary>
    TooSure,
    /// <summary>Real errors are smaller than the estimator allows for: its intervals are wider than they need to be.</summary>
    Cautious,
}

/// <summary>
/// Consistency of an estimator with one of its readings, from the recorded innovations: the normalised innovation squared (NIS) is
/// innovation^2 over the variance that the estimator expected, 1 on average when that variance is right, and the sum of N independent ones is
/// chi-square with N degrees of freedom (Y. Bar-Shalom, X. R. Li, T. Kirubarajan, Estimation with Applications to Tracking and Navigation, 2001,
/// ch. 5.4). Successive innovations of one sensor are not quite independent, for they share its bias and the errors of the model: for a first-order
/// correlation r their squares correlate with r^2, which leaves N (1 - r^2) / (1 + r^2) independent ones. Readings that were rejected or taken
/// at reduced weight are counted and not averaged: the spread recorded with them is not the one expected.
/// </summary>
public sealed class InnovationConsistency
{
    /// <summary>Used readings below which there is no verdict.</summary>
    public const int Fewest = 10;

    /// <summary>Limit of a standard normal variable that 5 % pass, both sides together.</summary>
    private const double Limit = 1.959963984540054;

    private double _squares, _products, _last = double.NaN;
    private int _outside;

    public int Used { get; private set; }

    /// <summary>Used, but with less weight than its uncertainty gives it.</summary>
    public int Reduced { get; private set; }

    public int Rejected { get; private set; }

    public double MeanNis => _squares / Used;

    /// <summary>Share of innovations beyond 1.96 of their expected spread; 0.05 when the estimator is consistent.</summary>
    public double OutsideShare => (double)_outside / Used;

    /// <summary>Correlation of successive normalised innovations about zero, their expected mean; 0 when the estimator is optimal.</summary>
    public double Correlation => Used > 1 && _squares > 0 ? _products / _squares : 0;

    /// <summary>The 95 % interval of <see cref="MeanNis"/> for a consistent estimator.</summary>
    public (double Low, double High) Interval
    {
        get
        {
            double r2 = Math.Min(Correlation * Correlation, 0.999), independent = Math.Max(Used * (1 - r2) / (1 + r2), 1);
            return (Quantile(-Limit, independent), Quantile(Limit, independent));
        }
    }

    public ConsistencyVerdict Verdict
    {
        get
        {
            if (Used < Fewest) return ConsistencyVerdict.TooFew;
            (double low, double high) = Interval;
            return MeanNis > high ? ConsistencyVerdict.TooSure : MeanNis < low ? ConsistencyVerdict.Cautious : ConsistencyVerdict.Consistent;
        }
    }

    public void Add(Innovation innovation)
    {
        if (!innovation.Used) Rejected++;
        else if (!string.IsNullOrEmpty(innovation.Reason)) Reduced++;
        else if (innovation.Spread > 0 && double.IsFinite(innovation.Value))
        {
            double normalised = innovation.Value / innovation.Spread;
            Used++;
            _squares += normalised * normalised;
            if (Math.Abs(normalised) > Limit) _outside++;
            if (!double.IsNaN(_last)) _products += normalised * _last;
            _last = normalised;
        }
    }

    /// <summary>
    /// Quantile of chi-square over its degrees of freedom, by Wilson and Hilferty (Proc. Natl. Acad. Sci. USA 17 (1931) 684): within 1 % for ten
    /// and more.
    /// </summary>
    private static double Quantile(double z, double degrees)
    {
        double variance = 2 / (9 * degrees);
        return Math.Pow(Math.Max(1 - variance + z * Math.Sqrt(variance), 0), 3);
    }
}
