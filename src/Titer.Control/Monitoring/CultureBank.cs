using System.Collections.Immutable;
using Titer.Core;

namespace Titer.Control.Monitoring;

/// <summary>
/// All cultures of a platform: takes the measurements of a read-out, filters them, looks for the end of the lag phase and for
/// exhausted substrate, and tells what it found. Same measurements in the same order, same answers bit for bit.
/// </summary>
public sealed class CultureBank
{
    private readonly List<CultureMonitor> _cultures = [];
    private readonly Dictionary<string, CultureMonitor> _byName = new(StringComparer.Ordinal);
    private readonly CommonMode _common = new();
    private readonly Dictionary<CultureMonitor, List<Innovation>> _taken = [];
    private readonly HashSet<Tag> _tags = [];
    private DateTimeOffset? _start;
    private bool _oxygenTaken;

    /// <summary>Content hash of everything that the estimates depend on.</summary>
    public static string Model { get; } = ContentHash.Of($"{TrendParameters.Oxygen.Text}\n{TrendParameters.PH.Text}\ndetection 1");

    /// <summary>In the order of their first measurement.</summary>
    public IReadOnlyList<CultureMonitor> Cultures => _cultures;

    /// <summary>Steep falls of oxygen in most cultures at once: feeds by the robot, pauses of mixing.</summary>
    public int CommonFalls => _common.Falls;

    /// <summary>Time of the first measurement, from which hours count.</summary>
    public DateTimeOffset? Start => _start;

    /// <summary>
    /// One tick of the loop. Gives an estimate per culture that has a measurement in it, at the time of that; measurements of
    /// several read-outs in one tick give several. Tags other than <c>name/DO</c> and <c>name/pH</c> are not this stage's.
    /// </summary>
    public void Update(DateTimeOffset time, IReadOnlyList<Measurement> measurements, List<Estimate> estimates, List<Event> events)
    {
        foreach (Measurement m in measurements)
        {
            int slash = m.Tag.Name.LastIndexOf('/');
            string variable = m.Tag.Name[(slash + 1)..];
            if (slash <= 0 || variable is not ("DO" or "pH")) continue;
            if (m.Time > time) throw new ArgumentException($"{m.Tag} is from {m.Time:O}, later than the tick at {time:O}.", nameof(measurements));
            if (!_tags.Add(m.Tag)) { Close(estimates, events); _tags.Add(m.Tag); }
            _start ??= m.Time;
            CultureMonitor culture = Culture(m.Tag.Name[..slash]);
            bool oxygen = variable == "DO";
            if (!_taken.TryGetValue(culture, out List<Innovation>? innovations)) _taken[culture] = innovations = [];
            innovations.Add(culture.Take(m, Hours(m.Time), oxygen));
            _oxygenTaken |= oxygen;
        }
        Close(estimates, events);
    }

    /// <summary>The end of the data at <paramref name="time"/>: what can still be told is told, and a chip silent since long is noticed.</summary>
    public void Finish(DateTimeOffset time, List<Event> events)
    {
        foreach (CultureMonitor culture in _cultures)
        {
            Tell(culture, culture.Detect(null, false, finish: true), events);
            culture.EndAt(Hours(time));
        }
    }

    private void Close(List<Estimate> estimates, List<Event> events)
    {
        if (_taken.Count == 0) return;
        DateTimeOffset time = _taken.Values.Max(list => list.Max(i => i.Time));
        if (_oxygenTaken)
        {
            double hours = Hours(time);
            if (_common.Update(hours, _cultures))
                events.Add(new Event(time, EventKind.Detection, Severity.Information, "cultures", "oxygen.common-fall",
                    $"Oxygen falls steeply in most cultures at once at {hours:0.00} h: a feed or a pause of mixing, not growth.")
                    .With("hours", $"{hours:0.####}"));
        }
        foreach (CultureMonitor culture in _cultures)
        {
            if (!_taken.TryGetValue(culture, out List<Innovation>? innovations)) continue;
            if (innovations.Exists(i => i.Tag == culture.OxygenTag)) Tell(culture, culture.Detect(_common.Since, _common.Low, finish: false), events);
            estimates.Add(EstimateOf(culture, innovations));
        }
        _taken.Clear();
        _tags.Clear();
        _oxygenTaken = false;
    }

    private static Estimate EstimateOf(CultureMonitor culture, List<Innovation> innovations)
    {
        DateTimeOffset time = innovations.Max(i => i.Time);
        TrendFilter.Predict(culture.Oxygen, time);
        TrendFilter.Predict(culture.PH, time);
        Trend o = TrendFilter.Value(culture.Oxygen), p = TrendFilter.Value(culture.PH);
        ImmutableArray<double> covariance =
            [o.LevelVariance, o.Covariance, o.RateVariance, 0, 0, p.LevelVariance, 0, 0, p.Covariance, p.RateVariance];
        return new(culture.Name, time, Model, culture.Variables, [o.Level, o.Rate, p.Level, p.Rate], covariance, [.. innovations]);
    }

    private void Tell(CultureMonitor culture, (ChangePoint? LagEnd, ChangePoint? Exhausted) found, List<Event> events)
    {
        if (found.LagEnd is { } lag) events.Add(EventOf(culture, "lag.ended", "The lag phase ended", lag));
        if (found.Exhausted is { } exhausted) events.Add(EventOf(culture, "substrate.exhausted", "The substrate was exhausted", exhausted));
    }

    private Event EventOf(CultureMonitor culture, string code, string what, ChangePoint at) =>
        new Event(_start!.Value + TimeSpan.FromHours(at.Hours), EventKind.Detection, Severity.Information, culture.Name, code,
                $"{what} in {culture.Name} at {at.Hours:0.00} h (standard uncertainty {at.Uncertainty:0.00} h).")
            .With("culture", culture.Name).With("hours", $"{at.Hours:0.####}").With("uncertainty-hours", $"{at.Uncertainty:0.####}");

    private double Hours(DateTimeOffset time) => (time - _start!.Value).TotalHours;

    private CultureMonitor Culture(string name)
    {
        if (_byName.TryGetValue(name, out CultureMonitor? culture)) return culture;
        culture = new CultureMonitor(name);
        _byName.Add(name, culture);
        _cultures.Add(culture);
        return culture;
    }
}
