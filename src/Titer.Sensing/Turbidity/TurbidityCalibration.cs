using System.Text.Json.Serialization;

namespace Titer.Sensing.Turbidity;

/// <summary>What is known of a turbidity chip after its calibration with a suspension of crystals. Standard uncertainties are 1 sigma.</summary>
public sealed record TurbidityCalibration
{
    /// <summary>V of transmitted and scattered light of the clear mix, and of the lamp's monitor, dark taken off.</summary>
    public required double ClearTransmitted { get; init; }
    public required double ClearScattered { get; init; }
    public required double Lamp { get; init; }
    /// <summary>L/mmol; V per mmol/L; way of the scattered light relative to the path.</summary>
    public required double Extinction { get; init; }
    public required double Scattering { get; init; }
    public required double Way { get; init; }

    /// <summary>V of one flash: of the electronics, and relative to the light.</summary>
    public required double Noise { get; init; }
    public required double RelativeNoise { get; init; }
    /// <summary>Relative, of the clear cell's transmission; V, of its scatter.</summary>
    public required double ClearUncertainty { get; init; }
    public required double ClearScatteredUncertainty { get; init; }
    /// <summary>Relative: of both e and s together (size and shape of the crystals), and of each for itself.</summary>
    public required double CrystalUncertainty { get; init; }
    public required double OwnUncertainty { get; init; }
    /// <summary>V of the dark signal above which a detector leaks or sees ambient light.</summary>
    public required double HighestDark { get; init; }
    /// <summary>Part of the clear transmission below which the path is too dark to be read.</summary>
    public required double LeastTransmission { get; init; }
    /// <summary>Part of the lamp's light from which it wants service, and below which there is none.</summary>
    public required double WeakLamp { get; init; }
    public required double LostLamp { get; init; }
    /// <summary>Scatter of the flashes over what noise makes, from which something moves through the beam.</summary>
    public required double Unsteady { get; init; }
    /// <summary>Standard uncertainties by which the two ways of reading may differ.</summary>
    public required double Disagreement { get; init; }

    [JsonIgnore] public string Hash => CalibrationText.Hash(this);

    public static TurbidityCalibration Nominal { get; } = new()
    {
        ClearTransmitted = 4.0,
        ClearScattered = 0.02,
        Lamp = 2.5,
        Extinction = 0.30,
        Scattering = 0.40,
        Way = 0.6,
        Noise = 0.0005,
        RelativeNoise = 0.002,
        ClearUncertainty = 0.004,
        ClearScatteredUncertainty = 0.003,
        CrystalUncertainty = 0.04,
        OwnUncertainty = 0.015,
        HighestDark = 0.15,
        LeastTransmission = 0.004,
        WeakLamp = 0.7,
        LostLamp = 0.15,
        Unsteady = 4,
        Disagreement = 3.5,
    };
}
