namespace Titer.Control.Monitoring;

/// <summary>
/// Exhausted substrate: after the decline the uptake stops and oxygen rises (the "DO spike" that ends a batch; e.g. Johnston, Cord-Ruwisch
/// and Cooney, Bioprocess Biosyst. Eng. 25 (2002) 111). Suspected when the envelope rises above its minimum, so that a dip and its return
/// do not count; certain when the envelope is still up half an hour later; its time from <see cref="ChangePointRegression"/> with a rise
/// that saturates at any of several speeds.
/// </summary>
internal sealed class Exhaustion(OxygenHistory oxygen)
{
    /// <summary>Least rise of the envelope: % of saturation, noise, and the share of the decline that it takes back.</summary>
    private const double LeastRise = 5, NoiseSigmas = 5, LeastShare = 0.25;
    /// <summary>The envelope must stay up for this long, h; at the end of the data readings for a tenth of it must do.</summary>
    private const double Lasting = 0.5;
    private const double Before = 0.5;

    /// <summary>Time constants of the rise, h, from half a minute to an hour: transfer of oxygen, and how suddenly the uptake stops.</summary>
    private static readonly double[] TimeConstants = [.. Enumerable.Range(0, 9).Select(i => 0.01 * Math.Pow(1.78, i))];

    private static readonly Func<double, double>[] Courses = [s => s, .. TimeConstants.Select(Saturating)];

    private static Func<double, double> Saturating(double h) => s => 1 - Math.Exp(-s / h);

    /// <summary>Where a saturating rise fits best, time constants around it in steps of a tenth.</summary>
    private static Func<double, double>[] Refined(int course) =>
        course == 0 ? [] : [.. Enumerable.Range(-5, 11).Where(k => k != 0).Select(k => Saturating(TimeConstants[course - 1] * Math.Pow(1.1, k)))];

    private double _lowest = double.PositiveInfinity, _lowestAt, _rise, _crossed;
    private int _crossing = -1;

    /// <summary>A rise is being watched.</summary>
    public bool Pending => _crossing >= 0;

    /// <returns>The start of the rise when it has become certain.</returns>
    public ChangePoint? Update(double envelope, double plateau, bool finish)
    {
        if (!Pending)
        {
            if (envelope < _lowest) (_lowest, _lowestAt) = (envelope, oxygen.Last);
            _rise = Math.Max(Math.Max(LeastRise, NoiseSigmas * oxygen.Noise), LeastShare * (plateau - _lowest));
            if (envelope - _lowest < _rise) return null;
            (_crossing, _crossed) = (oxygen.Count - 1, oxygen.Last);
        }
        bool time = oxygen.Last - _crossed >= Lasting;
        if (!time && !(finish && oxygen.Last - _crossed >= Lasting / 10)) return null;
        ChangePoint? found = null;
        if (envelope - _lowest >= _rise / 2) found = Find() is { Evidence: > 0 } f ? f : null;
        if (found is null) (_crossing, _lowest, _lowestAt) = (-1, envelope, oxygen.Last); // it did not last: look on
        return found;
    }

    private ChangePoint? Find()
    {
        // The lowest reading before the crossing is close to the kink; the envelope's own minimum trails it by up to its window.
        int kink = _crossing;
        for (int i = _crossing; i >= 0 && oxygen.Hours(i) >= _lowestAt - OxygenHistory.Window - 0.05; i--)
            if (!oxygen.IsCommon(i) && oxygen.Smooth(i) < oxygen.Smooth(kink)) kink = i;
        int first = kink;
        for (int i = kink; i >= 0 && oxygen.Hours(i) >= oxygen.Hours(kink) - Before; i--)
            if (oxygen.Value(i) >= oxygen.Value(first)) first = i;
        double until = _crossed + Math.Max(_crossed - oxygen.Hours(kink), 0.03), highest = double.NegativeInfinity;

        var hours = new List<double>();
        var values = new List<double>();
        for (int i = first; i < oxygen.Count && oxygen.Hours(i) <= until; i++)
        {
            if (oxygen.IsCommon(i)) continue;
            // The next feed or disturbance ends the rise.
            if (i > kink) highest = Math.Max(highest, oxygen.Value(i));
            if (i > kink && oxygen.Value(i) < highest - Math.Max(3, 4 * oxygen.Noise)) break;
            hours.Add(oxygen.Hours(i));
            values.Add(oxygen.Value(i));
        }
        if (hours.Count < 6) return null;
        double start = hours[0];
        Func<double, double> one = _ => 1, slope = t => t - start, bend = t => (t - start) * (t - start);
        double from = Math.Max(start, oxygen.Hours(kink) - OxygenHistory.Window);
        return ChangePointRegression.Find(
            [.. hours], [.. values], from, _crossed, Courses, Refined, [[one, slope], [one, slope, bend]], [one, slope], 1);
    }
}
