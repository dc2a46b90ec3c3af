using Titer.Core;
using Titer.Field.Files;
using Titer.Sensing.Impedance.Circuits;
using Titer.Sensing.Impedance.Validity;

namespace Titer.Field.Tests.Files;

/// <summary>Spectra of cell layers with the fits that their authors published, and one spectrum with its fit of another programme.</summary>
public class ImpedanceReferenceTests
{
    private static readonly CircuitCalibration Calibration = new() { Circuit = "R-p(R,C)-p(R,C)" };

    private static string Folder => Repository.SharedData("impedance");

    private static SpectrumReading[] Sense(string file, CircuitCalibration calibration)
    {
        var sensor = new CircuitSensor(calibration);
        return [.. ImpedanceFile.Read(file).Select(frame =>
        {
            sensor.Sense(frame, []);
            return sensor.Last!;
        })];
    }

    /// <summary>Every published fit whose spectrum is here.</summary>
    private static IEnumerable<(string File, int Number, double Area, double[] Fit)> Published()
    {
        foreach (string table in Directory.GetFiles(Folder, "reference-fit-*.csv").Order(StringComparer.Ordinal))
        {
            CsvTable csv = CsvTable.Read(table);
            double[] Column(string name) => csv.Numbers(name);
            double[] n = Column("n"), area = Column("measArea"), medium = Column("RblankArea");
            double[] r1 = Column("R1Area"), c1 = Column("C1Area"), r2 = Column("R2Area"), c2 = Column("C2Area");
            for (int i = 0; i < csv.Rows; i++)
            {
                string file = Path.Combine(Folder, csv.Text(i, csv.IndexOf("plateID")) + ".txt");
                // Resistances times area, capacitances over area; the two arcs in any order.
                double[] fit = r1[i] * c1[i] < r2[i] * c2[i]
                    ? [medium[i] / area[i], r1[i] / area[i], c1[i] * area[i], r2[i] / area[i], c2[i] * area[i]]
                    : [medium[i] / area[i], r2[i] / area[i], c2[i] * area[i], r1[i] / area[i], c1[i] * area[i]];
                if (File.Exists(file)) yield return (file, (int)n[i], area[i], fit);
            }
        }
    }

    [Fact]
    public void Published_fits_of_two_membranes_are_reproduced_within_two_percent_and_their_spectra_are_valid()
    {
        var published = Published().ToList();
        Assert.True(published.Count >= 9, $"{published.Count} published fits have their spectrum here");
        foreach (var (file, number, area, fit) in published)
        {
            SpectrumReading reading = Sense(file, Calibration with { Area = area })[number - 1];
            Assert.True(reading.Verdict.Quality.IsGood, $"{file} {number}: {reading.Verdict}");
            for (int i = 0; i < fit.Length; i++)
                Assert.True(Math.Abs(reading.Fit!.Parameters[i].Value / fit[i] - 1) < 0.02,
                    $"{Path.GetFileName(file)} {number}: {reading.Fit.Parameters[i].Parameter.Name} is {reading.Fit.Parameters[i].Value}, published {fit[i]}");
        }
    }

    [Fact]
    public void Spectra_of_cells_and_of_the_dummy_circuit_are_valid()
    {
        string[] good = [.. Directory.GetFiles(Folder, "*.txt").Where(f => !Path.GetFileName(f).StartsWith("16HBEmedia", StringComparison.Ordinal))];
        Assert.NotEmpty(good);
        Assert.All(good.SelectMany(f => Sense(f, Calibration)), r => Assert.True(r.Verdict.Quality.IsGood, $"{r.Verdict}"));
    }

    [Fact]
    public void The_unplugged_lead_is_refused_as_such()
    {
        SpectrumReading reading = Assert.Single(Sense(Path.Combine(Folder, "16HBEmedia_disconnect_freq.txt"), Calibration));
        Assert.Equal(SpectrumFault.OpenLead, reading.Verdict.Fault);
        Assert.True(reading.Verdict.Refused);
    }

    [Fact]
    public void Medium_without_cells_whose_real_part_jumps_between_plus_and_minus_is_refused_as_noise()
    {
        foreach (SpectrumReading reading in Sense(Path.Combine(Folder, "16HBEmedia_8TW_d1_chamber1_channel1_freq.txt"), Calibration))
            Assert.Equal(SpectrumFault.Noise, reading.Verdict.Fault);
    }

    [Fact]
    public void The_example_of_impedance_py_gives_its_published_parameters_from_its_start()
    {
        Frame frame = Assert.Single(ImpedanceFile.Read(Path.Combine(Folder, "impedance-py-example.csv")));
        int[] kept = [.. Enumerable.Range(0, frame["frequency"].Length).Where(k => frame["reactance"][k] < 0)];
        frame = frame with { Channels = [.. frame.Channels.Select(c => c with { Values = [.. kept.Select(k => c.Values[k])] })] };
        var calibration = new CircuitCalibration
        {
            Circuit = "R0-p(R1,C1)-p(R2-Wo1,C2)",
            Weighting = SpectrumWeighting.Unit,
            Start = "R0=0.01, R1=0.01, C1=100, R2=0.01, Wo1.Z0=0.05, Wo1.tau=100, C2=1",
        };
        var sensor = new CircuitSensor(calibration);
        sensor.Sense(frame, []);
        FittedCircuit fit = sensor.Last!.Fit!;
        Assert.True(sensor.Last.Verdict.Quality.IsGood);
        Assert.True(double.IsInfinity(sensor.Last.CapacitanceLimit)); // farads: not a layer of cells
        // Its "getting started" page: R0 1.65e-2, R1 8.68e-3, C1 3.32, R2 5.39e-3, Wo 6.31e-2 and 233, C2 0.220, to its three digits.
        double[] published = [1.65e-2, 8.68e-3, 3.32, 5.39e-3, 6.31e-2, 233, 0.220];
        for (int i = 0; i < published.Length; i++)
            Assert.True(Math.Abs(fit.Parameters[i].Value / published[i] - 1) < 0.025, $"{fit.Parameters[i].Parameter.Name}: {fit.Parameters[i].Value}");

        // That is not the best fit of the circuit: guesses from the spectrum find a lower sum of squares.
        var guessing = new CircuitSensor(calibration with { Start = "" });
        guessing.Sense(frame, []);
        Assert.True(guessing.Last!.Fit!.SumOfSquares < 0.8 * fit.SumOfSquares);
    }
}
