using Titer.Numerics;

namespace Titer.Sensing.Pcr;

/// <summary>
/// Finds the thresholds of the channels of a well and counts. A droplet is positive when it has reached the positive peak: the threshold is
/// the low edge of that peak, beyond which it is expected to have less than one droplet in a hundred such wells. Rain lies below and
/// counts as negative; how many it is goes into the uncertainty.
///
/// With two channels, the one whose peaks are further apart decides first. Droplets that are positive in it have amplified fully: in
/// them the other channel has no rain, and shows its positive peak with its whole tail beside the peak of droplets that only the first target
/// lifts (cross-talk of the dyes). That is where the threshold of the other channel is set.
/// </summary>
public sealed class DropletCaller
{
    // Fewer than this do not make a peak.
    private const int PeakDroplets = 20;
    // Fewer than this, apart from a peak, are dust.
    private const int FewDroplets = 3;
    // Fewer than this leave the edge of the peak to chance.
    private const int EdgeDroplets = 100;
    // Expected droplets of a peak beyond its edge.
    private const double BeyondEdge = 0.01;
    // Largest part of one dye's rise that filters let through into the other channel; a larger rise is a target of its own.
    private const double LargestCrossTalk = 0.35;
    // A peak of droplets that only the second channel sees stands clearer than the rain of droplets that have both targets.
    private const double ClearSeparation = 8;

    private const double LeastWidths = 3;
    private const double LeastShare = 0.1;

    private readonly DropletMixture _mixture = new();
    private double[] _group = [];

    /// <summary>Counts one or two channels.</summary>
    /// <param name="second">Empty for a single channel; otherwise one amplitude for each of <paramref name="first"/>, all finite.</param>
    /// <param name="references">One per channel.</param>
    /// <param name="calls">Filled, one per channel.</param>
    public void Call(ReadOnlySpan<double> first, ReadOnlySpan<double> second, ReadOnlySpan<DropletReference> references, Span<DropletCall> calls)
    {
        if (_group.Length < first.Length) _group = new double[first.Length];
        double z = -NormalDistribution.Quantile(BeyondEdge / Math.Max(1, first.Length));
        Peaks one = Marginal(first, references[0], z);
        if (second.IsEmpty)
        {
            calls[0] = Count(first, default, one, double.PositiveInfinity, z);
            return;
        }
        Peaks two = Marginal(second, references[1], z);
        // Peaks that overlap, or are too small to measure, cannot lead.
        bool firstLeads = one.Clear && (!two.Clear || Leads(one, two)), secondLeads = two.Clear && !firstLeads;
        if (firstLeads) two = Conditional(second, first, one, two, references[1], z);
        if (secondLeads) one = Conditional(first, second, two, one, references[0], z);
        calls[0] = Count(first, second, one, secondLeads ? two.Threshold : double.PositiveInfinity, z);
        calls[1] = Count(second, first, two, firstLeads ? one.Threshold : double.PositiveInfinity, z);
    }

    private readonly record struct Peaks(
        DropletPeaks Kind, TwoPieceNormal Negative, TwoPieceNormal Positive, TwoPieceNormal CrossTalk, double Threshold, double ThresholdInPositives)
    {
        public bool Clear => Kind is DropletPeaks.Two;

        public double Apart => (Positive.Mode - Negative.Mode) / (Positive.Left + Negative.Right);
    }

    /// <summary>The peaks further apart lead, unless they have so few positive droplets that those say little of the other channel.</summary>
    private static bool Leads(in Peaks a, in Peaks b)
    {
        bool fewer = a.Positive.Weight < LeastShare * b.Positive.Weight, more = b.Positive.Weight < LeastShare * a.Positive.Weight;
        return !fewer && (more || a.Apart >= b.Apart);
    }

