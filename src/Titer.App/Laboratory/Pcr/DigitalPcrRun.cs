using System.Collections.Immutable;
using System.Globalization;
using Titer.Core;
using Titer.Field.Files;
using Titer.Numerics;
using Titer.Sensing.Pcr;

namespace Titer.App.Laboratory.Pcr;

/// <summary>
/// The wells of digital PCR files through the sensor of the chip. Several wells are read twice: the first time tells where the assay has its
/// peaks, which a well with one peak or a handful of positive droplets does not show.
/// </summary>
internal sealed class DigitalPcrRun
{
    private readonly List<Measurement> _measurements = [];
    private readonly List<DigitalPcrResult> _results = [];
    private readonly DigitalPcrCalibration _calibration;
    private readonly PcrFile[] _files;

    /// <param name="volume">Droplet volume, nL.</param>
    /// <param name="relative">Its relative standard uncertainty.</param>
    public DigitalPcrRun(PcrFile[] files, HashSet<string> controls, double volume, double relative)
    {
        _files = files;
        var calibration = new DigitalPcrCalibration { DropletVolume = volume, DropletVolumeUncertainty = relative };
        var first = new DigitalPcrSensor(calibration);
        var calls = new List<DropletCall[]>();
        for (int i = 0; i < files.Length && files.Length > 1; i++)
        {
            first.Sense(FrameOf(files[i], i, controls), []);
            calls.Add(first.Calls.ToArray());
        }
        _calibration = calibration with { References = DropletReferences.Of(calls) };
        var sensor = new DigitalPcrSensor(_calibration);
        for (int i = 0; i < files.Length; i++)
        {
            PcrWell well = files[i].Wells[0];
            var found = new List<Measurement>();
            sensor.Sense(FrameOf(files[i], i, controls), found);
            for (int c = 0; c < found.Count; c++)
            {
                _results.Add(new(well, c, found[c], sensor.Calls[c], found[c].Quality.IsBad && sensor.Calls[c].Positives == 0
                    ? DigitalPcrIntervals.None : Intervals(sensor.Calls[c])));
                _measurements.Add(SampleTag.Of(well.Well, found[c]));
            }
        }
    }

    public SensingResult Result() => new(
        Print, Figures(), _measurements, () => DigitalPcrPlot.Of(_results),
        _results.Exists(r => r.Measurement.Quality.IsBad || r.Measurement.Quality.Reason == DigitalPcrSensor.Contaminated) ? 1 : 0)
    {
        Steps = () => DigitalPcrPlot.Steps(_results),
    };

    private static Frame FrameOf(PcrFile file, int number, HashSet<string> controls)
    {
        PcrWell well = file.Wells[0];
        ImmutableArray<Channel> channels = controls.Contains(well.Well) ? well.Channels.Add(new("control", Unit.One, [1])) : well.Channels;
        return new(DigitalPcrSensor.SourceName, file.Time, number, channels);
    }

    private DigitalPcrIntervals Intervals(in DropletCall call)
    {
        double volume = _calibration.DropletVolume, relative = _calibration.DropletVolumeUncertainty;
        (double low, double high) = PoissonConcentration.Interval(call.Positives, call.Droplets);
        (low, high) = (PcrPhysics.Copies(low, volume), PcrPhysics.Copies(high, volume));
        if (relative == 0 || !double.IsFinite(high)) return new(low, high, low, high);
        // JCGM 101: the share by Jeffreys' posterior, the volume normal.
        MonteCarloResult total = MonteCarlo.Propagate(
            x => PcrPhysics.Copies(PcrPhysics.OccupancyOf(x[0]), x[1]),
            [InputDistribution.Beta(call.Positives + 0.5, call.Droplets - call.Positives + 0.5), InputDistribution.Normal(volume, relative * volume)],
            new MonteCarloOptions { MaxTrials = 200_000 });
        return new(low, high, call.Positives == 0 ? 0 : total.Low, Math.Max(total.High, high));
    }

