using System.Collections.Immutable;

namespace Titer.Sensing.IonArray;

/// <summary>An ion that an electrode can answer to.</summary>
/// <param name="Symbol">As a recipe or settings file writes it: <c>Na+</c>, <c>Ca2+</c>.</param>
/// <param name="Name">Without charge, for a tag: <c>Na</c>.</param>
/// <param name="Charge">In elementary charges, with its sign.</param>
public sealed record IonSpecies(string Symbol, string Name, int Charge)
{
    public static readonly IonSpecies Hydrogen = new("H+", "H", 1), Sodium = new("Na+", "Na", 1), Potassium = new("K+", "K", 1);
    public static readonly IonSpecies Ammonium = new("NH4+", "NH4", 1), Calcium = new("Ca2+", "Ca", 2), Magnesium = new("Mg2+", "Mg", 2);
    public static readonly IonSpecies Lithium = new("Li+", "Li", 1), Chloride = new("Cl-", "Cl", -1), Nitrate = new("NO3-", "NO3", -1);
    public static readonly IonSpecies Bicarbonate = new("HCO3-", "HCO3", -1), Sulfate = new("SO4^2-", "SO4", -2);

    public static ImmutableArray<IonSpecies> All { get; } =
        [Hydrogen, Sodium, Potassium, Ammonium, Calcium, Magnesium, Lithium, Chloride, Nitrate, Bicarbonate, Sulfate];

    /// <summary>By its symbol; also <c>H</c>, <c>Ca++</c> and <c>SO4--</c> are understood.</summary>
    public static bool TryParse(string text, out IonSpecies ion)
    {
        string plain = text.Trim().Replace("++", "2+", StringComparison.Ordinal).Replace("--", "2-", StringComparison.Ordinal);
        foreach (IonSpecies known in All)
        {
            if (known.Symbol != plain && known.Name != plain && known.Symbol.Replace("^", "", StringComparison.Ordinal) != plain) continue;
            ion = known;
            return true;
        }
        ion = Hydrogen;
        return false;
    }
}
