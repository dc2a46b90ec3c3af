using A = Titer.Control.Estimators.AdaptiveState;
using X = Titer.Processes.CellCulture.ChoState;

namespace Titer.Control.Estimators;

/// <summary>
/// What is believed before the first reading: the recipe's starting values, the nominal clone, and how far each may be off (1
/// sigma).
/// </summary>
public static class ChoPrior
{
    public static double[] Mean(ReadOnlySpan<double> culture)
    {
        var mean = new double[A.Count];
        culture.CopyTo(mean);
        return mean;
    }

    public static double[] StandardDeviations(ReadOnlySpan<double> culture)
    {
        var s = new double[A.Count];
        s[X.ViableCells] = 0.10 * culture[X.ViableCells];
        s[X.DeadCells] = 0.5 * culture[X.DeadCells];
        s[X.Glucose] = 0.05 * culture[X.Glucose];
        s[X.Glutamine] = 0.07 * culture[X.Glutamine];
        s[X.Lactate] = 0.3;
        s[X.Ammonia] = 0.15;
        s[X.Antigen] = 0.002;
        s[X.Volume] = 1.5;
        s[X.Oxygen] = 0.01;
        s[X.InorganicCarbon] = 1;
        s[X.StrongIons] = 1;
        s[X.Temperature] = 0.3;
        for (int i = A.Growth; i < A.FirstBias; i++) s[i] = 0.13; // one parameter within +-20 %, uniform, has 0.115; a factor stands for several
        s[A.GasTransfer] = 0.15;
        s[A.PHBias] = 0.012;
        s[A.CellVolume] = 0.08;
        // Raman: what stays of the stated uncertainty within one batch, by the calibration's cross-validation over probes (docs/chips.md)
        s[A.GlucoseBias] = 0.15;
        s[A.LactateBias] = 0.25;
        s[A.GlutamineBias] = 0.12;
        s[A.AmmoniaBias] = 0.4;
        s[A.LabCells] = 0.05 * ChoMeasurement.InstrumentShare;
        s[A.LabGlucose] = 0.03 * ChoMeasurement.InstrumentShare;
        s[A.LabTitre] = 0.05 * ChoMeasurement.InstrumentShare;
        s[A.LabPH] = 0.015 * ChoMeasurement.InstrumentShare;
        return s;
    }

    /// <summary>
    /// What may change in the culture at once, and by how much (1 sigma): cells that die or burst, a clone that turns its metabolism. Nothing
    /// dissolved is among them, because nothing comes into the vessel but through pumps and gas lines that are measured.
    /// </summary>
    public static (int State, double Size)[] Jumps(ReadOnlySpan<double> culture) =>
    [
        (X.ViableCells, culture[X.ViableCells]), (A.Growth, 0.2), (A.Death, 0.3), (A.GlucoseUptake, 0.2), (A.Lactate, 0.2), (A.Ammonia, 0.2),
        (A.Glutamine, 0.2), (A.Productivity, 0.2), (A.OxygenUptake, 0.2), (A.GasTransfer, 0.3),
    ];
}