    private Dictionary<string, object?> Figures()
    {
        var figures = new Dictionary<string, object?> { ["chip"] = "pcr", ["kind"] = "digital", ["droplet_volume_nl"] = _calibration.DropletVolume };
        if (_files.Length == 1)
        {
            figures["concentration"] = _results.ToDictionary(r => r.Signal, r => r.Measurement.Value);
            figures["low95"] = _results.ToDictionary(r => r.Signal, r => r.Intervals.Low);
            figures["high95"] = _results.ToDictionary(r => r.Signal, r => r.Intervals.High);
        }
        figures["unit"] = Unit.CopiesPerMicrolitre.Code;
        figures["calibration"] = _calibration.Hash;
        figures["wells"] = _results.Select(r => r.Figures()).ToArray();
        return figures;
    }

    private void Print(TextWriter text)
    {
        text.WriteLine($"Digital PCR: {_files.Length} {(_files.Length == 1 ? "well" : "wells")} of droplet amplitudes, droplets of "
            + $"{_calibration.DropletVolume.ToString("0.###", CultureInfo.InvariantCulture)} nL. Concentrations in copies per uL of reaction.");
        text.WriteLine($"{"well",-8} {"channel",-14} {"conc.",9} {"exact 95 % interval",21} {"u",8} "
            + $"{"positive",9} {"droplets",9} {"rain",7}  quality");
        foreach (DigitalPcrResult r in _results)
        {
            string interval = double.IsNaN(r.Intervals.Low) ? "-" : $"{Number(r.Intervals.Low)} .. {Number(r.Intervals.High)}";
            text.WriteLine($"{r.Well.Well,-8} {r.Signal,-14} {Number(r.Measurement.Value),9} {interval,21} "
                + $"{(r.Measurement.Quality.IsBad ? "-" : Number(r.Measurement.StandardUncertainty)),8} {r.Call.Positives,9} {r.Call.Droplets,9} "
                + $"{100 * r.Call.RainShare,6:0.00}%  {r.Measurement.Quality}");
        }
        string size = _calibration.DropletVolumeUncertainty > 0 ? "counting, rain and droplet volume"
            : "counting and rain, and no droplet volume (--volume-uncertainty)";
        text.WriteLine($"u holds {size}; the exact interval (Clopper-Pearson) holds counting alone.");
    }

    internal static string Number(double value) =>
        double.IsNaN(value) ? "-"
        : double.IsInfinity(value) ? "open"
        : value.ToString(value is < 0.1 and > 0 ? "0.0000" : value < 10 ? "0.000" : value < 1e5 ? "0.0" : "0.000E+0", CultureInfo.InvariantCulture);
}

/// <summary>Intervals of 95 %, copies per uL: exact for counting alone, and with the droplet volume.</summary>
internal readonly record struct DigitalPcrIntervals(double Low, double High, double TotalLow, double TotalHigh)
{
    /// <summary>Of a well that shows no droplets that work: it says nothing of a concentration.</summary>
    public static DigitalPcrIntervals None { get; } = new(double.NaN, double.NaN, double.NaN, double.NaN);
}

/// <summary>One channel of one well.</summary>
internal sealed record DigitalPcrResult(PcrWell Well, int Channel, Measurement Measurement, DropletCall Call, DigitalPcrIntervals Intervals)
{
    public string Signal => Well.Signals[Channel];

    public Dictionary<string, object?> Figures() => new()
    {
        ["well"] = Well.Well,
        ["channel"] = Signal,
        ["concentration"] = Measurement.Value,
        ["low95"] = Intervals.Low,
        ["high95"] = Intervals.High,
        ["total_low95"] = Intervals.TotalLow,
        ["total_high95"] = Intervals.TotalHigh,
        ["standard_uncertainty"] = Measurement.StandardUncertainty,
        ["positives"] = Call.Positives,
        ["droplets"] = Call.Droplets,
        ["rain"] = Call.Rain,
        ["rain_fraction"] = Call.RainShare,
        ["threshold"] = Call.Threshold,
        ["threshold_in_positives"] = Call.ThresholdInPositives,
        ["quality"] = Measurement.Quality.Status.ToString(),
        ["reason"] = Measurement.Quality.Reason,
    };
}
