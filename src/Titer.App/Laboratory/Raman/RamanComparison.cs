using Titer.Core;
using Titer.Sensing.Raman.Calibration;

namespace Titer.App.Laboratory.Raman;

/// <summary>Measurements against reference values: of those that were not rejected, and of all that have a value.</summary>
internal sealed record RamanComparison(int Compared, double Rmse, double Bias, double Coverage95, double RmseOfAll, double Coverage95OfAll)
{
    public static RamanComparison Of(IReadOnlyList<Measurement> measurements, double[] known)
    {
        int[] all = [.. Enumerable.Range(0, known.Length).Where(i => double.IsFinite(known[i]) && double.IsFinite(measurements[i].Value))];
        int[] good = [.. all.Where(i => measurements[i].Quality.IsGood)];
        double Error(int i) => measurements[i].Value - known[i];
        double Rmse(int[] rows) => rows.Length > 0 ? Math.Sqrt(rows.Average(i => Error(i) * Error(i))) : double.NaN;
        double Coverage(int[] rows) => rows.Length > 0
            ? rows.Average(i => Math.Abs(Error(i)) <= SpectrumSensor.Normal95 * measurements[i].StandardUncertainty ? 1.0 : 0) : double.NaN;
        return new RamanComparison(good.Length, Rmse(good), good.Length > 0 ? good.Average(Error) : double.NaN, Coverage(good), Rmse(all),
            Coverage(all));
    }
}
