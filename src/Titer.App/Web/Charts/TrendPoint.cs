using Titer.Core;
using Titer.Records;

namespace Titer.App.Web.Charts;

/// <summary>One point of a curve.</summary>
/// <param name="Hours">Since the start of the batch, finite.</param>
/// <param name="Value">NaN where there is none that is good for anything.</param>
/// <param name="Expanded">Expanded uncertainty with the coverage factor <see cref="Coverage"/> (JCGM 100:2008, 6.2); NaN where there is none.</param>
/// <param name="Minimum">Smallest of the values that it stands for; NaN where it stands for itself.</param>
/// <param name="Maximum">Largest of them.</param>
/// <param name="Bad">A bad value, to be shown as such; NaN where there is none.</param>
public readonly record struct TrendPoint(double Hours, double Value, double Expanded, double Minimum, double Maximum, double Bad, Ne107 Status)
{
    /// <summary>About 95 % for a normal distribution.</summary>
    public const double Coverage = 2;

    /// <summary>A value by itself.</summary>
    /// <param name="standardUncertainty">1 sigma; 0 for what has none, such as a set point.</param>
    public static TrendPoint Of(double hours, double value, double standardUncertainty, Quality quality) => quality.IsBad || !double.IsFinite(value)
        ? new(hours, double.NaN, double.NaN, double.NaN, double.NaN, value, quality.IsBad ? quality.Status : Ne107.Failure)
        : new(hours, value, Band(standardUncertainty), double.NaN, double.NaN, double.NaN, quality.Status);

    /// <summary>
    /// The values of a stretch of time: their mean in its middle, their extremes, the largest of their uncertainties. As bad counts a stretch without any
    /// other value; the bad values of the others are shown beside their mean.
    /// </summary>
    /// <param name="width">Of the bucket; zero for a value that stands for itself.</param>
    /// <param name="start">Of the batch.</param>
    public static TrendPoint Of(in TrendBucket bucket, TimeSpan width, DateTimeOffset start)
    {
        bool single = width == TimeSpan.Zero;
        return new((bucket.Start + width / 2 - start).TotalHours, bucket.Mean, Band(bucket.Uncertainty),
            single ? double.NaN : bucket.Minimum, single ? double.NaN : bucket.Maximum, bucket.HighestBad, bucket.Worst);
    }

    private static double Band(double standardUncertainty) => standardUncertainty > 0 ? Coverage * standardUncertainty : double.NaN;
}
