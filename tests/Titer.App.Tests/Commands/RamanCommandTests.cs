using System.Globalization;
using System.Text.Json;
using Titer.Numerics;

namespace Titer.App.Tests.Commands;

public sealed class RamanCommandTests
{
    /// <summary>Six batches of a band that grows with glucose on a background of its own.</summary>
    internal static void Write(string file, ulong seed, double gain = 1)
    {
        var draw = new Gaussian(seed);
        using var text = new StreamWriter(file);
        text.WriteLine(string.Join(',', (string[])["BatchID", "Glucose", .. Enumerable.Range(0, 120).Select(j => $"{600 + 8 * j}")]));
        for (int i = 0; i < 48; i++)
        {
            double c = draw.Uniform(0, 20), background = 300 + 40 * (i / 8);
            text.WriteLine(string.Join(',', (string[])[$"B{i / 8}", (c + 0.2 * draw.Next()).ToString("R", CultureInfo.InvariantCulture),
                .. Enumerable.Range(0, 120).Select(j => (gain * (background + 0.3 * j + 300 * Math.Exp(-0.005 * (j - 100) * (j - 100))
                    + 10 * c * Math.Exp(-0.04 * (j - 50) * (j - 50))) + 2 * draw.Next()).ToString("R", CultureInfo.InvariantCulture))]));
        }
    }

    [Fact]
    public void A_calibration_made_by_one_command_is_read_by_the_other_and_moves_to_another_instrument()
    {
        using var folder = new TempFolder();
        Write(folder["train.csv"], 1);
        Write(folder["test.csv"], 2);
        Write(folder["new.csv"], 2, gain: 1.5);
        TiterProcess.Result made = TiterProcess.Run(folder.Path, "calibrate", "raman", "train.csv", "--target", "Glucose", "--group", "BatchID", "--out", "cal.json", "--json",
            "--plot", "cal.png");
        Assert.Equal((0, ""), (made.ExitCode, made.Error));
        JsonElement figures = JsonDocument.Parse(made.LastLine).RootElement;
        Assert.InRange(figures.GetProperty("rmse").GetDouble(), 0.1, 1);
        Assert.Equal("g/L", figures.GetProperty("unit").GetString());
        Assert.True(new FileInfo(folder["cal.png"]).Length > 1000);

        TiterProcess.Result sensed = TiterProcess.Run(folder.Path, "sense", "raman", "test.csv", "--calibration", "cal.json", "--reference", "Glucose", "--json", "--out", "m.csv");
        JsonElement found = JsonDocument.Parse(sensed.LastLine).RootElement;
        Assert.InRange(found.GetProperty("rmse").GetDouble(), 0.1, 1.2);
        Assert.InRange(found.GetProperty("coverage95").GetDouble(), 0.85, 1);
        Assert.InRange(found.GetProperty("rejected").GetInt32(), 0, 4);
        Assert.Equal(49, File.ReadLines(folder["m.csv"]).Count());

        TiterProcess.Result moved = TiterProcess.Run(folder.Path, "calibrate", "raman", "new.csv", "--transfer", "cal.json", "--standards", "test.csv", "--out", "new.json", "--json");
        Assert.Equal((0, ""), (moved.ExitCode, moved.Error));
        TiterProcess.Result again = TiterProcess.Run(folder.Path, "sense", "raman", "new.csv", "--calibration", "new.json", "--reference", "Glucose", "--json");
        Assert.InRange(JsonDocument.Parse(again.LastLine).RootElement.GetProperty("rmse").GetDouble(), 0.1, 1.2);
    }

    [Theory]
    [InlineData("calibrate raman train.csv --target Lactate --out c.json", "No column Lactate")]
    [InlineData("calibrate raman train.csv --target Glucose --group Lot --out c.json", "No column Lot")]
    [InlineData("calibrate raman train.csv --target Glucose --unit furlong --out c.json", "furlong")]
    [InlineData("calibrate raman train.csv --target Glucose --group BatchID --folds BatchID --out c.json", "not both")]
    [InlineData("calibrate raman train.csv --out c.json", "--target")]
    [InlineData("calibrate raman nothing.csv --target Glucose --out c.json", "no such file")]
    [InlineData("calibrate raman . --target Glucose --out c.json", "folder")]
    [InlineData("sense raman train.csv --calibration train.csv", "not a Raman calibration")]
    [InlineData("sense raman train.csv --calibration nothing.json", "no such file")]
    [InlineData("calibrate raman train.csv --transfer nothing.json --target Glucose --out c.json", "no such file")]
    public void What_cannot_be_done_is_one_sentence_and_exit_code_two(string arguments, string said)
    {
        using var folder = new TempFolder();
        Write(folder["train.csv"], 1);
        TiterProcess.Result result = TiterProcess.Run(folder.Path, arguments.Split(' '));
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Contains(said, result.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder["c.json"]));
    }
}
