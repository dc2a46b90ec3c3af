using System.Text.Json.Serialization;

namespace Titer.Sensing.Optode;

/// <summary>What is known of an optical oxygen chip after its two-point calibration (nitrogen, air). Standard uncertainties are 1 sigma.</summary>
public sealed record OptodeCalibration
{
    /// <summary>Hz.</summary>
    public required double Frequency { get; init; }
    /// <summary>s without oxygen at 37 °C, and its relative change per K.</summary>
    public required double Lifetime { get; init; }
    public required double LifetimePerKelvin { get; init; }
    /// <summary>K, per % of air saturation at 37 °C, and its relative change per K.</summary>
    public required double SternVolmer { get; init; }
    public required double SternVolmerPerKelvin { get; init; }
    /// <summary>Part of the light from the well quenched site; quenching of the other relative to it.</summary>
    public required double Fraction { get; init; }
    public required double Ratio { get; init; }
    /// <summary>V of the fluorescence without oxygen, V of the excitation monitor.</summary>
    public required double Amplitude { get; init; }
    public required double Excitation { get; init; }

    /// <summary>deg in one read-out at full amplitude; it grows as 1/sqrt(amplitude) (shot noise).</summary>
    public required double PhaseNoise { get; init; }
    /// <summary>deg left of the zero point.</summary>
    public required double PhaseOffset { get; init; }
    /// <summary>Relative, of K after calibration and per day of bleaching.</summary>
    public required double GainUncertainty { get; init; }
    public required double GainDriftPerDay { get; init; }
    /// <summary>K.</summary>
    public required double TemperatureUncertainty { get; init; }
    /// <summary>V of fluorescence and part of the excitation below which there is no measurement.</summary>
    public required double LowestAmplitude { get; init; }
    public required double LowestExcitation { get; init; }
    /// <summary>Part of the amplitude to be expected from the phase, below which the membrane is bleached or fouled.</summary>
    public required double BleachedAmplitude { get; init; }
    /// <summary>% of air saturation the calibration was made for.</summary>
    public required double Highest { get; init; }

    [JsonIgnore] public string Hash => CalibrationText.Hash(this);

    public static OptodeCalibration Nominal { get; } = new()
    {
        Frequency = 3000,
        Lifetime = 60e-6,
        LifetimePerKelvin = -0.0008,
        SternVolmer = 0.032,
        SternVolmerPerKelvin = 0.009,
        Fraction = 0.88,
        Ratio = 0.08,
        Amplitude = 1.2,
        Excitation = 1.0,
        PhaseNoise = 0.02,
        PhaseOffset = 0.03,
        GainUncertainty = 0.01,
        GainDriftPerDay = 0.0005,
        TemperatureUncertainty = 0.1,
        LowestAmplitude = 0.06,
        LowestExcitation = 0.3,
        BleachedAmplitude = 0.5,
        Highest = 250,
    };
}
