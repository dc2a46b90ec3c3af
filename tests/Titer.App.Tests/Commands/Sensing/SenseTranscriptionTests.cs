using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Titer.Core;
using Titer.Numerics;
using Titer.Sensing;
using Titer.Sensing.Electrophoresis;
using Titer.Sensing.IonArray;
using Titer.Sensing.Turbidity;

namespace Titer.App.Tests.Commands.Sensing;

/// <summary>The chips of a transcription from files: <c>titer sense turbidity</c>, <c>electrophoresis</c>, and <c>ion</c> with magnesium.</summary>
public sealed class SenseTranscriptionTests
{
    private static readonly string Examples = Path.Combine(Repository.Root, "examples", "sensing");
    private static readonly string IonSettingsPath = Path.Combine(Examples, "transcription-ions.yaml");
    private static readonly DateTimeOffset Start = new(2026, 4, 7, 8, 0, 0, TimeSpan.Zero);

    /// <summary>The array of transcription-ions.yaml.</summary>
    private static readonly IonArrayCalibration IonArray = new()
    {
        Electrodes =
        [
            Site("site-1", 0.012), Site("site-2", 0.005), Site("site-3", 0.018), Site("site-4", 0.009),
            Ion("magnesium", IonSpecies.Magnesium, 0.140,
                [new(IonSpecies.Sodium, -3.46, 0.15), new(IonSpecies.Calcium, -2.77, 0.15), new(IonSpecies.Potassium, -2.24, 0.15)]),
            Ion("sodium", IonSpecies.Sodium, 0.310, []),
        ],
        Background = [new(IonSpecies.Calcium, 0.02e-3), new(IonSpecies.Potassium, 1e-3)],
    };

    private static IonElectrode Site(string name, double e0) => new()
    {
        Name = name, Kind = ElectrodeKind.IonSelective, Ion = IonSpecies.Hydrogen, E0 = e0, PX0 = 7, E0PerKelvin = 0.0004, Slope = 0.955,
        E0Uncertainty = 0.0003, SlopeUncertainty = 0.004, Noise = 0.0002,
    };

    private static IonElectrode Ion(string name, IonSpecies ion, double e0, ImmutableArray<Selectivity> selectivities) => new()
    {
        Name = name, Kind = ElectrodeKind.IonSelective, Ion = ion, E0 = e0, E0PerKelvin = 0.0002, Slope = 0.97,
        E0Uncertainty = 0.0003, SlopeUncertainty = 0.002, Noise = 0.0001, Selectivities = selectivities,
    };

    private static string Example(string name) => Path.Combine(Examples, name);

    private static JsonElement Json(TempFolder folder, int exitCode, params string[] arguments)
    {
        TiterProcess.Result result = TiterProcess.Run(folder.Path, ["sense", .. arguments, "--json"]);
        Assert.Equal(("", exitCode), (result.Error, result.ExitCode));
        return JsonDocument.Parse(Assert.Single(result.Output.TrimEnd('\n').Split('\n'))).RootElement;
    }

    private static string Time(double hours) => Start.AddMinutes(Math.Round(60 * hours)).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static string Ions()
    {
        var chip = new SimulatedIonArray(IonArray, Gaussian.Stream(201, "example/transcription-ions"));
        var text = new StringBuilder("time,temperature,site-1,site-2,site-3,site-4,magnesium,sodium,pH,Mg,Na\n");
        for (int k = 0; k <= 120; k++)
        {
            double hours = k / 30.0;
            var broth = new Broth
            {
                PH = 7.9 - 0.12 * hours, Temperature = 37, Sodium = 80 + 12 * hours, FreeMagnesium = 2 + 6 * Math.Exp(-hours),
                Calcium = 0.02, Potassium = 1,
            };
            ImmutableArray<Channel> channels = chip.Read(hours, broth);
            text.Append(CultureInfo.InvariantCulture, $"{Time(hours)},{channels[1].Values[0]:0.00}");
            foreach (double v in channels[0].Values) text.Append(CultureInfo.InvariantCulture, $",{1000 * v:0.000}");
            text.Append(CultureInfo.InvariantCulture, $",{broth.PH:0.0000},{broth.FreeMagnesium:0.0000},{broth.Sodium:0.00}\n");
        }
        return text.ToString();
    }