    /// <summary>Threshold of a channel from its own amplitudes alone.</summary>
    private Peaks Marginal(ReadOnlySpan<double> amplitudes, DropletReference reference, double z)
    {
        if (!_mixture.Part(amplitudes)) return new(DropletPeaks.None, default, default, default, double.PositiveInfinity, double.PositiveInfinity);
        if (!_mixture.TwoPeaks)
        {
            TwoPieceNormal only = _mixture.Single();
            bool positive = reference.IsKnown && Math.Abs(only.Mode - reference.Positive) < Math.Abs(only.Mode - reference.Negative);
            if (positive) return new(DropletPeaks.PositiveOnly, default, only, default, double.NegativeInfinity, double.NegativeInfinity);
            double above = reference.IsKnown ? only.Mode + reference.Threshold - reference.Negative : double.PositiveInfinity;
            return new(DropletPeaks.NegativeOnly, only, default, default, above, above);
        }
        if (_mixture.Upper < PeakDroplets || _mixture.Lower < PeakDroplets)
        {
            TwoPieceNormal lower = _mixture.Side(upper: false), upper = _mixture.Side(upper: true);
            bool fewPositives = _mixture.Upper <= _mixture.Lower;
            double middle = fewPositives && reference.IsKnown
                ? lower.Mode + reference.Threshold - reference.Negative
                : 0.5 * (lower.Mode + upper.Mode);
            return new(fewPositives ? DropletPeaks.FewPositives : DropletPeaks.FewNegatives, lower, upper, default, middle, middle);
        }
        _mixture.Fit(withRain: true);
        double threshold = Between(_mixture.Negative, _mixture.Positive, z, out bool overlap);
        if (!overlap && Placed(_mixture.Negative, _mixture.Positive, reference) is { } placed) threshold = placed;
        return new(overlap ? DropletPeaks.Overlapping : DropletPeaks.Two, _mixture.Negative, _mixture.Positive, default, threshold, threshold);
    }

    /// <summary>Threshold of a channel once the other has told which droplets are positive there.</summary>
    private Peaks Conditional(
        ReadOnlySpan<double> amplitudes, ReadOnlySpan<double> leading, in Peaks lead, in Peaks marginal, DropletReference reference, double z)
    {
        TwoPieceNormal negative = NegativeOf(amplitudes, leading, lead);
        int amplified = Gather(amplitudes, leading, lead.Threshold, above: true);
        if (amplified < PeakDroplets || !_mixture.Part(_group.AsSpan(0, amplified))) return marginal;
        TwoPieceNormal crossTalk = default, positive = default;
        double inPositives = double.PositiveInfinity;
        bool overlap = false;
        if (_mixture.TwoPeaks && _mixture.Upper >= PeakDroplets && _mixture.Lower >= FewDroplets)
        {
            // Expectation maximisation would let a handful of droplets draw the tail of the large peak to themselves.
            if (_mixture.Lower >= PeakDroplets) _mixture.Fit(withRain: false);
            else _mixture.FitSides();
            (crossTalk, positive) = (_mixture.Negative, _mixture.Positive);
            inPositives = Between(crossTalk, positive, z, out overlap);
            double least = crossTalk.Mode + z * crossTalk.Right;
            if (!overlap && Placed(negative, positive, reference) is { } placed && placed > least) inPositives = placed;
        }
        else
        {
            // One peak, and perhaps a few droplets of another.
            bool upperFew = _mixture.TwoPeaks && _mixture.Upper < PeakDroplets;
            TwoPieceNormal main = _mixture.TwoPeaks ? _mixture.Side(upper: !upperFew) : _mixture.Single();
            double rise = (main.Mode - negative.Mode) / (lead.Positive.Mode - lead.Negative.Mode);
            double usual = negative.Mode + reference.Threshold - reference.Negative;
            bool both = reference.IsKnown
                ? Math.Abs(main.Mode - reference.Positive) < Math.Abs(main.Mode - negative.Mode) && main.Mode > usual
                : rise > LargestCrossTalk;
            if (both)
            {
                positive = upperFew ? main : _mixture.Single();
                inPositives = Placed(negative, positive, reference) ?? positive.Mode - z * positive.Left;
            }
            else
            {
                crossTalk = main;
                if (reference.IsKnown) inPositives = Math.Max(crossTalk.Mode + z * crossTalk.Right, usual);
                else if (upperFew) inPositives = 0.5 * (crossTalk.Mode + _mixture.UpperMedian);
            }
        }
        double shift = crossTalk.Exists ? crossTalk.Mode - negative.Mode : 0;
        double alone = Alone(amplitudes, leading, lead, positive, shift, inPositives, z);
        TwoPieceNormal shown = positive.Exists ? positive : double.IsFinite(alone) && marginal.Positive.Mode > alone ? marginal.Positive : default;
        if (!double.IsFinite(inPositives) && double.IsFinite(alone)) inPositives = Math.Max(alone, crossTalk.Mode + z * crossTalk.Right);
        double edge = negative.Mode + z * negative.Right;
        DropletPeaks kind = !shown.Exists ? double.IsFinite(inPositives) ? DropletPeaks.FewPositives : DropletPeaks.NegativeOnly
            : overlap ? DropletPeaks.Overlapping : DropletPeaks.Two;
        return new(kind, negative, shown, crossTalk, Math.Max(alone, edge), Math.Max(inPositives, edge));
    }

