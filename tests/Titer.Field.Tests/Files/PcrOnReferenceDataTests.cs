using System.Globalization;
using Titer.Core;
using Titer.Field.Files;
using Titer.Sensing.Pcr;
using Titer.Tests;

namespace Titer.Field.Tests.Files;

/// <summary>The droplet files of shared/data/ddpcr against the vendor's results, which stand on thresholds that a person drew.</summary>
public sealed class PcrOnReferenceDataTests
{
    // The vendor's concentrations correspond to 0.91 nL.
    private static readonly DigitalPcrCalibration Calibration = new() { DropletVolume = 0.91 };

    private readonly string _folder = Repository.SharedData("ddpcr");

    private (Measurement[] Measurements, DropletCall[] Calls) Sense(string well, DigitalPcrCalibration calibration)
    {
        PcrFile file = PcrFile.Read(Path.Combine(_folder, $"{well}-amplitude.csv"));
        var sensor = new DigitalPcrSensor(calibration);
        var measurements = new List<Measurement>();
        sensor.Sense(new Frame(sensor.Source, file.Time, 0, file.Wells[0].Channels), measurements);
        return ([.. measurements], sensor.Calls.ToArray());
    }

    /// <summary>Concentration and its interval, by channel 1 and 2.</summary>
    private (double Value, double Low, double High)[] Vendor(string well)
    {
        string[][] rows = [.. File.ReadLines(Path.Combine(_folder, "vendor-results.csv")).Select(l => l.Split(',').Select(c => c.Trim('"')).ToArray())];
        int Column(string name) => Array.IndexOf(rows[0], name);
        return [.. rows.Where(r => r[0] == well).OrderBy(r => r[Column("TypeAssay")], StringComparer.Ordinal)
            .Select(r => (Number(r, "Concentration"), Number(r, "PoissonConfMin"), Number(r, "PoissonConfMax")))];

        double Number(string[] row, string name) => double.Parse(row[Column(name)], CultureInfo.InvariantCulture);
    }

    [Theory]
    [InlineData("A01")]
    [InlineData("C01")]
    [InlineData("F05")]
    public void Concentrations_are_the_vendors_within_2_percent(string well)
    {
        (Measurement[] found, _) = Sense(well, Calibration);
        (double Value, double Low, double High)[] vendor = Vendor(well);
        for (int i = 0; i < 2; i++)
        {
            Assert.Equal(1, found[i].Value / vendor[i].Value, 0.02);
            Assert.Equal(Quality.Good, found[i].Quality);
        }
    }

    [Theory]
    [InlineData("A01")]
    [InlineData("C01")]
    [InlineData("F05")]
    public void The_exact_interval_of_the_vendors_counts_is_the_vendors(string well)
    {
        // Their counts through our formula, so that the thresholds do not matter; the vendor prints three digits.
        string[][] rows = [.. File.ReadLines(Path.Combine(_folder, "vendor-results.csv")).Select(l => l.Split(','))];
        foreach (string[] row in rows.Where(r => r[0] == $"\"{well}\""))
        {
            int positives = int.Parse(row[12]), negatives = int.Parse(row[13]);
            (double low, double high) = PoissonConcentration.Interval(positives, positives + negatives);
            Assert.Equal(1, PcrPhysics.Copies(low, 0.91) / double.Parse(row[11], CultureInfo.InvariantCulture), 0.006);
            Assert.Equal(1, PcrPhysics.Copies(high, 0.91) / double.Parse(row[10], CultureInfo.InvariantCulture), 0.006);
        }
    }

    [Fact]
    public void Reading_the_wells_together_gives_the_same_as_one_by_one()
    {
        string[] wells = ["A01", "C01", "F05"];
        DigitalPcrCalibration together = Calibration with { References = DropletReferences.Of([.. wells.Select(w => Sense(w, Calibration).Calls)]) };
        foreach (string well in wells)
            Assert.Equal(Sense(well, Calibration).Measurements.Select(m => m.Value), Sense(well, together).Measurements.Select(m => m.Value));
    }

    [Fact]
    public void The_second_dye_of_F05_shows_the_peak_that_the_first_one_leaks_into_it()
    {
        DropletCall second = Sense("F05", Calibration).Calls[1];
        Assert.InRange(second.CrossTalk.Mode, 3000, 3500);
        Assert.InRange(second.Threshold, 3700, 4500);
    }
}
