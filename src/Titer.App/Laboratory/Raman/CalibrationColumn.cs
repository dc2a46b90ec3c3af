using Titer.Core;
using Titer.Sensing.Raman.Calibration;

namespace Titer.App.Laboratory.Raman;

/// <summary>A calibration beside others, and how it did on a file of spectra where there was one.</summary>
/// <param name="Name">What it is called here.</param>
/// <param name="Predicted">Of each spectrum of the file, in the calibration's unit; NaN for one that it cannot read.</param>
/// <param name="Rejected">Spectra that it reads as not good.</param>
/// <param name="Against">The references of the file.</param>
/// <param name="MeanDifference">From the first calibration over the spectra that both read; NaN without a file.</param>
/// <param name="LargestDifference">Its largest size.</param>
internal sealed record CalibrationColumn(
    string Name, SpectralCalibration Calibration, double[] Predicted, int Rejected, RamanComparison? Against, double MeanDifference, double LargestDifference)
{
    public Unit Unit => Unit.Parse(Calibration.Unit);
}
