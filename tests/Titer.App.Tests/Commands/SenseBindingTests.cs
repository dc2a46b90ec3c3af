using System.Text.Json;
using Titer.Tests;

namespace Titer.App.Tests.Commands;

public sealed class SenseBindingTests : IDisposable
{
    private static readonly string Examples = Path.Combine(Repository.Root, "examples", "sensing");
    private static readonly string Data = Path.Combine(Examples, "binding-simulated.csv"), Settings = Path.Combine(Examples, "binding-simulated.yaml");

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private TiterProcess.Result Sense(params string[] arguments) => TiterProcess.Run(_folder.Path, ["sense", "binding", .. arguments]);

    [Fact]
    public void The_example_gives_the_rates_it_was_made_with_in_all_four_ways_out()
    {
        TiterProcess.Result result = Sense(Data, "--config", Settings, "--json", "--out", _folder["m.csv"], "--plot", _folder["p.png"]);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        JsonElement figures = JsonDocument.Parse(Assert.Single(result.Output.TrimEnd('\n').Split('\n'))).RootElement;
        foreach ((string name, double truth) in (ReadOnlySpan<(string, double)>)[("ka", 2.4e5), ("kd", 1.1e-3), ("KD", 1.1e-3 / 2.4e5)])
        {
            Assert.InRange(truth, figures.GetProperty(name + "_low").GetDouble(), figures.GetProperty(name + "_high").GetDouble());
            Assert.Equal(truth, figures.GetProperty(name).GetDouble(), 0.1 * truth);
        }
        Assert.Equal("identifiable", figures.GetProperty("verdict").GetString());
        Assert.True(figures.GetProperty("aic_1_1").GetDouble() < figures.GetProperty("aic_two_state").GetDouble());
        Assert.Equal(4, File.ReadAllLines(_folder["m.csv"]).Length);
        Assert.True(new FileInfo(_folder["p.png"]).Length > 10_000);
        Assert.Contains("Verdict: identifiable", Sense(Data, "--config", Settings).Output);
    }

    [Fact]
    public void The_example_of_titres_finds_the_two_unknowns()
    {
        JsonElement figures = JsonDocument.Parse(Sense(Data, "--config", Path.Combine(Examples, "binding-titre.yaml"), "--json", "--plot", _folder["t.png"], "--out", _folder["t.csv"]).LastLine).RootElement;
        double[] truth = [4e-9, 16e-9];
        for (int i = 0; i < 2; i++)
        {
            Assert.InRange(truth[i], figures.GetProperty("titre_low")[i].GetDouble(), figures.GetProperty("titre_high")[i].GetDouble());
            Assert.Equal(truth[i], figures.GetProperty("titre")[i].GetDouble(), 0.2 * truth[i]);
        }
        Assert.Equal(["tag", "4-nM/binding/titre", "16-nM/binding/titre"], File.ReadAllLines(_folder["t.csv"]).Select(l => l.Split(',')[0]));
    }

    [Theory]
    [InlineData("phases:", "phase:", ":5: the settings file of a binding experiment has no key 'phase' (did you mean 'phases'?).")]
    [InlineData("association: 150 s", "association: 150", ":5: 'association' has no unit; write for example '180 s'.")]
    [InlineData("association: 150 s", "association: 150 nM", ":5: 'association' must be a time, not in nmol/L.")]
    [InlineData("association: 150 s", "association: 0 s", ":5: 'association' must be longer than 0 s.")]
    [InlineData("[0 nM, 1 nM,", "[1 nM,", ":7: 6 concentrations are listed")]
    [InlineData("[0 nM, 1 nM,", "[0 nM, 1 s,", ":7: A concentration must be a concentration, not in s.")]
    [InlineData("[0 nM, 1 nM,", "[0 nM, 1 nX,", ":7: 'nX' is not a unit that Titer knows.")]
    [InlineData("[0 nM, 1 nM,", "[0 nM, 1 mg/L,", ":7: A concentration is by mass, which needs the key 'molar_mass'")]
    [InlineData("[0 nM, 1 nM,", "[0 nM, ?,", "is unknown (?), which only the mode 'titer' can use.")]
    [InlineData("[0 nM, 1 nM, 2 nM, 4 nM, 8 nM, 16 nM, 32 nM]", "{ from: file, unit: uM }\n  exclude: [blank]",
        "'unit' is umol/L, and the header of the cycle '1 nM' in ")]
    [InlineData("model: 1:1", "model: 2:1", ":8: 'model' must be one of 1:1, transport, two-state, not '2:1'")]
    [InlineData("rmax: local", "rmax: locla", "(did you mean 'local'?)")]
    [InlineData("bulk_shift: yes", "bulk_shift: perhaps", "'bulk_shift' must be one of yes, no, not 'perhaps'")]
    [InlineData("baseline: 30 s", "baseline: 30 s, injection: 5 s", ":5: 'injection' is here a second time")]
    [InlineData("bulk_shift: yes", "edge_guard: 100 s", "'edge_guard' is longer than a quarter of the association.")]
    [InlineData("mode: kinetics", "mode: titer", "needs cycles of unknown concentration")]
    public void A_mistake_in_the_settings_is_one_sentence_with_its_line(string right, string wrong, string says)
    {
        string text = File.ReadAllText(Settings);
        Assert.Contains(right, text);
        File.WriteAllText(_folder["s.yaml"], text.Replace(right, wrong, StringComparison.Ordinal).Replace("# Settings for", "# For", StringComparison.Ordinal));
        TiterProcess.Result result = Sense(Data, "--config", "s.yaml");
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Contains(says, result.Error);
        Assert.Single(result.Error.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public void Files_that_are_no_sensorgrams_are_refused()
    {
        File.WriteAllText(_folder["empty.csv"], "");
        File.WriteAllBytes(_folder["binary.csv"], [0, 1, 2, 0, 255, 254, 0, 0]);
        foreach (string file in (string[])["empty.csv", "binary.csv", "none.csv", "."])
        {
            TiterProcess.Result result = Sense(file, "--config", Settings);
            Assert.Equal(2, result.ExitCode);
            Assert.Single(result.Error.TrimEnd('\n').Split('\n'));
        }
    }

    [Fact]
    public void Published_data_with_the_example_settings_give_the_published_rates()
    {
        string data = Path.Combine(Repository.SharedData("spr"), "t200-gp120-ch31.txt");
        foreach (string settings in (string[])["spr-titration.yaml", "spr-titration-published.yaml"])
        {
            JsonElement figures = JsonDocument.Parse(Sense(data, "--config", Path.Combine(Examples, settings), "--json").LastLine).RootElement;
            Assert.Equal(1812.1, figures.GetProperty("ka").GetDouble(), 0.025 * 1812.1);
            Assert.Equal(1.1912e-4, figures.GetProperty("kd").GetDouble(), 0.025 * 1.1912e-4);
            Assert.Equal(6.5736e-8, figures.GetProperty("KD").GetDouble(), 0.025 * 6.5736e-8);
        }
        File.WriteAllText(_folder["low.yaml"], File.ReadAllText(Path.Combine(Examples, "spr-titration.yaml")).Replace("factor: 2}", "factor: 2}\n  use: [1, 2, 3, 4, 5]", StringComparison.Ordinal));
        TiterProcess.Result low = Sense(data, "--config", "low.yaml");
        Assert.Contains("Verdict: not identifiable", low.Output);
        Assert.Contains("Warning: Rmax is not determined", low.Output);
    }
}
