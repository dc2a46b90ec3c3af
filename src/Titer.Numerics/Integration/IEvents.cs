namespace Titer.Numerics;

/// <summary>Which crossings of zero count.</summary>
public enum CrossingDirection
{
    Either,
    Rising,
    Falling,
}

/// <summary>How one event function is treated: which crossings count, and whether the integration stops there.</summary>
public readonly record struct EventRule(CrossingDirection Direction = CrossingDirection.Either, bool Terminal = false);

/// <summary>Functions g_i(t, x) whose zeros are events. Implemented by structs.</summary>
public interface IEvents
{
    /// <summary>All g_i at (t, x); one value for each rule of the <see cref="EventLocator{TSolver}"/>. Continuous in t and x.</summary>
    void Evaluate(double t, ReadOnlySpan<double> x, Span<double> g);

    /// <summary>Event i happened at t with the state x of the continuous extension; called in the order of time.</summary>
    void Occurred(int i, double t, ReadOnlySpan<double> x);
}

/// <summary>Where an integration with events ended: at its end time, at terminal event <paramref name="Event"/> (else -1), or by failure.</summary>
public readonly record struct EventStop(IntegrationStatus Status, double Time, int Event);
