using System.Text.Json.Serialization;

namespace Titer.Sensing.Thermometer;

/// <summary>A Pt1000 after calibration at one point. Standard uncertainties are 1 sigma, in K.</summary>
public sealed record ThermometerCalibration
{
    /// <summary>K, added to the temperature of the standard curve.</summary>
    public required double Correction { get; init; }
    public required double OffsetUncertainty { get; init; }
    public required double ReadNoise { get; init; }
    /// <summary>Relative, of the deviation from 37 °C where it was calibrated.</summary>
    public required double SlopeUncertainty { get; init; }
    public required double DriftPerDay { get; init; }
    /// <summary>Ohm; outside it is shorted or open.</summary>
    public required double LowestResistance { get; init; }
    public required double HighestResistance { get; init; }
    /// <summary>°C it was calibrated for.</summary>
    public required double Lowest { get; init; }
    public required double Highest { get; init; }

    [JsonIgnore] public string Hash => CalibrationText.Hash(this);

    public static ThermometerCalibration Nominal { get; } = new()
    {
        Correction = 0,
        OffsetUncertainty = 0.045,
        ReadNoise = 0.01,
        SlopeUncertainty = 0.001,
        DriftPerDay = 0.001,
        LowestResistance = 900,
        HighestResistance = 1600,
        Lowest = 0,
        Highest = 60,
    };
}
