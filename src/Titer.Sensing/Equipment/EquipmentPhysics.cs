namespace Titer.Sensing.Equipment;

/// <summary>
/// Signals of the skid, all linear: stirrer pulses f = n Z / 60; thermal mass-flow controllers 0-5 V over their full scale;
/// balances in kg; load cells under the vessel, bridge amplifier 0-10 V over their full scale, mass = volume * density.
/// </summary>
public static class EquipmentPhysics
{
    /// <summary>Hz of a stirrer at <paramref name="perMinute"/> with <paramref name="teeth"/> pulses per turn.</summary>
    public static double Tacho(double perMinute, double teeth) => perMinute * teeth / 60;

    /// <summary>V of <paramref name="value"/> on a signal of <paramref name="span"/> V over <paramref name="fullScale"/>.</summary>
    public static double Volts(double value, double fullScale, double span) => value / fullScale * span;
}
