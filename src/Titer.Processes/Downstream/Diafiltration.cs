namespace Titer.Processes.Downstream;

/// <summary>
/// Closed forms of <see cref="TangentialFlow"/> for a constant sieving coefficient S (van Reis and Zydney 2007, J. Membr. Sci. 297:16, and any
/// textbook): what plans a step before it runs.
/// </summary>
public static class Diafiltration
{
    /// <summary>Concentration left after N diavolumes at constant volume, over that of the start: exp(-S N).</summary>
    public static double Remaining(double sieving, double diavolumes) => Math.Exp(-sieving * diavolumes);

    /// <summary>Diavolumes until the concentration is down to a share of the start; infinite for a solute that does not pass.</summary>
    public static double DiavolumesTo(double remaining, double sieving) => sieving <= 0 ? double.PositiveInfinity : -Math.Log(remaining) / sieving;

    /// <summary>Mass left in the retentate after concentration by a factor X = V0 / V: X^(-S); the concentration rises by X^(1 - S).</summary>
    public static double Retained(double sieving, double factor) => Math.Pow(factor, -sieving);
}
