using System.Text.Json;

namespace Titer.App.Tests.Commands.Design;

public sealed class FitIvtTests : IDisposable
{
    private const string Header = "time [h],NTP each [mM],Mg [mM],T7RNAP [nM],template [nM],A,U,C,G,RNA [uM],RNA sd [uM]\n";

    private readonly TempFolder _folder = new();

    public FitIvtTests() => File.WriteAllText(_folder["own.csv"], Header + string.Concat(Rows()));

    public void Dispose() => _folder.Dispose();

    // Two mixes at three times, near what the model gives.
    private static IEnumerable<string> Rows() =>
        [
            "0.1,0.8,8,100,7.4,231,246,189,202,0.93,0.08\n", "0.5,0.8,8,100,7.4,231,246,189,202,2.45,0.1\n", "1,0.8,8,100,7.4,231,246,189,202,2.5,0.1\n",
            "0.1,1.6,8,100,7.4,231,246,189,202,0.9,0.08\n", "0.5,1.6,8,100,7.4,231,246,189,202,2.3,0.1\n", "1,1.6,8,100,7.4,231,246,189,202,2.8,0.1\n",
        ];

    private TiterProcess.Result Titer(params string[] arguments) => TiterProcess.Run(_folder.Path, arguments);

    private static string[] HoldAllBut(params string[] free) => [.. All.Except(free).SelectMany(n => new[] { "--hold", n })];

    private static readonly string[] All =
    [
        "initiation rate", "elongation rate", "promoter unbinding", "half saturation of elongation", "half saturation of magnesium", "pyrophosphate inhibition",
        "half saturation of initiation", "salt of half binding", "polymerase loss", "crystal growth", "nucleation barrier", "template sequestration",
        "Mg2PPi solubility", "K MgNTP", "K Mg2NTP", "K MgPPi", "K Mg2PPi",
    ];

    [Fact]
    public void A_fit_reports_intervals_a_verdict_and_what_it_was_not_shown()
    {
        TiterProcess.Result result = Titer(["fit", "ivt", "own.csv", "--starts", "1", "--hold-out", "GTP 1.6", "--json", "--out", _folder["fit.json"], "--plot", _folder["fit.png"],
            .. HoldAllBut("initiation rate", "template sequestration")]);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        JsonElement figures = JsonDocument.Parse(Assert.Single(result.Output.TrimEnd('\n').Split('\n'))).RootElement;
        Assert.True(figures.GetProperty("converged").GetBoolean());
        Assert.Equal(3, figures.GetProperty("fitted")[0].GetProperty("values").GetInt32());
        Assert.Equal(3, figures.GetProperty("held_out")[0].GetProperty("values").GetInt32());
        JsonElement initiation = figures.GetProperty("parameters")[0];
        Assert.Equal("initiation rate", initiation.GetProperty("name").GetString());
        Assert.InRange(initiation.GetProperty("estimate").GetDouble(), initiation.GetProperty("low").GetDouble(), initiation.GetProperty("high").GetDouble());
        Assert.True(new FileInfo(_folder["fit.png"]).Length > 10_000);

        // The calibration serves the design space.
        TiterProcess.Result space = Titer("space", "ivt", "--fit", "fit.json", "--mg", "20:40:2", "--ntp", "4:8:2", "--enzyme", "100:200:2", "--time", "1:3:2", "--samples", "60",
            "--rna", "0.5", "--probability", "0.5", "--json", "--out", _folder["space.csv"], "--plot", _folder["space.png"]);
        Assert.Equal("", space.Error);
        Assert.Equal(480, JsonDocument.Parse(space.LastLine).RootElement.GetProperty("runs").GetInt32());
        Assert.Equal(17, File.ReadAllLines(_folder["space.csv"]).Length);
        Assert.True(new FileInfo(_folder["space.png"]).Length > 10_000);
    }

    [Fact]
    public void Each_condition_left_out_in_turn_is_reported_in_words()
    {
        TiterProcess.Result result = Titer(["fit", "ivt", "own.csv", "--starts", "1", "--no-profile", "--hold-out", "each", .. HoldAllBut("initiation rate")]);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Contains("left out in turn own data, RNA, uM: 6 values", result.Output);
        Assert.Contains("Verdict: ", result.Output);
    }

    [Theory]
    [InlineData("There is no such file.", "none.csv")]
    [InlineData("No condition says 'Mg 9'", "own.csv", "--hold-out", "Mg 9")]
    [InlineData("'each' leaves out every condition in turn", "own.csv", "--hold-out", "each", "--hold-out", "Mg 8")]
    [InlineData("All conditions are held out", "own.csv", "--hold-out", "Mg 8")]
    [InlineData("The model has no parameter 'k'", "own.csv", "--hold", "k")]
    [InlineData("'polymerase loss' must be a number from 0 to 2 /h", "own.csv", "--hold", "polymerase loss=3")]
    [InlineData("The starts must be 1 to 100", "own.csv", "--starts", "0")]
    public void A_mistake_is_one_sentence(string says, params string[] arguments)
    {
        TiterProcess.Result result = Titer(["fit", "ivt", .. arguments]);
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Contains(says, result.Error);
        Assert.Single(result.Error.TrimEnd('\n').Split('\n'));
    }

    [Theory]
    [InlineData("'10' is not LOW:HIGH", "--mg", "10")]
    [InlineData("must start above 0 and rise", "--ntp", "8:2")]
    [InlineData("must be a whole number from 2 to 200", "--time", "1:2:1")]
    [InlineData("the most are 20000000", "--samples", "90000")]
    [InlineData("The value must be from 0 to 100, not 120", "--capped", "120")]
    [InlineData("There is no such file.", "--fit", "none.json")]
    public void A_mistake_in_a_space_is_one_sentence(string says, params string[] arguments)
    {
        TiterProcess.Result result = Titer(["space", "ivt", .. arguments]);
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Contains(says, result.Error);
        Assert.Single(result.Error.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public void Data_that_would_need_more_nucleotide_than_was_fed_are_refused_with_their_lines()
    {
        File.WriteAllText(_folder["wrong.csv"], Header + string.Concat(Rows()).Replace(",0.8,8,", ",0.2,8,"));
        TiterProcess.Result result = Titer("fit", "ivt", "wrong.csv");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("lines 3, 4 would need more nucleotide than was fed", result.Error);
    }
}
