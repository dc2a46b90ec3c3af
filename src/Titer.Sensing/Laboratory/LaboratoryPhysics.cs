namespace Titer.Sensing.Laboratory;

/// <summary>
/// What the instruments of the off-line laboratory show.
/// Cells: Trypan-blue count in a chamber, N = c V / dilution (W. Strober, Curr. Protoc. Immunol. 111 (2015) A3.B.1).
/// Glucose, lactate, glutamine: amperometric enzyme electrode, I = I0 + Imax c / (Km + c) (Michaelis-Menten).
/// Ammonium: ion-selective electrode with interfering ions, E = E0 + S log10(c + K) (Nikolsky-Eisenman; IUPAC, Pure Appl.
/// Chem. 66 (1994) 2527). pH: glass electrode, Nernst slope. Titre: chromatographic peak area, linear.
/// </summary>
public static class LaboratoryPhysics
{
    /// <summary>nA at <paramref name="concentration"/> in mmol/L.</summary>
    public static double Current(double concentration, double background, double highest, double half) =>
        background + highest * concentration / (half + concentration);

    /// <summary>mmol/L at <paramref name="current"/> in nA; NaN where the electrode is saturated.</summary>
    public static double Concentration(double current, double background, double highest, double half)
    {
        double i = current - background;
        return i < highest ? half * i / (highest - i) : double.NaN;
    }

    /// <summary>mV of an ammonium electrode; S in mV per decade, K in mmol/L of interfering ions.</summary>
    public static double Ammonium(double concentration, double e0, double slope, double interference) =>
        e0 + slope * Math.Log10(concentration + interference);

    /// <summary>mmol/L at <paramref name="millivolts"/>.</summary>
    public static double AmmoniumConcentration(double millivolts, double e0, double slope, double interference) =>
        Math.Pow(10, (millivolts - e0) / slope) - interference;
}
