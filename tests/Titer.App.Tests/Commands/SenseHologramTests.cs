using System.Text.Json;
using SkiaSharp;
using Titer.Numerics;
using Titer.Sensing.Hologram;

namespace Titer.App.Tests.Commands;

public sealed class SenseHologramTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public SenseHologramTests()
    {
        foreach ((string name, double depth) in ((string, double)[])[("near.png", 900), ("far.png", 2600)])
        {
            HologramCalibration camera = HologramCalibration.Nominal with { Side = 200, MediumIndex = 1 };
            var cell = new SimulatedCell(95, 105, depth, true, new CellOptics(16, 0, 0.4, 1.5, 0.3));
            Write(name, 200, new SimulatedHologram(new Gaussian(2), camera).Image([cell])[1].Values.AsSpan());
        }
        Write("blank.png", 80, Enumerable.Repeat(128.0, 6400).ToArray());
        Write("white.png", 80, Enumerable.Range(0, 6400).Select(i => i % 3 == 0 ? 180.0 : 255).ToArray());
        Write("small.png", 32, Enumerable.Repeat(128.0, 1024).ToArray());
        File.WriteAllText(_folder["text.png"], "no image");
        File.WriteAllBytes(_folder["empty.png"], []);
    }

    public void Dispose() => _folder.Dispose();

    private void Write(string name, int side, ReadOnlySpan<double> pixels)
    {
        using var bitmap = new SKBitmap(side, side, SKColorType.Gray8, SKAlphaType.Opaque);
        for (int i = 0; i < pixels.Length; i++)
        {
            byte level = (byte)pixels[i];
            bitmap.SetPixel(i % side, i / side, new SKColor(level, level, level));
        }
        using FileStream file = File.Create(_folder[name]);
        bitmap.Encode(file, SKEncodedImageFormat.Png, 100);
    }

    private TiterProcess.Result Run(string arguments) => TiterProcess.Run(_folder.Path, ["sense", "hologram", .. arguments.Split(' ')]);

    [Fact]
    public void An_image_gives_its_focus_its_objects_a_table_and_a_picture()
    {
        TiterProcess.Result result = Run("near.png --wavelength 650nm --pixel 1.4um --json --out found.csv --plot found.png");
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        JsonElement figures = JsonDocument.Parse(Assert.Single(result.Output.TrimEnd('\n').Split('\n'))).RootElement;
        Assert.InRange(figures.GetProperty("focus_um").GetDouble(), 840, 960);
        Assert.Equal(1, figures.GetProperty("counts").GetInt32());
        JsonElement found = Assert.Single(figures.GetProperty("objects").EnumerateArray());
        Assert.InRange(found.GetProperty("diameter_um").GetDouble(), 28, 36);
        Assert.StartsWith("tag,time,value,unit,standard_uncertainty", File.ReadAllText(_folder["found.csv"]), StringComparison.Ordinal);
        using SKBitmap picture = SKBitmap.Decode(_folder["found.png"]);
        Assert.True(picture.Width > 1000);
    }

    [Fact]
    public void Several_images_give_arrays_in_their_order_and_micrometres_are_nanometres_times_a_thousand()
    {
        TiterProcess.Result result = Run("near.png far.png --wavelength 0.65um --pixel 1400nm --range 300um-4mm --json");
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        double[] foci = [.. JsonDocument.Parse(result.Output).RootElement.GetProperty("focus_um").EnumerateArray().Select(f => f.GetDouble())];
        Assert.Equal(2, foci.Length);
        Assert.InRange(foci[0], 840, 960);
        Assert.InRange(foci[1], 2500, 2700);
    }

    [Theory]
    [InlineData(". --wavelength 650nm --pixel 1.4um", "This is a folder")]
    [InlineData("absent.png --wavelength 650nm --pixel 1.4um", "There is no such file")]
    [InlineData("text.png --wavelength 650nm --pixel 1.4um", "no PNG or JPEG")]
    [InlineData("empty.png --wavelength 650nm --pixel 1.4um", "The file is empty")]
    [InlineData("small.png --wavelength 650nm --pixel 1.4um", "32 x 32")]
    [InlineData("blank.png --wavelength 650nm --pixel 1.4um", "a blank image")]
    [InlineData("near.png white.png --wavelength 650nm --pixel 1.4um", "white.png: The hologram cannot be used: the light saturates")]
    [InlineData("near.png --wavelength 650 --pixel 1.4um", "--wavelength: '650' is no length")]
    [InlineData("near.png --wavelength 650kg --pixel 1.4um", "--wavelength: '650kg' is no length")]
    [InlineData("near.png --wavelength 650um --pixel 1.4um", "--wavelength: 650um is outside")]
    [InlineData("near.png --wavelength 650nm --pixel -1.4um", "--pixel: -1.4um is outside")]
    [InlineData("near.png --wavelength 650nm --pixel NaNum", "--pixel: NaNum is outside")]
    [InlineData("near.png --wavelength 650nm", "--pixel")]
    [InlineData("near.png --wavelength 650nm --pixel 1.4um --range 7mm-0.3mm", "--range: 7mm is not below 0.3mm")]
    [InlineData("near.png --wavelength 650nm --pixel 1.4um --range 7mm", "--range: '7mm' is no range")]
    [InlineData("near.png --wavelength 650nm --pixel 1.4um --medium-index 0.5", "--medium-index: 0.5 is outside")]
    [InlineData("--wavelength 650nm --pixel 1.4um", "")]
    public void Wrong_input_is_one_sentence_and_exit_code_2(string arguments, string said)
    {
        TiterProcess.Result result = Run(arguments);
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Contains(said, result.Error, StringComparison.Ordinal);
        Assert.Single(result.Error.TrimEnd('\n').Split('\n'), l => l != "See 'titer --help'.");
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }
}
