namespace Titer.Control.Alarms;

/// <summary>How soon a person has to respond, and how much hangs on it (ISA-18.2, clause 9; the fewer the higher: EEMUA 191 has 80, 15 and 5 percent).</summary>
public enum AlarmPriority { Low, Medium, High }
