using System.Collections.Immutable;
using Titer.Core;
using Titer.Sensing.IonFet;

namespace Titer.Sensing.IonArray;

/// <summary>
/// The sites of one <see cref="IonSet"/> in a frame: light taken off, vote, common jump, and each site's state against the others. Three
/// sites or more tell which one is bad; two tell only that they have parted.
/// </summary>
internal sealed class SiteSet
{
    private const int FramesBack = 60;
    // A site is called fouled when its loss or lag is beyond this and beyond so many of its standard uncertainties.
    private const double MostSlopeLoss = 0.10, MostLagHours = 0.05, Significant = 4;

    private readonly IonSet _set;
    private readonly SiteVote _vote;
    private readonly CommonJump _jump;
    private readonly LightDetector? _light;
    private readonly SiteState[] _states;
    private readonly DriftWatch[] _watches;
    private readonly SiteFault[] _faults;
    private readonly double[] _pH, _sorted;

    public SiteSet(IonSet set, ImmutableArray<IonElectrode> electrodes, double lightLimit)
    {
        _set = set;
        int n = set.Members.Length;
        (_vote, _jump) = (new SiteVote(n, set.Departure, set.Departure / 2, FramesBack), new CommonJump(set.FastestProcess));
        (_pH, _sorted, _faults) = (new double[n], new double[n], new SiteFault[n]);
        _states = n < 3 ? [] : [.. set.Members.Select(m => new SiteState(electrodes[m].Noise / (electrodes[m].Slope * Nernst.Slope(25))))];
        _watches = [.. Enumerable.Range(0, n < 3 ? 1 : n).Select(_ => new DriftWatch(set.Agreement))];
        if (n >= 3 && set.Members.All(m => electrodes[m].Light != 0))
        {
            // Light raises the voltage; an ion-selective site then reads less pH and a FET cell of the other sign more.
            _light = new LightDetector(
                [.. set.Members.Select(m => electrodes[m].Kind == ElectrodeKind.IonSelective ? electrodes[m].Light : -electrodes[m].Light)],
                [.. set.Members.Select(m => electrodes[m].Slope)], lightLimit);
        }
        Drifts = [.. _watches.Select((w, i) =>
            new DriftPair(set.Name, electrodes[set.Members[i]].Name, n < 3 ? electrodes[set.Members[1]].Name : "", w, n < 3 ? null : _states[i]))];
    }

    public ImmutableArray<DriftPair> Drifts { get; }

    public SiteFault Fault(int position) => _faults[position];

    public double Value { get; private set; }
    public double Uncertainty { get; private set; }
    public Quality Quality { get; private set; }

    /// <param name="pH">Of all electrodes; NaN for one that failed. Light that is seen is taken off in place.</param>
    /// <param name="u">Of all electrodes.</param>
    public void Sense(DateTimeOffset time, Span<double> pH, ReadOnlySpan<double> u, double celsius)
    {
        int n = _pH.Length;
        double slope = Nernst.Slope(celsius), light = 0, variance = 0;
        int live = 0;
        for (int i = 0; i < n; i++)
        {
            _pH[i] = pH[_set.Members[i]];
            if (double.IsNaN(_pH[i])) continue;
            live++;
            variance += u[_set.Members[i]] * u[_set.Members[i]];
        }
        if (_light is not null) light = _light.Light(_pH, slope, _vote);
        for (int i = 0; light > 0 && i < n; i++) pH[_set.Members[i]] = _pH[i] -= light * _light!.Pattern(i, slope);
        bool agreed = _vote.TryFuse(_pH, judge: light == 0, out double fused, out double spread, out double effective);
        Value = fused;
        double calibration = live > 0 ? Math.Sqrt(variance / live / Math.Max(1, effective)) : double.NaN;
        Uncertainty = double.IsNaN(spread) ? calibration : Math.Max(spread, calibration);
        bool jumped = agreed && _jump.Jumps(fused, time);
        if (agreed && !jumped && light == 0)
        {
            _light?.Learn(_pH, fused, time);
            Follow(time);
        }
        else if (n == 2 && light == 0 && !jumped) _watches[0].Add(time, _pH[0] - _pH[1]);
        for (int i = 0; i < n; i++) _faults[i] = Find(i, jumped, light > 0);
        Quality = Judge(agreed, jumped, light > 0, live);
    }

    public void Flush()
    {
        foreach (DriftWatch w in _watches) w.Flush();
    }

    private void Follow(DateTimeOffset time)
    {
        if (_pH.Length == 2)
        {
            _watches[0].Add(time, _pH[0] - _pH[1]);
            return;
        }
        for (int i = 0; i < _pH.Length; i++)
        {
            if (double.IsNaN(_pH[i])) continue;
            int count = 0;
            ulong members = 0;
            for (int j = 0; j < _pH.Length; j++)
            {
                // A site that is known to be bad is nobody's reference.
                if (j == i || double.IsNaN(_pH[j]) || _vote.IsOut(j) || _watches[j].IsActive
                    || _faults[j] is SiteFault.Slow or SiteFault.SlopeLoss) continue;
                _sorted[count++] = _pH[j];
                members |= 1UL << j;
            }
            if (count < 2) continue;
            // The median, because a site may be dead or slow before it is known to be.
            double others = RunningMedian.MedianOf(_sorted.AsSpan(0, count));
            _states[i].Add(time, _pH[i], others, count, members);
            _watches[i].Add(time, _pH[i] - others);
        }
    }

    private SiteFault Find(int i, bool jumped, bool lit)
    {
        if (jumped) return SiteFault.Jumped;
        if (lit) return SiteFault.Light;
        if (_vote.IsOut(i)) return SiteFault.Outvoted;
        if (_states.Length > 0)
        {
            SiteState s = _states[i];
            if (s.Lag > MostLagHours && s.Lag > Significant * s.LagUncertainty) return SiteFault.Slow;
            if (Math.Abs(s.SlopeLoss) > MostSlopeLoss && Math.Abs(s.SlopeLoss) > Significant * s.SlopeLossUncertainty) return SiteFault.SlopeLoss;
        }
        return _watches[_states.Length > 0 ? i : 0].IsActive ? SiteFault.Drift : SiteFault.None;
    }

    private Quality Judge(bool agreed, bool jumped, bool lit, int live)
    {
        if (live < 2) return Quality.Failure("fewer than two sites have a value");
        if (!agreed) return Quality.Failure("no majority of pH sites agrees");
        if (jumped) return Quality.Failure("all pH sites jumped together, reference lost");
        if (lit) return Quality.OutOfSpecification("light on the pH sites");
        if (_vote.Flagged >= 2) return Quality.OutOfSpecification("two pH sites outvoted");
        if (_states.Length == 0 && _watches[0].IsActive) return Quality.OutOfSpecification("the two electrodes drift apart");
        for (int i = 0; i < _faults.Length; i++)
        {
            switch (_faults[i])
            {
                case SiteFault.Outvoted: return Quality.MaintenanceRequired("one pH site outvoted");
                case SiteFault.Slow or SiteFault.SlopeLoss: return Quality.MaintenanceRequired("one pH site fouled");
                case SiteFault.Drift: return Quality.MaintenanceRequired("one pH site drifts");
            }
        }
        return live < _pH.Length ? Quality.MaintenanceRequired("a pH site has no value") : Quality.Good;
    }
}
