using System.Collections.Immutable;

namespace Titer.Sensing.IonArray;

/// <summary>
/// Standard buffers whose pH is known at every temperature from 0 to 50 °C: IUPAC Recommendations 2002 (R. P. Buck et al., Pure Appl.
/// Chem. 74 (2002) 2169-2200, primary standards, table 2). Between the temperatures of the table the value is interpolated linearly.
/// </summary>
public sealed record BufferSolution(string Name, ImmutableArray<double> Values)
{
    private static readonly ImmutableArray<double> Temperatures = [0, 5, 10, 15, 20, 25, 30, 35, 37, 40, 50];

    /// <summary>Of a primary standard prepared in one's own laboratory, 1 sigma.</summary>
    public const double Uncertainty = 0.005;

    /// <summary>Potassium hydrogen phthalate, 0.05 mol/kg.</summary>
    public static readonly BufferSolution Phthalate =
        new("phthalate", [4.000, 3.998, 3.997, 3.998, 4.000, 4.005, 4.011, 4.018, 4.022, 4.027, 4.050]);

    /// <summary>KH2PO4 and Na2HPO4, 0.025 mol/kg each.</summary>
    public static readonly BufferSolution Phosphate =
        new("phosphate", [6.984, 6.951, 6.923, 6.900, 6.881, 6.865, 6.853, 6.844, 6.841, 6.838, 6.833]);

    /// <summary>Disodium tetraborate, 0.01 mol/kg.</summary>
    public static readonly BufferSolution Borax =
        new("borax", [9.464, 9.395, 9.332, 9.276, 9.225, 9.180, 9.139, 9.102, 9.088, 9.068, 9.011]);

    public static ImmutableArray<BufferSolution> All { get; } = [Phthalate, Phosphate, Borax];

    /// <summary>NaN outside 0-50 °C.</summary>
    public double PH(double celsius)
    {
        for (int i = 1; i < Temperatures.Length; i++)
        {
            if (!(celsius >= Temperatures[i - 1] && celsius <= Temperatures[i])) continue;
            double part = (celsius - Temperatures[i - 1]) / (Temperatures[i] - Temperatures[i - 1]);
            return Values[i - 1] + part * (Values[i] - Values[i - 1]);
        }
        return double.NaN;
    }
}