    private static double Crystals(double hours) => 3 / (1 + Math.Exp(-2.5 * (hours - 1.8)));

    private static string Turbidity()
    {
        var chip = new SimulatedTurbidity(Gaussian.Stream(201, "example/turbidity"));
        var text = new StringBuilder("time,transmitted,scattered,lamp,dark-transmitted,dark-scattered,dark-lamp\n");
        for (int k = 0; k <= 24; k++)
        {
            double hours = k / 6.0;
            ChipFault fault = k == 12 ? ChipFault.Bubble : k >= 21 ? ChipFault.Fouled : ChipFault.None;
            ImmutableArray<Channel> c = chip.Read(hours, new Broth { Crystals = Crystals(hours) }, fault);
            for (int i = 0; i < c[0].Values.Length; i++)
            {
                text.Append(CultureInfo.InvariantCulture, $"{Time(hours)},{c[0].Values[i]:0.00000},{c[1].Values[i]:0.00000},{c[2].Values[i]:0.00000}");
                text.Append(CultureInfo.InvariantCulture, $",{c[3].Values[0]:0.00000},{c[3].Values[1]:0.00000},{c[3].Values[2]:0.00000}\n");
            }
        }
        return text.ToString();
    }

    private static string Electropherograms()
    {
        var chip = new SimulatedElectrophoresis(Gaussian.Stream(201, "example/electrophoresis"));
        (double Rna, double Intact, ChipFault Fault)[] samples =
            [(4.2, 0.93, ChipFault.None), (4.2, 0.45, ChipFault.None), (4.2, 0.93, ChipFault.NoMarker)];
        ImmutableArray<Channel>[] runs = [.. samples.Select((s, i) =>
        {
            chip.Draw(i, new Broth { Rna = s.Rna, IntactFraction = s.Intact, TranscriptLength = 4000 }, s.Fault);
            Assert.True(chip.TryReport(i + 0.5, out ImmutableArray<Channel> channels));
            return channels;
        })];
        var text = new StringBuilder("time,ladder,intact,degraded,no-marker\n");
        for (int i = 0; i < runs[0][0].Values.Length; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{i * runs[0][2].Values[0]:0.00},{runs[0][0].Values[i]:0.00}");
            foreach (ImmutableArray<Channel> run in runs) text.Append(CultureInfo.InvariantCulture, $",{run[1].Values[i]:0.00}");
            text.Append('\n');
        }
        return text.ToString();
    }

    [Fact]
    public void The_example_data_are_what_the_simulated_chips_give()
    {
        var wrong = new List<string>();
        foreach ((string name, string simulated) in new[]
        {
            ("transcription-ions.csv", Ions()), ("turbidity-simulated.csv", Turbidity()), ("electrophoresis-simulated.csv", Electropherograms()),
        })
        {
            if (File.Exists(Example(name)) && File.ReadAllText(Example(name)) == simulated) continue;
            string beside = Path.Combine(Path.GetTempPath(), name);
            File.WriteAllText(beside, simulated);
            wrong.Add(beside);
        }
        Assert.True(wrong.Count == 0, $"examples/sensing differs from the simulated chips, which are now in {string.Join(", ", wrong)}");
    }

    [Fact]
    public void A_file_with_a_magnesium_electrode_gives_free_magnesium_beside_pH()
    {
        using var folder = new TempFolder();
        TiterProcess.Result run = TiterProcess.Run(folder.Path,
            ["sense", "ion", Example("transcription-ions.csv"), "--config", IonSettingsPath, "--out", "ions.csv", "--plot", "ions.png"]);
        Assert.Equal(("", 0), (run.Error, run.ExitCode));
        string[] rows = File.ReadAllLines(folder["ions.csv"]);
        int good = 0, all = 0;
        foreach (string[] cells in rows.Skip(1).Select(r => r.Split(',')).Where(c => c[0] == "magnesium/Mg"))
        {
            double hours = (DateTimeOffset.Parse(cells[1], CultureInfo.InvariantCulture) - Start).TotalHours;
            double value = double.Parse(cells[2], CultureInfo.InvariantCulture), u = double.Parse(cells[4], CultureInfo.InvariantCulture);
            all++;
            if (Math.Abs(value - 2 - 6 * Math.Exp(-hours)) < 3 * u && u < 0.1 * value && cells[5] == "Good") good++;
        }
        Assert.Equal((121, 121), (all, good));
    }

