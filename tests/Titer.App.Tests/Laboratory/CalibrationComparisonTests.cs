using Titer.App.Laboratory.Raman;
using Titer.Core;
using Titer.Field.Files;
using Titer.Sensing.Raman.Calibration;

namespace Titer.App.Tests.Laboratory;

public sealed class CalibrationComparisonTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Calibrations_are_told_apart_by_what_they_read_from_the_same_file()
    {
        SpectralCalibration one = RamanSensing.Load(Example.Calibration(_folder["one.json"], _folder["train.csv"], 1));
        // The same with all values higher by a tenth of a gram.
        SpectralCalibration shifted = one with { Level = one.Level + 0.1 };
        RamanSpectra spectra = RamanSpectra.Read(Example.Spectra(_folder["test.csv"], 2));
        CalibrationComparison found = CalibrationComparison.Of([("one", one), ("shifted", shifted)], spectra, "Glucose", null);
        Assert.Equal(0.1, found.Columns[1].MeanDifference, 1e-9);
        Assert.Equal(0.1, found.Columns[1].LargestDifference, 1e-9);
        Assert.Equal(0.1, found.Columns[1].Against!.Bias - found.Columns[0].Against!.Bias, 1e-9);
        Assert.InRange(found.Columns[0].Against!.Rmse, 0.1, 1.2);
        Assert.NotEqual(one.Hash, shifted.Hash);
        Assert.Equal(2, found.Steps().Length);
        Assert.Empty(CalibrationComparison.Of([("one", one), ("shifted", shifted)], null, null, null).Steps());

        Assert.Contains("these are 1", Said([("one", one)]));
        Assert.Contains("are not compared", Said([("one", one), ("moles", one with { Unit = "mmol/L" })]));
    }

    private static string Said((string, SpectralCalibration)[] calibrations) =>
        Assert.Throws<InputException>(() => CalibrationComparison.Of(calibrations, null, null, null)).Message;
}
