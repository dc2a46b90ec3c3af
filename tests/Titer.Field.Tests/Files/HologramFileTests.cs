using SkiaSharp;
using Titer.Core;
using Titer.Field.Files;
using Titer.Sensing.Hologram;

namespace Titer.Field.Tests.Files;

public sealed class HologramFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Image(string name, SKColorType type, int width, int height, Func<int, int, SKColor> color)
    {
        using var bitmap = new SKBitmap(width, height, type, SKAlphaType.Opaque);
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++) bitmap.SetPixel(x, y, color(x, y));
        using FileStream file = File.Create(_folder[name]);
        bitmap.Encode(file, SKEncodedImageFormat.Png, 100);
        return _folder[name];
    }

    private static SKColor Grey(int x, int y)
    {
        byte level = (byte)((3 * x + 7 * y) % 256);
        return new SKColor(level, level, level);
    }

    [Fact]
    public void A_grey_image_gives_its_grey_levels_row_by_row_whether_it_has_one_channel_or_three()
    {
        foreach (SKColorType type in (SKColorType[])[SKColorType.Gray8, SKColorType.Rgba8888])
        {
            Frame frame = HologramFile.Read(Image($"{type}.png", type, 80, 70, Grey), 4);
            Assert.Equal([80.0, 70.0], frame["size"]);
            Assert.Equal(4, frame.Sequence);
            Assert.Equal((3 * 11 + 7 * 5) % 256, frame["image"][5 * 80 + 11]);
        }
    }

    [Fact]
    public void Colour_counts_as_luma()
    {
        Frame frame = HologramFile.Read(Image("red.png", SKColorType.Rgba8888, 64, 64, (_, _) => new SKColor(200, 10, 30)), 0);
        Assert.Equal(0.299 * 200 + 0.587 * 10 + 0.114 * 30, frame["image"][0], 6);
    }

    [Fact]
    public void What_is_no_image_is_refused_in_one_sentence()
    {
        File.WriteAllText(_folder["text.png"], "wavelength,pixel\n650,1.4\n");
        File.WriteAllBytes(_folder["empty.png"], []);
        Image("small.png", SKColorType.Gray8, 63, 200, Grey);
        File.WriteAllBytes(_folder["cut.png"], File.ReadAllBytes(Image("whole.png", SKColorType.Gray8, 200, 200, Grey))[..900]);
        foreach ((string name, string said) in ((string, string)[])
            [
                ("text.png", "no PNG or JPEG"), ("empty.png", "The file is empty"), ("small.png", "63 x 200"), ("cut.png", "damaged"),
                ("absent.png", "no such file"), ("", "This is a folder"),
            ])
        {
            InputException refused = Assert.Throws<InputException>(() => HologramFile.Read(name.Length == 0 ? _folder.Path : _folder[name], 0));
            Assert.Contains(said, refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Real_holograms_are_focused_as_the_operator_did()
    {
        string folder = Repository.SharedData("hologram");
        var camera = new HologramCalibration { Wavelength = 0.65, PixelPitch = 1.4 };
        int right = 0, sure = 0, sureAndRight = 0, all = 0;
        // Every second one: the bench takes all.
        foreach (string file in Directory.GetFiles(folder, "*_*_*.jpg").Order(StringComparer.Ordinal).Where((_, i) => i % 2 == 0))
        {
            Frame frame = HologramFile.Read(file, 0);
            var analysis = new HologramAnalysis((int)frame["size"][0], (int)frame["size"][1], camera);
            analysis.RunAutofocus(frame["image"].AsSpan());
            double focus = double.Parse(Path.GetFileNameWithoutExtension(file).Split('_')[^1], System.Globalization.CultureInfo.InvariantCulture);
            bool within = Math.Abs(analysis.Focus.Distance - focus) <= 100;
            all++;
            right += within ? 1 : 0;
            if (analysis.Focus.Verdict != FocusVerdict.Sure) continue;
            sure++;
            sureAndRight += within ? 1 : 0;
        }
        Assert.True(right >= 0.6 * all, $"{right} of {all}");
        Assert.True(sure >= 0.4 * all && sureAndRight >= 0.9 * sure, $"{sureAndRight} of {sure} called sure");
    }
}
