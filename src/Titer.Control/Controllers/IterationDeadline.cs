namespace Titer.Control.Controllers;

/// <summary>
/// The deadline of accelerated simulation: time is up after <paramref name="allowed"/> iterations, whatever the
/// machine, so that a run depends on nothing but its inputs.
/// </summary>
public sealed class IterationDeadline(int allowed) : IDeadline
{
    public void Begin(string controller) { }

    public bool IsUp(int iterations) => iterations >= allowed;
}
