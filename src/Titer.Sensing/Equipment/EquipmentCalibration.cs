using System.Text.Json.Serialization;

namespace Titer.Sensing.Equipment;

/// <summary>Scales of the instruments of the skid. Standard uncertainties are 1 sigma.</summary>
public sealed record EquipmentCalibration
{
    /// <summary>Pulses per turn of the stirrer.</summary>
    public required double Teeth { get; init; }
    /// <summary>L/min at standard conditions of the air, oxygen and carbon-dioxide controllers.</summary>
    public required double AirFullScale { get; init; }
    public required double OxygenFullScale { get; init; }
    public required double CarbonDioxideFullScale { get; init; }
    /// <summary>V of a mass-flow controller at full scale.</summary>
    public required double FlowSpan { get; init; }
    /// <summary>kg in the feed and base vessels at the start.</summary>
    public required double FeedStart { get; init; }
    public required double BaseStart { get; init; }
    /// <summary>kg of the load cells at full scale, V there; kg/L of the broth.</summary>
    public required double LoadFullScale { get; init; }
    public required double LoadSpan { get; init; }
    public required double Density { get; init; }

    /// <summary>1/min.</summary>
    public required double AgitationUncertainty { get; init; }
    /// <summary>Relative to the reading, and to full scale (ISO 14511).</summary>
    public required double FlowGainUncertainty { get; init; }
    public required double FlowZeroUncertainty { get; init; }
    /// <summary>kg.</summary>
    public required double BalanceUncertainty { get; init; }
    /// <summary>L.</summary>
    public required double VolumeUncertainty { get; init; }

    [JsonIgnore] public string Hash => CalibrationText.Hash(this);

    public static EquipmentCalibration Nominal { get; } = new()
    {
        Teeth = 60,
        AirFullScale = 100,
        OxygenFullScale = 100,
        CarbonDioxideFullScale = 50,
        FlowSpan = 5,
        FeedStart = 120,
        BaseStart = 60,
        LoadFullScale = 400,
        LoadSpan = 10,
        Density = 1.01,
        AgitationUncertainty = 0.5,
        FlowGainUncertainty = 0.005,
        FlowZeroUncertainty = 0.001,
        BalanceUncertainty = 0.01,
        VolumeUncertainty = 0.5,
    };
}
