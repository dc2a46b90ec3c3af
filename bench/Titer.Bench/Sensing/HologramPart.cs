using System.Diagnostics;
using System.Globalization;
using Titer.Core;
using Titer.Field.Files;
using Titer.Numerics;
using Titer.Numerics.Fourier;
using Titer.Sensing.Hologram;

namespace Titer.Bench.Sensing;

/// <summary>
/// The lens-free camera: propagation against numpy (its transfer function made beforehand, Titer's made each time), autofocus of one megapixel,
/// and the
/// focus of real holograms against the operator's.
/// </summary>
internal sealed class HologramPart : ISensingPart
{
    private const int Side = 2048, Repeats = 5;
    private const double Pitch = 1.4, Wavelength = 0.65, Distance = 3000, Right = 100;

    public string Name => "hologram";

    public void Run(Dictionary<string, object?> figures)
    {
        figures["hologram_ratio"] = Ratio();
        figures["autofocus_s"] = Autofocus();
        RealFocus(figures);
    }

    private static double? Ratio()
    {
        var fft = new Fft2<float>(Side, Side);
        float[] re = new float[fft.Length], im = new float[fft.Length];
        var noise = new Gaussian(1);
        double best = double.PositiveInfinity;
        for (int repeat = 0; repeat < Repeats + 1; repeat++)
        {
            for (int i = 0; i < re.Length; i++) (re[i], im[i]) = ((float)noise.Next(), 0);
            long start = Stopwatch.GetTimestamp();
            fft.Filter(re, im, new AngularSpectrum(Side, Side, Pitch, Wavelength, Distance));
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        Console.WriteLine(Line($"propagation of {Side} x {Side}: {1e3 * best:0} ms on one thread"));
        if (PythonReference.Run("hologram.py", Text(Side), Text(Pitch), Text(Wavelength), Text(Distance), Text(Repeats)) is not { } reference)
            return null;
        double seconds = reference.GetProperty("seconds").GetDouble();
        Console.WriteLine(Line($"  numpy {reference.GetProperty("numpy").GetString()}: {1e3 * seconds:0} ms; ratio {best / seconds:0.000}"));
        return best / seconds;
    }

    private static double Autofocus()
    {
        HologramCalibration camera = HologramCalibration.Nominal with
        {
            Side = 1024, MediumIndex = 1, NearestFocus = 300, FarthestFocus = 7000, Transparent = false,
        };
        var chip = new SimulatedHologram(new Gaussian(3), camera);
        SimulatedCell[] plankton =
            [new(400, 560, 2400, true, new CellOptics(40, 0, 0.3, 2.5, 0.4)), new(820, 210, 3100, true, new CellOptics(20, 0, 0.3))];
        ReadOnlySpan<double> image = chip.Image([.. plankton])[1].Values.AsSpan();
        var analysis = new HologramAnalysis(1024, 1024, camera);
        double best = double.PositiveInfinity, processor = double.PositiveInfinity;
        for (int repeat = 0; repeat < Repeats + 1; repeat++)
        {
            TimeSpan used = Process.GetCurrentProcess().TotalProcessorTime;
            long start = Stopwatch.GetTimestamp();
            analysis.RunAutofocus(image);
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
            processor = Math.Min(processor, (Process.GetCurrentProcess().TotalProcessorTime - used).TotalSeconds);
        }
        Console.WriteLine(Line(
            $"autofocus of 1024 x 1024 over 0.3-7 mm: {best:0.00} s, {processor:0.00} s of processor; ")
            + Line($"{analysis.Focus.Distance:0} um (true 2400), {analysis.Focus.Verdict}"));
        return best;
    }

    private static void RealFocus(Dictionary<string, object?> figures)
    {
        figures["focus_within_100um"] = null;
        string[] files = Files();
        if (files.Length == 0)
        {
            Console.WriteLine("no real holograms on this machine");
            return;
        }
        var camera = new HologramCalibration { Wavelength = Wavelength, PixelPitch = Pitch };
        var errors = new List<(double Error, FocusResult Focus, string File)>();
        foreach (string file in files)
        {
            Frame frame = HologramFile.Read(file, 0);
            var analysis = new HologramAnalysis((int)frame["size"][0], (int)frame["size"][1], camera);
            analysis.RunAutofocus(frame["image"].AsSpan());
            // The name is class_index_Z: the operator's focus is for the comparison only.
            double operatorFocus = double.Parse(Path.GetFileNameWithoutExtension(file).Split('_')[^1], CultureInfo.InvariantCulture);
            errors.Add((analysis.Focus.Distance - operatorFocus, analysis.Focus, Path.GetFileName(file)));
        }
        foreach ((double error, FocusResult focus, string file) in errors)
            Console.WriteLine(Line($"  {file,-22} {focus.Distance,6:0} um, {error,6:0} from the operator, ")
                + Line($"u {focus.Uncertainty,4:0}, {focus.Probability:0.00} {focus.Verdict}"));
        double within = errors.Count(e => Math.Abs(e.Error) <= Right) / (double)errors.Count;
        double median = errors.Select(e => Math.Abs(e.Error)).Order().ElementAt(errors.Count / 2);
        Console.WriteLine(Line($"within {Right:0} um: {within:0.000} of {errors.Count}; median {median:0} um"));
        var sure = errors.Where(e => e.Focus.Verdict == FocusVerdict.Sure).ToList();
        double kept = sure.Count(e => Math.Abs(e.Error) <= Right) / (double)Math.Max(sure.Count, 1);
        Console.WriteLine(Line($"called sure: {sure.Count}, of them right {kept:0.000}; ")
            + Line($"mean probability of all {errors.Average(e => e.Focus.Probability):0.000}"));
        figures["focus_within_100um"] = within;
        figures["focus_sure_within_100um"] = kept;
    }

    private static string[] Files()
    {
        string folder = Folders.SharedData("hologram") ?? "";
        return Directory.Exists(folder) ? [.. Directory.GetFiles(folder, "*_*_*.jpg").Order(StringComparer.Ordinal)] : [];
    }

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
