using System.Text.Json.Serialization;

namespace Titer.Sensing.Impedance;

/// <summary>What is known of an impedance chip and of the cells before it measures. Standard uncertainties are 1 sigma.</summary>
public sealed record ImpedanceCalibration
{
    /// <summary>1/m.</summary>
    public required double CellConstant { get; init; }
    /// <summary>Viable cells: fL, F/m^2; conductivity inside and of the medium, S/m.</summary>
    public required double CellVolume { get; init; }
    public required double Membrane { get; init; }
    public required double InnerConductivity { get; init; }
    public required double MediumConductivity { get; init; }
    /// <summary>Cole-Cole exponent alpha of the beta-dispersion.</summary>
    public required double Alpha { get; init; }
    /// <summary>Permittivity of the broth above the dispersion.</summary>
    public required double InfinitePermittivity { get; init; }
    /// <summary>Ohm at 100 kHz, and exponent of the electrode polarisation.</summary>
    public required double Polarisation { get; init; }
    public required double PolarisationExponent { get; init; }

    /// <summary>Noise of real and of imaginary part at each frequency, relative to the magnitude.</summary>
    public required double Noise { get; init; }
    /// <summary>What is known beforehand: of ln fc, alpha, ln of the polarisation, its exponent, the permittivity.</summary>
    public required double CriticalFrequencySpread { get; init; }
    public required double AlphaSpread { get; init; }
    public required double PolarisationSpread { get; init; }
    public required double ExponentSpread { get; init; }
    public required double PermittivitySpread { get; init; }
    /// <summary>Relative, of the biovolume: size of the cells, membrane, cell constant.</summary>
    public required double ScaleUncertainty { get; init; }
    /// <summary>% of volume: leads and what else looks like cells.</summary>
    public required double Floor { get; init; }
    /// <summary>Part of the permittivity below which gas covers the electrodes.</summary>
    public required double BubblePermittivity { get; init; }
    /// <summary>Mean square of the fit's residuals over the noise above which the spectrum is none of a culture.</summary>
    public required double WorstFit { get; init; }

    [JsonIgnore] public string Hash => CalibrationText.Hash(this);

    public static ImpedanceCalibration Nominal { get; } = new()
    {
        CellConstant = 100,
        CellVolume = 1770,
        Membrane = 0.01,
        InnerConductivity = 0.5,
        MediumConductivity = 1.4,
        Alpha = 0.1,
        InfinitePermittivity = 76,
        Polarisation = 0.3,
        PolarisationExponent = 0.85,
        Noise = 2e-5,
        CriticalFrequencySpread = 0.1,
        AlphaSpread = 0.02,
        PolarisationSpread = 0.5,
        ExponentSpread = 0.03,
        PermittivitySpread = 2,
        ScaleUncertainty = 0.02,
        Floor = 0.01,
        BubblePermittivity = 0.92,
        WorstFit = 4,
    };
}
