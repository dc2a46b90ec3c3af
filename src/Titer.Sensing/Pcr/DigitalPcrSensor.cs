using System.Collections.Immutable;
using Titer.Core;

namespace Titer.Sensing.Pcr;

/// <summary>
/// Copies per uL of reaction from the droplet amplitudes of one well. Channels of a frame: <c>amplitude-1</c> and, for two dyes,
/// <c>amplitude-2</c>, one value per droplet; <c>control</c> 1 for a no-template control. Tags <c>dna-1</c>, <c>dna-2</c>.
/// Uncertainty by JCGM 100:2008: Poisson counting, droplet volume, and rain. Most rain is positive droplets
/// that stopped early, so that the error has a known sign: the occupancy rises by r when all of it is counted, and r as a whole is the
/// standard uncertainty that rain leaves.
/// </summary>
public sealed class DigitalPcrSensor : ISensor
{
    public const string SourceName = "digital-pcr";

    /// <summary>Reason at a no-template control that has template.</summary>
    public const string Contaminated = "template in the no-template control";
    public static readonly ImmutableArray<Tag> Tags = [new("dna-1"), new("dna-2")];
    private static readonly string[] Channels = ["amplitude-1", "amplitude-2"];

    // Fewer negative droplets leave an interval of more than a factor 1.5.
    private const int FewNegatives = 20;
    // Merged droplets that are counted as one, as a share of all.
    private const double ManyBright = 0.01;
    // Negative droplets this much darker than those of other wells lack the dye; wells differ by some percent.
    private const double Darker = 0.5;
    // Positive droplets of a clean no-template control (dMIQE Group 2020: to be stated; 3 is the limit of blank of common assays).
    private const int ControlPositives = 3;

    private readonly DigitalPcrCalibration _calibration;
    private readonly DropletCaller _caller = new();
    private readonly DropletReference[] _references;
    private readonly DropletCall[] _calls = new DropletCall[2];
    private int _channels;

    public DigitalPcrSensor(DigitalPcrCalibration calibration)
    {
        _calibration = calibration;
        CalibrationHash = calibration.Hash;
        _references = [Reference(0), Reference(1)];

        DropletReference Reference(int i) =>
            i < calibration.References.Length && calibration.References[i] is { } known ? known : DropletReference.Unknown;
    }

    public string Source => SourceName;

    public string CalibrationHash { get; }

    /// <summary>The counts of the last frame, one per channel; empty when it had no droplets.</summary>
    public ReadOnlySpan<DropletCall> Calls => _calls.AsSpan(0, _channels);

    public void Sense(Frame frame, List<Measurement> measurements)
    {
        _channels = 0;
        var reading = new FrameReading(frame, measurements);
        bool twoDyes = !frame.Channels.IsDefault && frame.Has(Channels[1]);
        ReadOnlySpan<double> first = reading.Values(Channels[0]), second = twoDyes ? reading.Values(Channels[1]) : default;
        int channels = twoDyes ? 2 : 1;
        string? unusable = first.IsEmpty && second.IsEmpty ? "no droplets"
            : twoDyes && first.Length != second.Length ? "the channels do not have the same droplets"
            : !Finite(first) || !Finite(second) ? "amplitudes that are not numbers"
            : null;
        if (unusable is not null)
        {
            for (int i = 0; i < channels; i++) reading.Fail(Tags[i], Unit.CopiesPerMicrolitre, 1 / _calibration.DropletVolume, unusable);
            return;
        }
        bool control = reading.TryTake("control", out double flag) && flag > 0;
        _channels = channels;
        _caller.Call(first, second, _references, _calls);
        for (int i = 0; i < channels; i++) Write(reading, Tags[i], _calls[i], control, _references[i]);
    }

    private static bool Finite(ReadOnlySpan<double> values)
    {
        foreach (double v in values)
            if (!double.IsFinite(v)) return false;
        return true;
    }

    private void Write(FrameReading reading, Tag tag, in DropletCall call, bool control, DropletReference reference)
    {
        double volume = _calibration.DropletVolume;
        int n = call.Droplets, k = call.Positives;
        bool full = call.Peaks == DropletPeaks.PositiveOnly || k == n;
        bool dark = call.Peaks == DropletPeaks.None
            || (reference.IsKnown && call.Negative.Exists && call.Negative.Mode < reference.Negative - Darker * Math.Abs(reference.Negative));
        if (full || dark)
        {
            string reason = full ? "no negative droplet: saturated, dilute the sample"
                : call.Peaks == DropletPeaks.None ? "no fluorescence, or all droplets alike: detector or dye"
                : "no fluorescence as in the other wells: detector or dye";
            reading.Fail(tag, Unit.CopiesPerMicrolitre, PcrPhysics.Copies(1.0, volume), reason);
            return;
        }
        double occupancy = PoissonConcentration.Occupancy(k, n), value = PcrPhysics.Copies(occupancy, volume);
        reading.Write(tag, value, Unit.CopiesPerMicrolitre, StandardUncertainty(call), Judge(call, control, reference.IsKnown));
    }

    /// <summary>Combined standard uncertainty, copies per uL.</summary>
    private double StandardUncertainty(in DropletCall call)
    {
        int n = call.Droplets, k = call.Positives;
        double volume = _calibration.DropletVolume, occupancy = PoissonConcentration.Occupancy(k, n);
        double counting = PoissonConcentration.StandardUncertainty(k, n), rain = RainUncertainty(call);
        double size = occupancy * _calibration.DropletVolumeUncertainty;
        return PcrPhysics.Copies(Math.Sqrt(counting * counting + rain * rain + size * size), volume);
    }

    /// <summary>Standard uncertainty of the occupancy that the rain leaves.</summary>
    public static double RainUncertainty(in DropletCall call)
    {
        int n = call.Droplets, most = Math.Min(n - 1, call.Positives + call.Rain);
        return most <= call.Positives ? 0 : PoissonConcentration.Occupancy(most, n) - PoissonConcentration.Occupancy(call.Positives, n);
    }

    private Quality Judge(in DropletCall call, bool control, bool referenced)
    {
        int n = call.Droplets, k = call.Positives;
        if (control && k > ControlPositives) return Quality.OutOfSpecification(Contaminated);
        if (n < _calibration.MinimumDroplets) return Quality.OutOfSpecification("fewer droplets than the minimum");
        if (n - k < FewNegatives) return Quality.OutOfSpecification("almost no negative droplets: dilute the sample");
        if (call.Peaks == DropletPeaks.Overlapping) return Quality.OutOfSpecification("negative and positive droplets overlap");
        if (call.Rain > Math.Max(10, k)) return Quality.OutOfSpecification("more rain than positive droplets");
        if (call.Bright > ManyBright * n) return Quality.MaintenanceRequired("merged droplets");
        if (call.Peaks == DropletPeaks.FewPositives && !referenced && !control)
            return Quality.MaintenanceRequired("too few positive droplets to place a threshold without another well");
        if (call.Peaks == DropletPeaks.NegativeOnly && !referenced && !control)
            return Quality.OutOfSpecification("one peak only, taken for the negative one: nearly all droplets may be positive, compare with another well");
        return Quality.Good;
    }
}
