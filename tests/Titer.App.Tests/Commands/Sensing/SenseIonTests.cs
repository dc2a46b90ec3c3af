using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Titer.Core;
using Titer.Numerics;
using Titer.Sensing;
using Titer.Sensing.IonArray;

namespace Titer.App.Tests.Commands.Sensing;

public sealed class SenseIonTests
{
    private static readonly string Examples = Path.Combine(Repository.Root, "examples", "sensing");
    private static readonly string CultureSettings = Path.Combine(Examples, "culture-ions.yaml");
    private static readonly string CultureData = Path.Combine(Examples, "culture-ions.csv");
    private static readonly string SeaFet = Path.Combine(Examples, "seafet.yaml");

    private static JsonElement Json(TempFolder folder, params string[] arguments)
    {
        TiterProcess.Result result = TiterProcess.Run(folder.Path, ["sense", "ion", .. arguments, "--json"]);
        Assert.Equal(("", 0), (result.Error, result.ExitCode));
        return JsonDocument.Parse(Assert.Single(result.Output.TrimEnd('\n').Split('\n'))).RootElement;
    }

    /// <summary>Two days of a culture every quarter of an hour, as examples/sensing/culture-ions.csv holds it; the first site dies after 30
    /// h.</summary>
    private static string Simulated()
    {
        var chip = new SimulatedIonArray(CultureIonArray.Nominal, Gaussian.Stream(1, "example/culture-ions"));
        var text = new StringBuilder("time,temperature,site-1,site-2,site-3,site-4,sodium,potassium,ammonium,calcium,chloride,pH,Na,K,NH4,Ca,Cl\n");
        var start = new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
        for (int k = 0; k <= 192; k++)
        {
            double hours = k / 4.0;
            var broth = new Broth
            {
                PH = 7.05 + 0.05 * Math.Sin(hours / 4), Temperature = 37, Sodium = 120 + 0.5 * hours, Potassium = 5 - 0.02 * hours,
                Ammonia = 0.5 + 0.06 * hours, Calcium = 1.6 - 0.005 * hours, Chloride = 105 + 0.2 * hours,
            };
            ImmutableArray<Channel> channels = chip.Read(hours, broth, hours >= 30 ? ChipFault.DeadSite : ChipFault.None);
            text.Append(start.AddHours(hours).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
            text.Append(CultureInfo.InvariantCulture, $",{channels[1].Values[0]:0.00}");
            foreach (double v in channels[0].Values) text.Append(CultureInfo.InvariantCulture, $",{1000 * v:0.000}");
            text.Append(CultureInfo.InvariantCulture,
                $",{broth.PH:0.0000},{broth.Sodium:0.00},{broth.Potassium:0.000},{broth.Ammonia:0.000},{broth.Calcium:0.0000},{broth.Chloride:0.00}\n");
        }
        return text.ToString();
    }

    [Fact]
    public void The_example_data_are_what_the_simulated_chip_gives()
    {
        string simulated = Simulated();
        if (File.Exists(CultureData) && File.ReadAllText(CultureData) == simulated) return;
        string beside = Path.Combine(Path.GetTempPath(), "culture-ions.csv");
        File.WriteAllText(beside, simulated);
        Assert.Fail($"examples/sensing/culture-ions.csv is not that of the simulated chip, which is now in {beside}");
    }

    [Fact]
    public void The_example_array_gives_the_ions_that_made_its_voltages()
    {
        using var folder = new TempFolder();
        JsonElement figures = Json(folder, CultureData, "--config", CultureSettings, "--plot", folder["p.png"], "--out", folder["m.csv"]);
        // The settings are the calibration of the simulated chip, to the last digit.
        Assert.Equal(CultureIonArray.Nominal.Hash, figures.GetProperty("deployments")[0].GetProperty("calibration").GetString());
        Dictionary<string, JsonElement> byTag =
            figures.GetProperty("electrodes").EnumerateArray().ToDictionary(e => e.GetProperty("tag").GetString()!);
        (string Tag, double Within)[] ions =
            [("sodium/Na", 8), ("potassium/K", 0.4), ("ammonium/NH4", 0.4), ("calcium/Ca", 0.3), ("chloride/Cl", 8)];
        foreach ((string tag, double within) in ions)
            Assert.InRange(byTag[tag].GetProperty("max_error").GetDouble(), 0, within);
        Assert.InRange(byTag["site-2/pH"].GetProperty("max_error").GetDouble(), 0, 0.03);
        Assert.Contains("dead", byTag["site-1/pH"].GetProperty("quality").GetString(), StringComparison.Ordinal);
        Assert.Equal(193, byTag["pH-sites/pH"].GetProperty("usable").GetInt32());
        Assert.Equal(1 + 193 * 10, File.ReadAllLines(folder["m.csv"]).Length);
        Assert.True(new FileInfo(folder["p.png"]).Length > 10_000);
    }

    [Fact]
    public void The_SeaFET_example_reproduces_the_published_pH_and_raises_no_alarm()
    {
        string data = Path.Combine(Repository.SharedData("seafet"), "deployments-1-and-3.csv");
        using var folder = new TempFolder();
        JsonElement figures = Json(folder, data, "--config", SeaFet, "--reference", "pHint_tot");
        Assert.InRange(figures.GetProperty("max_error_ph").GetDouble(), 0, 2e-4);
        Assert.Equal(0, figures.GetProperty("drift_alarms").GetInt32());
        Assert.Equal(7532, figures.GetProperty("electrodes")[0].GetProperty("compared").GetInt32());
    }

    [Fact]
    public void A_drift_written_into_the_file_is_alarmed_with_time_and_electrodes()
    {
        string[] lines = File.ReadAllLines(Path.Combine(Repository.SharedData("seafet"), "deployments-1-and-3.csv"));
        string[] header = lines[0].Split(',');
        int volts = Array.IndexOf(header, "V_ext"), time = Array.IndexOf(header, "time_GMT"), deployment = Array.IndexOf(header, "deployment");
        var onset = new DateTime(2017, 5, 9);
        for (int i = 1; i < lines.Length; i++)
        {
            string[] cells = lines[i].Split(',');
            double days = (DateTime.ParseExact(cells[time], "yyyy/MM/dd HH:mm:ss", CultureInfo.InvariantCulture) - onset).TotalDays;
            if (cells[deployment] != "3" || days < 0) continue;
            cells[volts] = (double.Parse(cells[volts], CultureInfo.InvariantCulture) - 0.02 / 7 * days * Nernst.Slope(18))
                .ToString(CultureInfo.InvariantCulture);
            lines[i] = string.Join(',', cells);
        }
        using var folder = new TempFolder();
        File.WriteAllLines(folder["drift.csv"], lines);
        JsonElement figures = Json(folder, "drift.csv", "--config", SeaFet);
        JsonElement alarm = Assert.Single(figures.GetProperty("alarms").EnumerateArray());
        Assert.Equal("3", alarm.GetProperty("deployment").GetString());
        Assert.InRange(DateTime.Parse(alarm.GetProperty("raised").GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal),
            onset, onset.AddDays(14));
        Assert.Equal("internal or external, cannot tell which of the two", alarm.GetProperty("electrode").GetString());
        TiterProcess.Result text = TiterProcess.Run(folder.Path, "sense", "ion", "drift.csv", "--config", SeaFet);
        Assert.Contains("ALARM 2017-05-", text.Output, StringComparison.Ordinal);
    }

    private const string Settings = """
        columns: { time: time, temperature: T, salinity: 35 }
        electrodes:
          - { name: a, column: V, kind: fet-gel, E0: -0.4 }
          - { name: b, column: W, unit: mV, kind: fet-chloride, E0: -1.41, E0-per-kelvin: -0.001 }
        sets:
          - { name: pair, electrodes: [a, b] }
        """;

    private const string Data =
        "time,T,V,W\n2026-03-01T00:00:00Z,20,0.065,-915\n2026-03-01T00:20:00Z,20,,-915.1\n"
        + "2026-03-01T02:20:00Z,99,0.065,-915\n2026-03-01T02:40:00Z,20,0.065,-915\n";

    [Fact]
    public void Rejected_rows_are_counted_by_their_reason_and_gaps_are_found()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["s.yaml"], Settings);
        File.WriteAllText(folder["d.csv"], Data);
        JsonElement figures = Json(folder, "d.csv", "--config", "s.yaml");
        JsonElement a = figures.GetProperty("electrodes")[0];
        Assert.Equal((4, 2), (a.GetProperty("readings").GetInt32(), a.GetProperty("usable").GetInt32()));
        Assert.Equal(1, a.GetProperty("rejected").GetProperty("no reading").GetInt32());
        Assert.Equal(1, a.GetProperty("rejected").EnumerateObject().Count(r => r.Name.Contains("temperature", StringComparison.Ordinal)));
        Assert.Equal("2026-03-01T02:20:00Z", Assert.Single(figures.GetProperty("gaps").EnumerateArray()).GetProperty("to").GetString());
        Assert.Equal(JsonValueKind.Null, figures.GetProperty("max_error_ph").ValueKind);
    }

    [Fact]
    public void Calibration_points_in_the_settings_give_pH()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["s.yaml"], """
            columns: { time: t, time-unit: h, temperature: 25 Cel }
            electrodes:
              - name: glass
                column: V
                unit: mV
                kind: ion-selective
                ion: H+
                calibration:
                  - { buffer: phthalate, reading: 180, temperature: 25 Cel }
                  - { buffer: phosphate, reading: 14, temperature: 25 Cel }
            """);
        File.WriteAllText(folder["d.csv"], "t;V\n0;14,0\n0,5;180\n");
        JsonElement glass = Json(folder, "d.csv", "--config", "s.yaml").GetProperty("electrodes")[0];
        Assert.Equal((6.865 + 4.005) / 2, glass.GetProperty("mean").GetDouble(), 1e-9);
        Assert.InRange(glass.GetProperty("uncertainty").GetDouble(), 0.003, 0.02);
    }

    [Theory]
    [InlineData("kind: fet-gel", "kind: fet-gell", "s.yaml:3: 'fet-gell' is no kind (did you mean 'fet-gel'?).")]
    [InlineData("columns: {", "columms: {", "s.yaml:1: the settings file of an ion sensor has no key 'columms'")]
    [InlineData(", salinity: 35", "", "s.yaml:1: 'columns' needs a 'salinity'")]
    [InlineData("name: b", "name: a", "s.yaml:4: there is a second electrode 'a'.")]
    [InlineData("unit: mV", "unit: mA", "s.yaml:4: 'mA' is not a UCUM unit that Titer knows.")]
    [InlineData("unit: mV", "unit: Cel", "s.yaml:4: the electrode 'b' is read in V or mV, not in Cel.")]
    [InlineData("E0: -0.4 }", "E0: -0.4 Cel }", "s.yaml:3: 'E0' must be in V or the name of a column, and Cel is neither.")]
    [InlineData("E0: -0.4 }", "slope: 0.5, E0: -0.4 }", "s.yaml:3: 'slope' must be between 0.85 and 1.05.")]
    [InlineData(", E0: -0.4 }", " }", "s.yaml:3: the electrode 'a', which has no 'calibration' either, lacks the key 'E0'.")]
    [InlineData("[a, b]", "[a, c]", "s.yaml:6: there is no electrode 'c'")]
    [InlineData("[a, b]", "[a]", "s.yaml:6: the set 'pair' needs two electrodes at least.")]
    [InlineData("[a, b]", "[a, a]", "s.yaml:6: 'a' is in a set already.")]
    [InlineData("temperature: T", "temperature: U", "d.csv:1: No column U; the columns are time, T, V, W.")]
    [InlineData("fet-gel, E0: -0.4", "ion-selective, ion: Xx, E0: 1", "s.yaml:3: 'Xx' is no ion that Titer knows")]
    [InlineData("fet-gel, E0: -0.4", "ion-selective, ion: Na+, E0: 0.1, selectivity: [{ ion: K+, log-K: -2 }]", "s.yaml:6: 'a' gives no pH by itself and cannot be fused.")]
    [InlineData("fet-gel, E0: -0.4", "ion-selective, ion: H+, calibration: [{ buffer: borax, reading: 0.1, temperature: 20 }, { buffer: phosphate, reading: 0.2, temperature: 20 }]",
        "s.yaml:3: the electrode 'a' is not calibrated: the slope is 73.3 % of Nernst's, outside 85-105 %")]
    public void A_mistake_in_the_settings_is_one_sentence_with_its_line(string right, string wrong, string said)
    {
        using var folder = new TempFolder();
        Assert.Contains(right, Settings, StringComparison.Ordinal);
        File.WriteAllText(folder["s.yaml"], Settings.Replace(right, wrong, StringComparison.Ordinal));
        File.WriteAllText(folder["d.csv"], Data);
        Refused(folder, said, "d.csv", "--config", "s.yaml");
    }

    [Fact]
    public void Electrodes_that_are_saturated_throughout_end_with_1_and_without_a_finding_about_their_drift()
    {
        using var folder = new TempFolder();
        string[] lines = File.ReadAllLines(CultureData);
        string[] saturated = [.. lines.Skip(1).Select(l => string.Join(',', l.Split(',').Select((c, i) => i is > 1 and < 11 ? "99999" : c)))];
        File.WriteAllLines(folder["d.csv"], [lines[0], .. saturated]);
        TiterProcess.Result result = TiterProcess.Run(folder.Path, "sense", "ion", "d.csv", "--config", CultureSettings);
        Assert.Equal((1, ""), (result.ExitCode, result.Error));
        Assert.Contains("site-1 against the others of pH-sites: no usable reading\n  site-2", result.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        JsonElement drift = JsonDocument.Parse(TiterProcess.Run(folder.Path, "sense", "ion", "d.csv", "--config", CultureSettings, "--json").LastLine)
            .RootElement.GetProperty("drift")[0];
        Assert.Equal(JsonValueKind.Null, drift.GetProperty("offset").ValueKind);
    }

    [Fact]
    public void An_ion_that_interferes_must_be_measured_or_known()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["s.yaml"], """
            columns: { temperature: 25 }
            electrodes:
              - { name: na, column: V, kind: ion-selective, ion: Na+, E0: 0.1, selectivity: [{ ion: K+, log-K: -2 }] }
            """);
        File.WriteAllText(folder["d.csv"], Data);
        Refused(folder, "s.yaml:3: 'na' answers to K+, which no electrode measures and no background gives.", "d.csv", "--config", "s.yaml");
    }

    [Theory]
    [InlineData("nothing.csv", "s.yaml", "nothing.csv: There is no such file.")]
    [InlineData("d.csv", "nothing.yaml", "nothing.yaml: the file does not exist.")]
    [InlineData(".", "s.yaml", "This is a folder, not a file.")]
    [InlineData("d.csv", ".", "is a folder, not a file.")]
    [InlineData("empty.csv", "s.yaml", "empty.csv: The file is empty.")]
    [InlineData("binary.csv", "s.yaml", "binary.csv: This is no text file.")]
    [InlineData("d.csv", "binary.csv", "binary.csv:1: ")]
    public void A_file_that_is_none_is_one_sentence(string data, string settings, string said)
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["s.yaml"], Settings);
        File.WriteAllText(folder["d.csv"], Data);
        File.WriteAllText(folder["empty.csv"], "");
        File.WriteAllBytes(folder["binary.csv"], [0x89, 0x50, 0, 1, 2, 3, 0xff, 0xfe, 10, 0]);
        Refused(folder, said, data, "--config", settings);
    }

    [Fact]
    public void A_reference_to_an_electrode_or_column_that_is_not_there_is_refused()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["s.yaml"], Settings);
        File.WriteAllText(folder["d.csv"], Data);
        Refused(folder, "there is no electrode 'c'", "d.csv", "--config", "s.yaml", "--reference", "c=V");
        Refused(folder, "d.csv:1: No column pHx", "d.csv", "--config", "s.yaml", "--reference", "pHx");
    }

    private static void Refused(TempFolder folder, string said, params string[] arguments)
    {
        TiterProcess.Result result = TiterProcess.Run(folder.Path, ["sense", "ion", .. arguments]);
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Contains(said, result.Error, StringComparison.Ordinal);
        Assert.EndsWith(".", Assert.Single(result.Error.TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
    }
}
