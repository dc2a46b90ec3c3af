using System.Globalization;
using System.Text.Json;
using Titer.Core;
using Titer.Numerics;
using Titer.Sensing;
using Titer.Sensing.Pcr;

namespace Titer.App.Tests.Commands.Sensing;

public sealed class SensePcrTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>A droplet file as the simulated chip would export it.</summary>
    private void WriteDroplets(string name, double template, ulong seed, ChipFault fault = ChipFault.None)
    {
        Channel amplitudes = new SimulatedDigitalPcr(new Gaussian(seed)).Read(0, new Broth { Template = template }, fault)[0];
        File.WriteAllLines(_folder[name], amplitudes.Values.Select(v => v.ToString("F2", CultureInfo.InvariantCulture)).Prepend("Ch1 Amplitude"));
    }

    /// <summary>Two wells of each of five standards, a clean control in F1, and a sample in G1.</summary>
    private void WriteCurves(ChipFault control = ChipFault.None)
    {
        var wells = new List<(string Name, Channel Curve)>();
        var plan = new List<string> { "Well,Quantity" };
        for (int i = 0; i < 10; i++)
        {
            double quantity = Math.Pow(10, 1 + i / 2);
            wells.Add(($"{(char)('A' + i / 2)}{1 + i % 2}", new SimulatedRealTimePcr(new Gaussian((ulong)i)).Read(0, new Broth { Template = quantity })[1]));
            plan.Add($"{wells[i].Name},{quantity}");
        }
        plan.Add("F1,0");
        wells.Add(("F1", new SimulatedRealTimePcr(new Gaussian(50), control: true).Read(0, new Broth(), control)[1]));
        wells.Add(("G1", new SimulatedRealTimePcr(new Gaussian(51)).Read(0, new Broth { Template = 520 })[1]));
        File.WriteAllLines(_folder["plan.csv"], plan);
        File.WriteAllLines(_folder["curves.csv"], Enumerable.Range(0, 45)
            .Select(c => $"{c + 1}," + string.Join(',', wells.Select(w => w.Curve.Values[c].ToString("F2", CultureInfo.InvariantCulture))))
            .Prepend("Cycle," + string.Join(',', wells.Select(w => w.Name))));
    }

    private (JsonElement Json, int Code) Run(params string[] arguments)
    {
        TiterProcess.Result result = TiterProcess.Run(_folder.Path, ["sense", "pcr", .. arguments, "--json"]);
        Assert.Equal("", result.Error);
        return (JsonDocument.Parse(Assert.Single(result.Output.TrimEnd('\n').Split('\n'))).RootElement.Clone(), result.ExitCode);
    }

    private string Refusal(params string[] arguments)
    {
        TiterProcess.Result result = TiterProcess.Run(_folder.Path, ["sense", "pcr", .. arguments]);
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        return Assert.Single(result.Error.TrimEnd('\n').Split('\n'), l => l != "See 'titer --help'.");
    }

    [Fact]
    public void Droplets_give_a_concentration_with_its_exact_interval_a_table_and_a_picture()
    {
        WriteDroplets("A01.csv", 120, 1);
        (JsonElement json, int code) = Run("A01.csv", "--droplet-volume", "0.85nL", "--volume-uncertainty", "2.5%", "--out", "m.csv", "--plot", "p.png");
        Assert.Equal(0, code);
        Assert.Equal("digital", json.GetProperty("kind").GetString());
        double value = json.GetProperty("concentration").GetProperty("Ch1").GetDouble(), low = json.GetProperty("low95").GetProperty("Ch1").GetDouble();
        Assert.Equal(120, value, 12.0);
        JsonElement well = json.GetProperty("wells")[0];
        Assert.True(well.GetProperty("total_low95").GetDouble() < low && low < value);
        Assert.Contains("A01/dna-1,", File.ReadAllText(_folder["m.csv"]), StringComparison.Ordinal);
        Assert.True(new FileInfo(_folder["p.png"]).Length > 5000);
    }

    [Fact]
    public void Wells_read_together_help_the_one_that_has_a_single_peak_and_a_dirty_control_is_no()
    {
        WriteDroplets("A01.csv", 120, 1);
        WriteDroplets("B01.csv", 0, 2, ChipFault.Saturated);
        WriteDroplets("C01.csv", 2, 3);
        (JsonElement json, int code) = Run("A01.csv", "B01.csv", "C01.csv", "--droplet-volume", "0.85nL", "--ntc", "c1");
        Assert.Equal(1, code);
        string[] reasons = [.. json.GetProperty("wells").EnumerateArray().Select(w => w.GetProperty("reason").GetString()!)];
        Assert.Equal(["", "no negative droplet: saturated, dilute the sample", "template in the no-template control"], reasons);
        Assert.Equal(JsonValueKind.Null, json.GetProperty("wells")[1].GetProperty("concentration").ValueKind);
    }

    [Fact]
    public void Template_in_a_control_of_digital_PCR_ends_with_1_and_a_dark_well_has_no_interval()
    {
        WriteDroplets("A01.csv", 120, 1);
        (JsonElement json, int code) = Run("A01.csv", "--droplet-volume", "0.85nL", "--ntc", "A1");
        Assert.Equal((1, "template in the no-template control"), (code, json.GetProperty("wells")[0].GetProperty("reason").GetString()));

        File.WriteAllText(_folder["B01.csv"], "Ch1 Amplitude\n" + string.Concat(Enumerable.Repeat("32000\n", 12_000)));
        (json, code) = Run("B01.csv", "--droplet-volume", "0.85nL");
        JsonElement dark = json.GetProperty("wells")[0];
        Assert.Equal((1, JsonValueKind.Null), (code, dark.GetProperty("high95").ValueKind));
        Assert.Equal("no fluorescence, or all droplets alike: detector or dye", dark.GetProperty("reason").GetString());
    }

    [Fact]
    public void A_lone_well_in_which_nearly_all_droplets_are_positive_is_not_taken_for_an_empty_one_without_a_word()
    {
        var noise = new Gaussian(4);
        IEnumerable<double> droplets = Enumerable.Range(0, 15_000).Select(i => i < 10 ? 800 + 80 * noise.Next() : 6000 + 300 * noise.Next());
        File.WriteAllText(_folder["A09.csv"], "Ch1 Amplitude\n" + string.Join('\n', droplets.Select(d => d.ToString("F1", CultureInfo.InvariantCulture))) + "\n");
        JsonElement well = Run("A09.csv", "--droplet-volume", "0.85nL").Item1.GetProperty("wells")[0];
        Assert.Equal("OutOfSpecification", well.GetProperty("quality").GetString());
        Assert.Contains("nearly all droplets may be positive", well.GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Curves_with_standards_give_copies_and_say_what_the_file_was_taken_for()
    {
        WriteCurves();
        (JsonElement json, int code) = Run("curves.csv", "--standards", "plan.csv", "--plot", "p.png");
        Assert.Equal((0, "real-time"), (code, json.GetProperty("kind").GetString()));
        Assert.Equal(0.95, json.GetProperty("efficiency").GetDouble(), 0.06);
        JsonElement sample = json.GetProperty("wells").EnumerateArray().Single(w => w.GetProperty("well").GetString() == "G01");
        Assert.InRange(520, sample.GetProperty("low95").GetDouble(), sample.GetProperty("high95").GetDouble());
        Assert.Equal("Real-time PCR: 12 wells of amplification curves (the file has a column of cycles).",
            TiterProcess.Run(_folder.Path, "sense", "pcr", "curves.csv").Output.Split('\n')[0]);
    }

    [Fact]
    public void A_dirty_control_of_real_time_PCR_ends_with_1()
    {
        WriteCurves(ChipFault.Contamination);
        (JsonElement json, int code) = Run("curves.csv", "--standards", "plan.csv");
        Assert.Equal(1, code);
        Assert.Contains("amplification in the no-template control", json.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_input_is_one_sentence_with_its_place()
    {
        WriteDroplets("A01.csv", 120, 1);
        WriteCurves();
        File.WriteAllText(_folder["bad.csv"], "Ch1 Amplitude\n1\nmuch\n");
        File.WriteAllText(_folder["flat.csv"], "Well,Quantity\nA1,10\nA2,10\n");
        File.WriteAllText(_folder["other.csv"], "Well,Quantity\nH9,10\n");
        (string Said, string[] Arguments)[] cases =
        [
            ("nowhere.csv: There is no such file.", ["nowhere.csv", "--droplet-volume", "1nL"]),
            (".: This is a folder, not a file.", [".", "--droplet-volume", "1nL"]),
            ("bad.csv:3: 'much' in column Ch1 Amplitude is not a number.", ["bad.csv", "--droplet-volume", "1nL"]),
            ("A01.csv: These are droplet amplitudes: give the droplet volume, such as --droplet-volume 0.91nL.", ["A01.csv"]),
            ("--droplet-volume: '0.91' has no unit; write it as 0.91nL.", ["A01.csv", "--droplet-volume", "0.91"]),
            ("--droplet-volume: '0.91h' is not in a unit such as nL; write it as 0.91nL.", ["A01.csv", "--droplet-volume", "0.91h"]),
            ("--droplet-volume: '0nL' is no volume that a droplet has, 0.0001 to 100 nL.", ["A01.csv", "--droplet-volume", "0nL"]),
            ("--droplet-volume: '0.91uL' is no volume that a droplet has, 0.0001 to 100 nL.", ["A01.csv", "--droplet-volume", "0.91uL"]),
            ("m/c.csv: The file cannot be written: its folder does not exist.", ["A01.csv", "--droplet-volume", "1nL", "--out", "m/c.csv"]),
            ("--ntc: There is no well H12 in the files.", ["A01.csv", "--droplet-volume", "1nL", "--ntc", "H12"]),
            ("curves.csv: This is a real-time PCR file and A01.csv a digital PCR one; give files of one kind.", ["A01.csv", "curves.csv", "--droplet-volume", "1nL"]),
            ("curves.csv: These are amplification curves, which have no droplets: leave --droplet-volume out.", ["curves.csv", "--droplet-volume", "1nL"]),
            ("flat.csv: The standards give no line: 2 wells amplify, three on two levels are needed, and more copies must come earlier.",
                ["curves.csv", "--standards", "flat.csv"]),
            ("other.csv: There is no well H09 among the amplification curves.", ["curves.csv", "--standards", "other.csv"]),
        ];
        foreach ((string said, string[] arguments) in cases) Assert.Equal(said, Refusal(arguments));
    }
}
