using System.Diagnostics;
using System.Globalization;
using Titer.Core;
using Titer.Field.Files;
using Titer.Sensing.Pcr;

namespace Titer.Bench.Sensing;

/// <summary>
/// Digital PCR: copies per uL of the wells of shared/data/ddpcr against the vendor's results, which stand on thresholds that a person drew. The
/// cluster column of the files is the vendor's and is not read.
/// </summary>
internal sealed class PcrPart : ISensingPart
{
    // The volume that the vendor's concentrations correspond to, nL.
    private const double DropletVolume = 0.91;

    public string Name => "pcr";

    public void Run(Dictionary<string, object?> figures)
    {
        figures["pcr_max_error"] = null;
        if (Folders.SharedData("ddpcr") is not { } folder)
        {
            Console.WriteLine("shared/data/ddpcr is not on this machine.");
            return;
        }
        string[][] vendor = [.. File.ReadLines(Path.Combine(folder, "vendor-results.csv"))
            .Select(l => l.Split(',').Select(c => c.Trim('"')).ToArray())];
        var sensor = new DigitalPcrSensor(new DigitalPcrCalibration { DropletVolume = DropletVolume });
        double largest = 0;
        Console.WriteLine($"{"well",-6} {"channel",-8} {"copies/uL",10} {"exact 95 %",18} {"vendor",8} {"error",8} {"positives",10} {"rain",6}");
        foreach (string path in Directory.GetFiles(folder, "*-amplitude.csv").Order(StringComparer.Ordinal))
        {
            PcrFile file = PcrFile.Read(path);
            PcrWell well = file.Wells[0];
            var frame = new Frame(sensor.Source, file.Time, 0, well.Channels);
            var found = new List<Measurement>();
            sensor.Sense(frame, found);
            for (int i = 0; i < found.Count; i++)
            {
                string[]? row = Array.Find(vendor, r => r[0] == well.Well && r[4].StartsWith($"Ch{i + 1}", StringComparison.Ordinal));
                if (row is null) continue;
                double theirs = double.Parse(row[7], CultureInfo.InvariantCulture), error = found[i].Value / theirs - 1;
                largest = Math.Max(largest, Math.Abs(error));
                DropletCall call = sensor.Calls[i];
                (double low, double high) = PoissonConcentration.Interval(call.Positives, call.Droplets);
                string interval = $"{PcrPhysics.Copies(low, DropletVolume):0.0} .. {PcrPhysics.Copies(high, DropletVolume):0.0}";
                Console.WriteLine($"{well.Well,-6} {well.Signals[i],-8} {found[i].Value,10:0.0} {interval,18} {theirs,8:0.0} "
                    + $"{error,8:+0.0%;-0.0%} {call.Positives,10} {call.Rain,6}");
            }
            found.Clear();
            var clock = Stopwatch.StartNew();
            sensor.Sense(frame, found);
            Console.WriteLine($"{well.Well,-6} {clock.Elapsed.TotalMilliseconds:0.0} ms for {well.Channels[0].Values.Length} droplets");
        }
        figures["pcr_max_error"] = largest;
        Console.WriteLine($"Largest error {largest:0.0%}.");
    }
}
