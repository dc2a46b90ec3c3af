using System.CommandLine;
using System.Globalization;
using SkiaSharp;
using Titer.App.Commands.Sensing;
using Titer.App.Laboratory.Raman;
using Titer.App.Tests.Commands;
using Titer.Core;
using Titer.Field.Files;
using Titer.Numerics;
using Titer.Sensing;
using Titer.Sensing.Hologram;
using Titer.Sensing.Pcr;

namespace Titer.App.Tests.Laboratory;

/// <summary>A file of each chip with what its command takes besides.</summary>
internal sealed record Example(string Chip, (string Field, string File)[] Files, params (string Name, string Value)[] Options)
{
    public static readonly string[] Chips = ["raman", "ion", "hologram", "binding", "pcr", "impedance", "turbidity", "electrophoresis"];

    /// <param name="folder">Takes what no example of the repository has.</param>
    public static Example Of(string chip, TempFolder folder) => chip switch
    {
        "raman" => new(chip, [("FILE", Spectra(folder["test.csv"], 2)), ("--calibration", Calibration(folder["cal.json"], folder["train.csv"], 1))], ("--reference", "Glucose")),
        "ion" => new(chip, [("FILE", Shared("culture-ions.csv")), ("--config", Shared("culture-ions.yaml"))]),
        "hologram" => new(chip, [("FILE", Hologram(folder["cell.png"]))], ("--wavelength", "650nm"), ("--pixel", "1.4um")),
        "binding" => new(chip, [("FILE", Shared("binding-simulated.csv")), ("--config", Shared("binding-simulated.yaml"))]),
        "pcr" => new(chip, [("FILE", Droplets(folder["Run_A05_Amplitude.csv"]))], ("--droplet-volume", "0.91nL")),
        "impedance" => new(chip, [("FILE", Arc(folder["layer.txt"]))], ("--circuit", "R-p(R,C)-p(R,C)")),
        "turbidity" => new(chip, [("FILE", Shared("turbidity-simulated.csv")), ("--config", Shared("turbidity.yaml"))]),
        _ => new(chip, [("FILE", Shared("electrophoresis-simulated.csv"))], ("--dilution", "40")),
    };

    /// <summary>What the command prints with <c>--json</c>, the files called by their names.</summary>
    public string FromCommand()
    {
        using var output = new StringWriter();
        string[] arguments = [Chip, .. Files.SelectMany(f => f.Field == "FILE" ? (string[])[f.File] : [f.Field, f.File]), .. Options.SelectMany(o => (string[])[o.Name, o.Value]), "--json"];
        SenseCommand.Create().Parse(arguments).Invoke(new InvocationConfiguration { Output = output, EnableDefaultExceptionHandler = false });
        return Files.Aggregate(output.ToString().Trim(), (text, file) => text.Replace(file.File, Path.GetFileName(file.File)));
    }

    /// <summary>Spectra with glucose of known values.</summary>
    public static string Spectra(string file, ulong seed)
    {
        RamanCommandTests.Write(file, seed);
        return file;
    }

    public static string Calibration(string file, string training, ulong seed)
    {
        var asked = new RamanTrainingRequest("Glucose", "BatchID", null, null, null, false);
        File.WriteAllText(file, RamanCalibrating.Of(RamanSpectra.Read(Spectra(training, seed)), asked, null, null).Calibration.ToJson());
        return file;
    }

    private static string Shared(string name) => Path.Combine(Repository.Root, "examples", "sensing", name);

    private static string Droplets(string file)
    {
        Channel amplitudes = new SimulatedDigitalPcr(new Gaussian(3)).Read(0, new Broth { Template = 500 })[0];
        File.WriteAllLines(file, amplitudes.Values.Select(v => v.ToString("F2", CultureInfo.InvariantCulture)).Prepend("Ch1 Amplitude"));
        return file;
    }

    private static string Arc(string file)
    {
        Channel[] c = [.. new Titer.Sensing.Impedance.SimulatedCellLayer(new Gaussian(5)).Read(0, new Broth { Temperature = 37, ViableCells = 8, CellVolume = 1770, Lactate = 15, Ammonia = 3 })];
        File.WriteAllText(file, "8/29/2024\t\nFrequency (Hz)\tZ' (\u03A9)\t-Z'' (\u03A9)\n" + string.Concat(Enumerable.Range(0, c[0].Values.Length)
            .Select(k => string.Create(CultureInfo.InvariantCulture, $"{c[0].Values[k]:R}\t{c[1].Values[k]:R}\t{-c[2].Values[k]:R}\n"))));
        return file;
    }

    private static string Hologram(string file)
    {
        HologramCalibration camera = HologramCalibration.Nominal with { Side = 200, MediumIndex = 1 };
        ReadOnlySpan<double> pixels = new SimulatedHologram(new Gaussian(2), camera).Image([new SimulatedCell(95, 105, 900, true, new CellOptics(16, 0, 0.4, 1.5, 0.3))])[1].Values.AsSpan();
        using var bitmap = new SKBitmap(200, 200, SKColorType.Gray8, SKAlphaType.Opaque);
        for (int i = 0; i < pixels.Length; i++) bitmap.SetPixel(i % 200, i / 200, new SKColor((byte)pixels[i], (byte)pixels[i], (byte)pixels[i]));
        using FileStream written = File.Create(file);
        bitmap.Encode(written, SKEncodedImageFormat.Png, 100);
        return file;
    }
}
