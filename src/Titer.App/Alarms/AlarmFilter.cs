using Titer.Control.Alarms;

namespace Titer.App.Alarms;

/// <summary>Which part of a history people want to see.</summary>
/// <param name="Text">In the name of the unit, of the alarm, or in its message; empty for all.</param>
/// <param name="Priority">Null for all.</param>
internal sealed record AlarmFilter(string Text, AlarmPriority? Priority)
{
    public bool Fits(string unit, AlarmOccurrence o) => (Priority is null || o.Priority == Priority)
        && (Text.Length == 0 || Has(unit) || Has(o.Key.Name) || Has(o.Message) || (o.Acknowledged is { } by && Has(by.Person)));

    private bool Has(string text) => text.Contains(Text, StringComparison.OrdinalIgnoreCase);
}
