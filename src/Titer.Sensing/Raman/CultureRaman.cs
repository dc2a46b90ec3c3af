using Titer.Core;
using Titer.Numerics;
using static Titer.Sensing.Raman.RamanPhysics;

namespace Titer.Sensing.Raman;

/// <summary>The probe in a CHO culture: glucose, lactate, glutamine and ammonia beside cells, antigen and medium.</summary>
public static class CultureRaman
{
    /// <summary>Highest concentrations of the calibration's samples, mmol/L, in the order of the analytes.</summary>
    private static readonly double[] Highest = [45, 48, 8, 10];

    public static RamanApplication Application { get; } = new()
    {
        Stream = "raman-calibration",
        Analytes = [.. RamanSensor.AnalyteNames.Select(n => (n, Unit.Millimolar))],
        Components = [Glucose, Lactate, Glutamine, Ammonia, Cells, Antigen],
        Amounts = static (in Broth b, Span<double> amounts) =>
        {
            (amounts[0], amounts[1], amounts[2], amounts[3]) = (b.Glucose, b.Lactate, b.Glutamine, b.Ammonia);
            (amounts[4], amounts[5]) = (b.ViableCells + b.DeadCells, b.Antigen);
        },
        Medium = Medium,
        Transmission = static (double _, in Broth b) => Math.Exp(-RamanPhysics.Turbidity * (b.ViableCells + b.DeadCells)),
        Fluorescence = static (double hours, in Broth b) =>
        {
            double bleached = 1 - Bleaching + Bleaching * Math.Exp(-Math.Max(0, hours) / BleachingTime);
            return MediumFluorescence * bleached + CellFluorescence * (b.ViableCells + b.DeadCells);
        },
        Mixture = Mixture,
        References = static (in Broth b) => [b.Glucose, b.Lactate, b.Glutamine, b.Ammonia],
        ReferenceRelative = 0.02,
        ReferenceFloor = [0.08, 0.08, 0.08, 0.08],
        Hours = 336,
    };

    private static Broth Mixture(Gaussian design) => new()
    {
        PH = 7, DissolvedOxygen = 40, Temperature = 37, CellVolume = 1770, Volume = 1,
        ViableCells = design.Uniform(0, 17), DeadCells = design.Uniform(0, 3), Antigen = design.Uniform(0, 3.5),
        Glucose = design.Uniform(0, Highest[0]), Lactate = design.Uniform(0, Highest[1]),
        Glutamine = design.Uniform(0, Highest[2]), Ammonia = design.Uniform(0, Highest[3]),
    };
}
