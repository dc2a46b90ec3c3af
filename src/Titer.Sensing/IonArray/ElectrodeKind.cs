namespace Titer.Sensing.IonArray;

/// <summary>How the voltage of an electrode depends on what it stands in.</summary>
public enum ElectrodeKind
{
    /// <summary>
    /// Hydrogen-ion-sensitive FET against a reference with its own electrolyte (Ag/AgCl in gel): V = E0(T) + s S(T) (pH - pX0), pH on the
    /// total scale. The "internal" cell of a SeaFET.
    /// </summary>
    FetGel,
    /// <summary>
    /// Hydrogen-ion-sensitive FET against a chloride-ion-selective electrode in the same saline medium, without a liquid junction:
    /// V = E0(T) + s S(T) (pH - pX0 - chloride term). The "external" cell of a SeaFET.
    /// </summary>
    FetChloride,
    /// <summary>Ion-selective electrode: V = E0(T) + s S(T)/z (log10 of Nikolsky and Eisenman's sum of activities + pX0).</summary>
    IonSelective,
}
