using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Titer.Sensing.Pcr;

/// <summary>What is known of the droplets and of the assay; immutable, named by the hash of its content.</summary>
public sealed record DigitalPcrCalibration
{
    /// <summary>Droplet volume, nL.</summary>
    public required double DropletVolume { get; init; }

    /// <summary>Relative standard uncertainty of the droplet volume; 0 when it is to be left out of the budget.</summary>
    public double DropletVolumeUncertainty { get; init; }

    /// <summary>
    /// Fewer droplets than this are a fault of generator or reader; 10 000 is the limit in common use (dMIQE Group, Clin. Chem. 66 (2020) 1012).
    /// </summary>
    public int MinimumDroplets { get; init; } = 10_000;

    /// <summary>Peaks of other wells of the assay, one per channel; null where unknown.</summary>
    public ImmutableArray<DropletReference?> References { get; init; } = [];

    /// <summary>
    /// Droplets of 0.85 nL known to 2.5 %. Volumes differ between generators and mixes: A. B. Kosir et al., Anal. Bioanal. Chem. 409 (2017) 6689.
    /// </summary>
    public static DigitalPcrCalibration Nominal { get; } = new() { DropletVolume = 0.85, DropletVolumeUncertainty = 0.025 };

    [JsonIgnore]
    public string Hash => CalibrationText.Hash(this);

    public string ToJson() => CalibrationText.Write(this);

    public static DigitalPcrCalibration FromJson(string text) =>
        JsonSerializer.Deserialize<DigitalPcrCalibration>(text) ?? throw new FormatException("The calibration is empty.");
}
