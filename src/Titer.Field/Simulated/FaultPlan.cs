namespace Titer.Field.Simulated;

/// <summary>What goes wrong in one run, planned or put in later, by name and hour.</summary>
internal sealed class FaultPlan(IReadOnlyList<Fault> faults)
{
    private readonly List<Fault> _faults = [.. faults];

    public void Add(Fault fault) => _faults.Add(fault);

    public bool IsActive(string name, double hours)
    {
        foreach (Fault fault in _faults)
            if (fault.Name == name && fault.IsActive(hours)) return true;
        return false;
    }
}
