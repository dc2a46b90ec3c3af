using System.Collections.Immutable;

namespace Titer.Sensing.IonFet;

/// <summary>
/// Light on the gates shifts each site by its own photosensitivity; no process and no single bad site gives that pattern. The
/// departures of the sites from their usual differences are regressed on the pattern of the calibration.
/// </summary>
/// <param name="pattern">V per unit of light on each site, relative to the most exposed one.</param>
/// <param name="sensitivities">Fraction of the Nernst slope per site.</param>
/// <param name="limit">V of light on the most exposed site from which light is reported.</param>
internal sealed class LightDetector(ImmutableArray<double> pattern, ImmutableArray<double> sensitivities, double limit)
{
    // Part of the departures the pattern must explain; one bad site alone reaches 0.84 with the nominal pattern.
    private const double Explained = 0.9;
    private const double HoursToForget = 12;
    private readonly double[] _usual = new double[pattern.Length];
    private DateTimeOffset _last = DateTimeOffset.MinValue;

    /// <summary>V on the most exposed site, 0 when the departures are not those of light.</summary>
    public double Light(ReadOnlySpan<double> pH, double slope, SiteVote vote)
    {
        if (_last == DateTimeOffset.MinValue) return 0;
        int n = 0;
        double meanR = 0, meanP = 0;
        for (int i = 0; i < pH.Length; i++)
        {
            if (vote.IsOut(i) || double.IsNaN(pH[i])) continue;
            n++;
            meanR += pH[i] - _usual[i];
            meanP += Pattern(i, slope);
        }
        if (n < 3) return 0;
        (meanR, meanP) = (meanR / n, meanP / n);
        double rr = 0, rp = 0, pp = 0;
        for (int i = 0; i < pH.Length; i++)
        {
            if (vote.IsOut(i) || double.IsNaN(pH[i])) continue;
            double r = pH[i] - _usual[i] - meanR, p = Pattern(i, slope) - meanP;
            rr += r * r;
            rp += r * p;
            pp += p * p;
        }
        double light = rp / pp;
        return light > limit && rp * rp > Explained * rr * pp ? light : 0;
    }

    /// <summary>[pH] that 1 V of light on the most exposed site seems to be at site <paramref name="i"/>.</summary>
    public double Pattern(int i, double slope) => -pattern[i] / (slope * sensitivities[i]);

    /// <summary>Learns the usual differences between sites from a frame in the dark.</summary>
    public void Learn(ReadOnlySpan<double> pH, double fused, DateTimeOffset time)
    {
        bool first = _last == DateTimeOffset.MinValue;
        double gain = first ? 1 : 1 - Math.Exp(-Math.Max(0, (time - _last).TotalHours) / HoursToForget);
        for (int i = 0; i < pH.Length; i++)
            if (!double.IsNaN(pH[i])) _usual[i] += gain * (pH[i] - fused - _usual[i]);
        _last = time;
    }
}
