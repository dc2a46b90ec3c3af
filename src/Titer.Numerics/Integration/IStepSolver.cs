namespace Titer.Numerics;

/// <summary>
/// An adaptive method taken one accepted step at a time, with the solution known everywhere inside the last step: what events and
/// output at given times need. Owns its state and workspace; nothing is allocated after construction. Not thread-safe.
/// </summary>
public interface IStepSolver
{
    /// <summary>Length of <see cref="State"/>: the states, and behind them any sensitivities that are carried.</summary>
    int Size { get; }

    /// <summary>Where the last accepted step began; equal to <see cref="Time"/> before the first.</summary>
    double StepStart { get; }

    double Time { get; }

    ReadOnlySpan<double> State { get; }

    /// <summary>Attempts that one step, and steps that one integration to an end, may take.</summary>
    int MaximumSteps { get; }

    /// <summary>Begins, or begins again after a jump of the state or of the right-hand side, at (t, x).</summary>
    IntegrationStatus Start<TOde>(ref TOde ode, double t, ReadOnlySpan<double> x) where TOde : struct, IOde;

    /// <summary>One accepted step that ends at or before <paramref name="limit"/>. On failure the state is the last accepted one.</summary>
    IntegrationStatus Step<TOde>(ref TOde ode, double limit) where TOde : struct, IOde;

    /// <summary>The continuous extension at t in [<see cref="StepStart"/>, <see cref="Time"/>].</summary>
    void Interpolate(double t, Span<double> x);

    /// <summary>Ends the last step earlier, at t inside it, where an event stops the integration or changes it.</summary>
    IntegrationStatus Truncate<TOde>(ref TOde ode, double t) where TOde : struct, IOde;
}