    /// <summary>
    /// The threshold for droplets that the leading channel has not found positive: their own peak where they have one, else that of the
    /// others. Looked for among droplets that are dark in the leading channel, not among its rain.
    /// </summary>
    private double Alone(
        ReadOnlySpan<double> amplitudes, ReadOnlySpan<double> leading, in Peaks lead, TwoPieceNormal positive, double shift,
        double inPositives, double z)
    {
        int rest = Gather(amplitudes, leading, 0.5 * (lead.Negative.Mode + lead.Threshold), above: false);
        if (!_mixture.Part(_group.AsSpan(0, rest)) || _mixture.Separation < ClearSeparation || _mixture.Upper < PeakDroplets) return inPositives;
        _mixture.Fit(withRain: true);
        if (positive.Exists && _mixture.Positive.Mode < positive.Mode - shift - 2 * positive.Left) return inPositives;
        return Between(_mixture.Negative, _mixture.Positive, z, out _);
    }

    /// <summary>The negative peak of the droplets that are negative in the leading channel as well.</summary>
    private TwoPieceNormal NegativeOf(ReadOnlySpan<double> amplitudes, ReadOnlySpan<double> leading, in Peaks lead)
    {
        int rest = Gather(amplitudes, leading, lead.Negative.Mode + 3 * lead.Negative.Right, above: false);
        if (!_mixture.Part(_group.AsSpan(0, rest))) return lead.Negative with { Weight = 0 };
        if (!_mixture.TwoPeaks) return _mixture.Single();
        if (_mixture.Upper < PeakDroplets || _mixture.Lower < PeakDroplets) return _mixture.Side(upper: false);
        _mixture.Fit(withRain: true);
        return _mixture.Negative;
    }

    private int Gather(ReadOnlySpan<double> amplitudes, ReadOnlySpan<double> leading, double limit, bool above)
    {
        int count = 0;
        for (int i = 0; i < amplitudes.Length; i++)
            if (leading[i] > limit == above) _group[count++] = amplitudes[i];
        return count;
    }

    /// <summary>
    /// The low edge of the positive peak; where that is inside the negative one, the point as many widths from both. Peaks overlap where that
    /// many are less than three: then more than one droplet in a thousand is taken for the wrong one.
    /// </summary>
    private static double Between(TwoPieceNormal negative, TwoPieceNormal positive, double z, out bool overlap)
    {
        double low = negative.Mode + z * negative.Right, high = positive.Mode - z * positive.Left;
        overlap = positive.Mode - negative.Mode < LeastWidths * (positive.Left + negative.Right);
        return high < low ? (negative.Mode * positive.Left + positive.Mode * negative.Right) / (positive.Left + negative.Right) : high;
    }

    /// <summary>The threshold of other wells, when this one has a positive peak too small to show its edge; else null.</summary>
    private static double? Placed(TwoPieceNormal negative, TwoPieceNormal positive, DropletReference reference) =>
        reference.IsKnown && positive.Weight < EdgeDroplets ? negative.Mode + reference.Threshold - reference.Negative : null;

    private static DropletCall Count(ReadOnlySpan<double> amplitudes, ReadOnlySpan<double> other, in Peaks peaks, double otherThreshold, double z)
    {
        double dark = peaks.Negative.Mode + z * peaks.Negative.Right;
        double darkInPositives = peaks.CrossTalk.Exists ? peaks.CrossTalk.Mode + z * peaks.CrossTalk.Right : dark;
        double bright = peaks.Positive.Mode + 2 * z * peaks.Positive.Right;
        int positives = 0, rain = 0, merged = 0;
        for (int i = 0; i < amplitudes.Length; i++)
        {
            double a = amplitudes[i];
            bool inPositives = !other.IsEmpty && other[i] > otherThreshold;
            if (a > (inPositives ? peaks.ThresholdInPositives : peaks.Threshold)) positives++;
            else if (peaks.Negative.Exists && a > (inPositives ? darkInPositives : dark)) rain++;
            if (peaks.Positive.Weight >= PeakDroplets && a > bright) merged++;
        }
        return new(
            peaks.Kind, amplitudes.Length, positives, rain, merged, peaks.Threshold, peaks.ThresholdInPositives,
            peaks.Negative, peaks.Positive, peaks.CrossTalk);
    }
}
