namespace Titer.Control.Alarms;

/// <summary>States of the diagram of ISA-18.2-2016, clause 5 (IEC 62682), by its letters. Nothing here latches, so there are no E and F.</summary>
public enum AlarmState
{
    /// <summary>A: not active, nothing to acknowledge.</summary>
    Normal,
    /// <summary>B: active, and nobody has acknowledged it.</summary>
    Unacknowledged,
    /// <summary>C: active and acknowledged.</summary>
    Acknowledged,
    /// <summary>D: came and went before anybody acknowledged it.</summary>
    ReturnedUnacknowledged,
    /// <summary>G: a person took it from the list for a time.</summary>
    Shelved,
    /// <summary>H: means nothing in this phase, by the master alarm database.</summary>
    SuppressedByDesign,
    /// <summary>I: a person took it from the list while something is repaired.</summary>
    OutOfService,
}
