namespace Titer.Sensing.Impedance.Circuits;

/// <summary>
/// What a layer of cells can hold at most. A cell membrane has 1 uF/cm2 (K. S. Cole, Membranes, Ions and Impulses, 1968); folded epithelia
/// have ten and some more of it, electrodes in medium 10 to 40 uF/cm2. An arc of more than 100 uF/cm2 is therefore none of a layer, but a
/// slow drift that the circuit has no element for; the published fits of extracellular impedance that this chip is held against
/// bound it there as well (chien0507/extracellularEIS, <c>C_max</c>).
/// </summary>
public static class CellLayerLimit
{
    /// <summary>F/cm2.</summary>
    public const double Capacitance = 1e-4;

    /// <summary>cm2 of the insert of a 12-well plate (Corning 3460), where no area is given.</summary>
    public const double InsertArea = 1.12;

    /// <summary>
    /// Whether the object can be a layer of this area: capacitors in series, each shunted or not, show at every frequency at least the
    /// capacitance -1/(w X) of all of them in series, so that what shows more than the limit everywhere holds more than the limit.
    /// </summary>
    public static bool Applies(ReadOnlySpan<double> frequencies, ReadOnlySpan<double> reactance, double farad)
    {
        for (int k = 0; k < frequencies.Length; k++)
            if (reactance[k] < 0 && -1 / (2 * Math.PI * frequencies[k] * reactance[k]) < farad) return true;
        return false;
    }
}