    [Fact]
    public void Turbidity_gives_crystals_and_says_when_a_bubble_or_a_film_is_in_the_way()
    {
        using var folder = new TempFolder();
        string[] arguments = ["turbidity", Example("turbidity-simulated.csv"), "--config", Example("turbidity.yaml")];
        JsonElement json = Json(folder, 0, [.. arguments, "--out", "t.csv", "--plot", "t.png"]);
        Assert.Equal((25, 20), (json.GetProperty("readings").GetInt32(), json.GetProperty("good").GetInt32()));
        Assert.Equal(2, json.GetProperty("reasons").EnumerateObject().Count());
        foreach (string[] cells in File.ReadAllLines(folder["t.csv"]).Skip(1).Select(r => r.Split(',')).Where(c => c[5] == "Good"))
        {
            double truth = Crystals((DateTimeOffset.Parse(cells[1], CultureInfo.InvariantCulture) - Start).TotalHours);
            double value = double.Parse(cells[2], CultureInfo.InvariantCulture), u = double.Parse(cells[4], CultureInfo.InvariantCulture);
            Assert.InRange(value, truth - 3 * u, truth + 3 * u);
        }
        Assert.True(new FileInfo(folder["t.png"]).Length > 5000);
        Assert.Contains("disagree", TiterProcess.Run(folder.Path, ["sense", .. arguments]).Output);
    }

    [Fact]
    public void Electropherograms_give_integrity_length_and_RNA_of_each_lane()
    {
        using var folder = new TempFolder();
        string[] arguments = ["electrophoresis", Example("electrophoresis-simulated.csv"), "--length", "4000", "--dilution", "40"];
        JsonElement lanes = Json(folder, 0, [.. arguments, "--out", "e.csv", "--plot", "e.png"]).GetProperty("lanes");
        Assert.Equal(["intact", "degraded", "no-marker"], lanes.EnumerateArray().Select(l => l.GetProperty("lane").GetString()));
        Assert.InRange(lanes[0].GetProperty("integrity_percent").GetDouble(), 90, 96);
        Assert.InRange(lanes[1].GetProperty("integrity_percent").GetDouble(), 42, 48);
        Assert.InRange(lanes[0].GetProperty("length_nt").GetDouble(), 3900, 4100);
        Assert.InRange(lanes[0].GetProperty("rna_g_per_l").GetDouble(), 3.6, 4.8);
        Assert.Equal(JsonValueKind.Null, lanes[2].GetProperty("integrity_percent").ValueKind);
        Assert.Contains("marker", lanes[2].GetProperty("quality").GetString());
        Assert.Equal(10, File.ReadAllLines(folder["e.csv"]).Length);
        Assert.True(new FileInfo(folder["e.png"]).Length > 5000);
        Assert.Contains("no marker", TiterProcess.Run(folder.Path, ["sense", .. arguments]).Output);
    }

    [Theory]
    [InlineData("turbidity", "time,transmitted\n2026-01-01T00:00:00Z,1\n", "No column scattered")]
    [InlineData("turbidity", "time,transmitted,scattered,lamp,dark-transmitted,dark-scattered,dark-lamp\n2026-01-01T00:00:00Z,1,1,1,0,0,0\n", "one flash")]
    [InlineData("electrophoresis", "time,ladder\n0,1\n", "samples")]
    public void A_file_that_cannot_be_read_is_refused_in_one_sentence(string chip, string text, string reason)
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["bad.csv"], text);
        TiterProcess.Result run = TiterProcess.Run(folder.Path,
            ["sense", chip, "bad.csv", .. chip == "turbidity" ? ["--config", Example("turbidity.yaml")] : Array.Empty<string>()]);
        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains(reason, Assert.Single(run.Error.TrimEnd('\n').Split('\n')));
    }

    [Theory]
    [InlineData("--ladder", "500,200,1000", "must rise")]
    [InlineData("--ladder", "many", "not a number")]
    [InlineData("--dilution", "0.5", "too small")]
    public void An_impossible_method_is_refused(string option, string value, string reason)
    {
        using var folder = new TempFolder();
        TiterProcess.Result run = TiterProcess.Run(folder.Path, ["sense", "electrophoresis", Example("electrophoresis-simulated.csv"), option, value]);
        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains(reason, run.Error);
    }
}
