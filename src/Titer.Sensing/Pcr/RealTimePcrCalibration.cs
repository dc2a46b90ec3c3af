using System.Text.Json;
using System.Text.Json.Serialization;

namespace Titer.Sensing.Pcr;

/// <summary>What is known of a real-time assay; immutable, named by the hash of its content.</summary>
public sealed record RealTimePcrCalibration
{
    /// <summary>From the standards of the run; null: Cq and efficiency only.</summary>
    public StandardCurve? Curve { get; init; }

    /// <summary>
    /// Growth per cycle that an assay has at least, in the window of linearity. Assays are accepted from 0.9 (MIQE: S. A. Bustin et al., Clin.
    /// Chem. 55 (2009) 611); a single curve scatters by 0.05 and is biased low near the plateau.
    /// </summary>
    public double LeastEfficiency { get; init; } = 0.7;

    /// <summary>
    /// Reproducibility of Cq between wells, cycles, where no standards tell it: pipetting of 3 to 5 % and well position.
    /// </summary>
    public double CqReproducibility { get; init; } = 0.07;

    public static RealTimePcrCalibration Nominal { get; } = new();

    [JsonIgnore]
    public string Hash => CalibrationText.Hash(this);

    public string ToJson() => CalibrationText.Write(this);

    public static RealTimePcrCalibration FromJson(string text) =>
        JsonSerializer.Deserialize<RealTimePcrCalibration>(text) ?? throw new FormatException("The calibration is empty.");
}
