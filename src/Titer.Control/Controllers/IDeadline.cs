namespace Titer.Control.Controllers;

/// <summary>
/// Says between the iterations of a solver whether the time for a decision is up. A port, because time must not enter a decision by
/// itself: in accelerated simulation it is a number of iterations, in real time a clock, and in replay the record says after how many
/// iterations the decision stopped, so that the same plan comes out bit for bit.
/// </summary>
public interface IDeadline
{
    /// <summary>A decision of this controller begins; at most one in a tick.</summary>
    /// <param name="controller">The name under which the decision is recorded (<see cref="Core.Decision.Controller"/>).</param>
    void Begin(string controller);

    /// <summary>True when the solver must stop with what it has.</summary>
    /// <param name="iterations">Iterations made since <see cref="Begin"/>, over all attempts of the decision.</param>
    bool IsUp(int iterations);
}
