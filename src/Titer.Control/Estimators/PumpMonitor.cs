using Titer.Control.Estimators.Faults;
using Titer.Core;

namespace Titer.Control.Estimators;

/// <summary>
/// Compares what a pump is told with what its balance says over a window of time. A difference beyond five standard uncertainties and a tenth of the
/// dose is a failure; from then
/// on, until half the window agrees again, the balance says what flowed. A balance without noise is frozen: it proves nothing about the pump.
/// </summary>
/// <param name="density">kg/L.</param>
/// <param name="window">
/// What is compared at most, and from a quarter of it on; long enough that a dose of usual size stands out of the balance's noise.
/// </param>
/// <param name="findsFrozen">False for a pump that works at very different flows: there a balance that stands still after a rush is none that is
/// frozen.</param>
public sealed class PumpMonitor(string pump, double density, TimeSpan window, bool findsFrozen = true)
{
    private readonly Queue<(DateTimeOffset Time, double Mass, double Told)> _past = new();
    private readonly FreezeDetector _noise = new();
    private double _told;

    /// <summary>The balance says the same whatever happens; what the pump was told counts.</summary>
    public bool BalanceIsFrozen { get; private set; }

    /// <summary>The pump does not deliver what it is told.</summary>
    public bool Fails { get; private set; }

    /// <summary>Delivered flow over the window by the balance, L/h; NaN before the window is full.</summary>
    public double Measured { get; private set; } = double.NaN;

    /// <summary>The best figure for the flow now: what was told, or what the balance says while the pump fails. L/h.</summary>
    public double Flow(double told) => Fails ? Math.Max(0, Measured) : told;

    /// <param name="balance">The pumped mass, kg; a bad reading is passed over.</param>
    /// <param name="told">Flow commanded since the last call, L/h.</param>
    public void Update(DateTimeOffset now, Measurement? balance, double told, double hours, List<Event> events)
    {
        _told += told * hours;
        if (balance is null || balance.Quality.IsBad) return;
        if (findsFrozen && IsFrozen(now, balance.Value, events)) return;
        _past.Enqueue((now, balance.Value, _told));
        while (_past.Count > 1 && now - _past.Peek().Time > (Fails ? 0.5 * window : window)) _past.Dequeue();
        (DateTimeOffset since, double mass0, double told0) = _past.Peek();
        double span = (now - since).TotalHours;
        if (span < 0.9 * 0.25 * window.TotalHours) return;

        double delivered = (balance.Value - mass0) / density, dose = _told - told0;
        double uncertainty = Math.Sqrt(2) * balance.StandardUncertainty / density;
        Measured = delivered / span;
        // A pump that was told next to nothing and delivered as little has proved nothing.
        if (Fails && dose < 5 * uncertainty && delivered < 5 * uncertainty) return;
        double difference = Math.Abs(delivered - dose);
        bool fails = Fails ? difference > 3 * uncertainty + 0.05 * dose : difference > 5 * uncertainty + 0.1 * dose;
        if (fails == Fails) return;
        Fails = fails;
        events.Add(new Event(now, EventKind.Alarm, fails ? Severity.High : Severity.Information, pump, fails ? "alarm.raised" : "alarm.cleared",
            fails ? $"The {pump} was told {dose:F3} L in the last {60 * span:F0} min and delivered {delivered:F3} L; check pump and tubing."
                  : $"The {pump} delivers what it is told again.").With("alarm", $"{pump}.delivery"));
    }

    private bool IsFrozen(DateTimeOffset now, double mass, List<Event> events)
    {
        _noise.Add(now, mass);
        if (_noise.IsFrozen == BalanceIsFrozen) return BalanceIsFrozen;
        BalanceIsFrozen = _noise.IsFrozen;
        // What stands in the window since it froze is no measurement.
        _past.Clear();
        events.Add(new Event(now, EventKind.Alarm, BalanceIsFrozen ? Severity.Medium : Severity.Information, pump,
            BalanceIsFrozen ? "alarm.raised" : "alarm.cleared",
            BalanceIsFrozen ? $"The balance of the {pump} says the same whatever happens; check its connection and restart its reader."
                            : $"The balance of the {pump} is alive again.").With("alarm", $"{pump}.balance"));
        return BalanceIsFrozen;
    }
}
