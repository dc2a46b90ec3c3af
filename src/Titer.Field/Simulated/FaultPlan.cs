namespace Titer.Field.Simulated;

/// <summary>What goes wrong in one run, by name and hour.</summary>
internal sealed class FaultPlan(IReadOnlyList<Fault> faults)
{
    public bool IsActive(string name, double hours)
    {
        foreach (Fault fault in faults)
            if (fault.Name == name && fault.IsActive(hours)) return true;
        return false;
    }
}
