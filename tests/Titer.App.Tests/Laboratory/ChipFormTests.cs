using System.Text;
using SkiaSharp;
using Titer.App.Commands.Sensing;
using Titer.App.Laboratory.Forms;
using Titer.App.Laboratory.Uploads;
using Titer.Core;

namespace Titer.App.Tests.Laboratory;

public sealed class ChipFormTests : IDisposable
{
    private readonly LaboratoryBench _bench = new(TimeProvider.System, TimeSpan.FromMinutes(2));
    private readonly TempFolder _folder = new();
    private readonly List<string> _uploads = [];

    public static TheoryData<string> Chips => [.. Example.Chips];

    public void Dispose()
    {
        Assert.NotEmpty(_uploads);
        Assert.DoesNotContain(_uploads, Directory.Exists);
        _bench.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Every_chip_and_every_option_of_the_command_has_a_form_and_a_field()
    {
        _uploads.Add(_folder["nothing"]);
        foreach (ChipForm form in ChipForm.All)
        {
            System.CommandLine.Command command = SenseCommand.Create().Subcommands.Single(c => c.Name == form.Chip);
            string[] options = [.. command.Options.Select(o => o.Name).Where(n => n is not ("--json" or "--out" or "--plot"))];
            Assert.Equal(options.Order(), form.Fields.Select(f => f.Name).Where(n => n.StartsWith('-')).Order());
        }
        Assert.Equal(SenseCommand.Create().Subcommands.Select(c => c.Name).Order(), ChipForm.All.Select(f => f.Chip).Order());
    }

    [Theory]
    [MemberData(nameof(Chips))]
    public async Task A_file_gives_the_figures_of_the_command_and_the_pictures_of_its_steps(string chip)
    {
        var example = Example.Of(chip, _folder);
        ChipForm form = ChipForm.All.Single(f => f.Chip == chip);
        LaboratoryFinding finding = await _bench.Process(form, example.Files.Select(f => (f.Field, Path.GetFileName(f.File), File.ReadAllBytes(f.File))),
            [.. form.Fields.Where(f => f.Usual.Length > 0).Select(f => (f.Name, f.Usual)), .. example.Options], _uploads);
        Assert.Equal(example.FromCommand(), finding.Json);
        Assert.True(finding.Yes);
        Assert.NotEmpty(finding.Measurements);
        Assert.InRange(finding.Steps.Length, 2, 12);
        Assert.StartsWith($"{chip}-raw", finding.Steps[0].Name);
        string pictures = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "screenshots")).FullName;
        foreach (StepPicture step in finding.Steps)
        {
            await File.WriteAllBytesAsync(Path.Combine(pictures, $"step-{step.Name}.png"), step.Png, TestContext.Current.CancellationToken);
            using SKBitmap picture = SKBitmap.Decode(step.Png);
            Assert.True(picture.Width > 500);
            Assert.NotEqual("", step.Titles);
        }
        Assert.DoesNotContain(UploadFolder.Prefix, finding.Json + finding.Text + string.Concat(finding.Steps.Select(s => s.Titles)));
    }

    private static byte[] Of(string kind)
    {
        byte[] garbage = new byte[10 << 20];
        uint state = 1;
        for (int i = 0; i < garbage.Length; i++) garbage[i] = (byte)((state = state * 1664525 + 1013904223) >> 24);
        switch (kind)
        {
            case "garbage": return garbage;
            case "zeros": return new byte[10 << 20];
            case "empty": return [];
            case "one long line": return Encoding.ASCII.GetBytes(new string('1', 10 << 20));
            case "ten thousand million pixels":
                using (var image = new SKBitmap(64, 64))
                using (SKData png = image.Encode(SKEncodedImageFormat.Png, 100))
                {
                    byte[] bytes = png.ToArray();
                    (bytes[18], bytes[22]) = (0x01, 0x01);
                    (bytes[17], bytes[21]) = (0x01, 0x01);
                    return bytes;
                }
            default:
                using (var zip = new MemoryStream())
                {
                    using (var archive = new System.IO.Compression.ZipArchive(zip, System.IO.Compression.ZipArchiveMode.Create))
                    using (Stream entry = archive.CreateEntry("bomb.csv").Open()) entry.Write(new byte[100 << 20]);
                    return zip.ToArray();
                }
        }
    }

    [Theory]
    [MemberData(nameof(Chips))]
    public async Task A_file_of_the_wrong_kind_gets_one_sentence_and_nothing_of_it_stays(string chip)
    {
        var example = Example.Of(chip, _folder);
        ChipForm form = ChipForm.All.Single(f => f.Chip == chip);
        foreach (string kind in (string[])["garbage", "zeros", "empty", "one long line", "ten thousand million pixels", "zip bomb"])
        {
            byte[] content = Of(kind);
            InputException said = await Assert.ThrowsAsync<InputException>(() => _bench.Process(form,
                example.Files.Select(f => (f.Field, f.Field == "FILE" ? "../../../tmp/evil.csv" : Path.GetFileName(f.File), f.Field == "FILE" ? content : File.ReadAllBytes(f.File))),
                example.Options, _uploads));
            Assert.DoesNotContain('\n', said.Message);
            Assert.DoesNotContain(UploadFolder.Prefix, said.Message);
            Assert.InRange(said.Message.Length, 10, 1000);
            Assert.Contains("evil.csv", said.Message);
        }
    }
}
