using System.Text.Json.Serialization;

namespace Titer.Sensing.Filtration;

/// <summary>Scales of the instruments of a filtration skid. Standard uncertainties are 1 sigma.</summary>
public sealed record FiltrationCalibration
{
    /// <summary>kg of the load cells of retentate and collection vessel at full scale, V there.</summary>
    public required double RetentateFullScale { get; init; }
    public required double CollectedFullScale { get; init; }
    public required double LoadSpan { get; init; }
    /// <summary>kg/L of what is weighed.</summary>
    public required double Density { get; init; }
    /// <summary>kPa at 20 mA; 4 mA is zero.</summary>
    public required double PressureFullScale { get; init; }
    /// <summary>Optical path of the UV cells at 260 nm, cm.</summary>
    public required double UvPath { get; init; }

    /// <summary>L.</summary>
    public required double RetentateUncertainty { get; init; }
    public required double CollectedUncertainty { get; init; }
    /// <summary>kg, of the balances of permeate, buffer and filled vials.</summary>
    public required double BalanceUncertainty { get; init; }
    /// <summary>kPa.</summary>
    public required double PressureUncertainty { get; init; }
    /// <summary>Absorbance in the cell, and relative to the reading.</summary>
    public required double AbsorbanceUncertainty { get; init; }
    public required double AbsorbanceGainUncertainty { get; init; }
    /// <summary>Relative.</summary>
    public required double ConductivityGainUncertainty { get; init; }

    [JsonIgnore] public string Hash => CalibrationText.Hash(this);

    public static FiltrationCalibration Nominal { get; } = new()
    {
        RetentateFullScale = 200,
        CollectedFullScale = 400,
        LoadSpan = 10,
        Density = 1.005,
        PressureFullScale = 400,
        UvPath = 0.005,
        RetentateUncertainty = 0.05,
        CollectedUncertainty = 0.1,
        BalanceUncertainty = 0.01,
        PressureUncertainty = 1,
        AbsorbanceUncertainty = 0.002,
        AbsorbanceGainUncertainty = 0.02,
        ConductivityGainUncertainty = 0.02,
    };
}
