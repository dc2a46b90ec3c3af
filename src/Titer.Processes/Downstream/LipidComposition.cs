namespace Titer.Processes.Downstream;

/// <summary>The four lipids of a nanoparticle: parts by moles and molar masses, g/mol. PEG-lipid takes its share from the others' sum.</summary>
public sealed record LipidComposition(
    double Ionizable, double Helper, double Cholesterol, double Peg, double IonizableMass, double HelperMass, double CholesterolMass, double PegMass)
{
    /// <summary>50 : 10 : 38.5 : 1.5 of ionizable lipid (DLin-MC3-DMA, 642 g/mol), DSPC (790), cholesterol (387) and PEG2000-DMG (2509), of which
    /// most published nanoparticles are made.</summary>
    public static LipidComposition Standard { get; } = new(50, 10, 38.5, 1.5, 642.1, 790.1, 386.7, 2509);

    /// <summary>g/L of ethanol in a stock of lipids, g/L: 789 g/L of pure ethanol, lipids of 1 g/mL.</summary>
    public static double Ethanol(double lipidStock) => 789 * (1 - lipidStock * 1e-3);

    /// <summary>PEG-lipid, mol-% of all lipids.</summary>
    public double PegPercent => 100 * Peg / (Ionizable + Helper + Cholesterol + Peg);

    /// <summary>Grams of all lipids that bring one mmol of ionizable lipid, and so one mmol of amine.</summary>
    public double GramsPerMillimole =>
        (Ionizable * IonizableMass + Helper * HelperMass + Cholesterol * CholesterolMass + Peg * PegMass) / Ionizable * 1e-3;
}
