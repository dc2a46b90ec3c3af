namespace Titer.Sensing.Filtration;

/// <summary>Forward physics of the instruments of a filtration skid, all linear.</summary>
public static class FiltrationPhysics
{
    /// <summary>Absorbance at 260 nm of single-stranded RNA, per g/L and cm: 1 per 40 ug/mL (Sambrook and Russell 2001, Molecular Cloning, app.
    /// 8).</summary>
    public const double RnaAbsorptivity = 25;

    /// <summary>Mean of the four nucleotides at 260 nm and pH 7, per mmol/L and cm: 15.4, 9.9, 7.1, 11.5 (A, U, C, G; Cavaluzzi and Borer 2004,
    /// Nucleic Acids Res. 32:e13).</summary>
    public const double NucleotideAbsorptivity = 11.0;

    /// <summary>Conductivity of dilute salts, mS/cm per mmol/L: limiting molar conductivities of 100 to 130 S cm2/mol, less the interaction at 0.1
    /// mol/L.</summary>
    public const double SaltConductivity = 0.1;

    /// <summary>Absorbance per cm of path (Beer-Lambert).</summary>
    /// <param name="rna">g/L.</param>
    /// <param name="nucleotides">mmol/L.</param>
    public static double Absorbance(double rna, double nucleotides) => RnaAbsorptivity * rna + NucleotideAbsorptivity * nucleotides;

    /// <summary>Current of a transmitter, mA.</summary>
    public static double Current(double value, double fullScale) => 4 + 16 * value / fullScale;

    /// <summary>What a transmitter of that current reads.</summary>
    public static double FromCurrent(double milliampere, double fullScale) => (milliampere - 4) / 16 * fullScale;
}
