using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Titer.Sensing.Equipment;

/// <summary>Scales of the instruments of a 5 L skid for transcription. Standard uncertainties are 1 sigma.</summary>
public sealed record TranscriptionSkidCalibration
{
    /// <summary>Pulses per turn of the stirrer.</summary>
    public required double Teeth { get; init; }
    /// <summary>kg in each bottle at the start, in the order of <see cref="TranscriptionSkidSensor.Bottles"/>.</summary>
    public required ImmutableArray<double> Start { get; init; }
    /// <summary>kg of the load cells at full scale, V there; kg/L of the mix.</summary>
    public required double LoadFullScale { get; init; }
    public required double LoadSpan { get; init; }
    public required double Density { get; init; }

    /// <summary>1/min.</summary>
    public required double AgitationUncertainty { get; init; }
    /// <summary>kg, of the difference of two readings of one bottle.</summary>
    public required double BalanceUncertainty { get; init; }
    /// <summary>L.</summary>
    public required double VolumeUncertainty { get; init; }

    [JsonIgnore] public string Hash => CalibrationText.Hash(this);

    public static TranscriptionSkidCalibration Nominal { get; } = new()
    {
        Teeth = 60,
        Start = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
        LoadFullScale = 12,
        LoadSpan = 10,
        Density = 1.01,
        AgitationUncertainty = 0.5,
        BalanceUncertainty = 0.0003,
        VolumeUncertainty = 0.02,
    };
}
