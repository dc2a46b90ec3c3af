namespace Titer.Control.Alarms;

/// <summary>Which alarm it is: one condition of one source of one unit (ISA-18.2: an alarm is defined once, and comes and goes).</summary>
/// <param name="Source">A tag, a pump, an interlock or a loop.</param>
/// <param name="Code">What is wrong with it, as the master alarm database has it: <c>quality</c>, <c>fault</c>, <c>interlock</c>.</param>
public readonly record struct AlarmKey(string Unit, string Source, string Code)
{
    /// <summary>By unit, source and code.</summary>
    public static readonly Comparer<AlarmKey> Order = Comparer<AlarmKey>.Create((a, b) =>
        (string.CompareOrdinal(a.Unit, b.Unit), string.CompareOrdinal(a.Source, b.Source)) switch
        {
            (0, 0) => string.CompareOrdinal(a.Code, b.Code),
            (0, var source) => source,
            var (unit, _) => unit,
        });

    /// <summary>Name of the alarm within its unit, by which people and acts name it.</summary>
    public string Name => $"{Source}.{Code}";

    public override string ToString() => $"{Unit}/{Name}";
}
