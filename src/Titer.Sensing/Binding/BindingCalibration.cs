using System.Text.Json.Serialization;

namespace Titer.Sensing.Binding;

/// <summary>
/// What is known of a chip of ring resonators with capture antibody after its calibration with standards. Standard uncertainties are
/// 1 sigma. Shifts in pm, times in s, concentrations in mol/L on the chip, that is after the dilution of the sample.
/// </summary>
public sealed record BindingCalibration
{
    /// <summary>Width of the resonances, pm.</summary>
    public required double Width { get; init; }
    /// <summary>How well the reference ring follows bulk index and temperature of the others, relative.</summary>
    public required double ReferenceMatch { get; init; }
    /// <summary>Response of the saturated surface, pm.</summary>
    public required double Rmax { get; init; }
    /// <summary>L/mol/s, of antigen to capture antibody; it only corrects the slope for the filling of the surface.</summary>
    public required double AssociationRate { get; init; }
    /// <summary>1/s.</summary>
    public required double DissociationRate { get; init; }
    /// <summary>Relative, of the two rates.</summary>
    public required double RateUncertainty { get; init; }
    /// <summary>Initial rate per concentration from standards, pm/s per mol/L, and its relative uncertainty.</summary>
    public required double RateSlope { get; init; }
    public required double RateSlopeUncertainty { get; init; }
    /// <summary>Relative scatter of a rate from injection to injection: volume, flow, regeneration.</summary>
    public required double InjectionScatter { get; init; }
    /// <summary>Drift that reference and baseline leave, pm/s.</summary>
    public required double Drift { get; init; }
    /// <summary>Volumes of diluted sample per volume of broth, and its relative uncertainty.</summary>
    public required double Dilution { get; init; }
    public required double DilutionUncertainty { get; init; }
    /// <summary>Of the antigen, g/mol.</summary>
    public required double MolarMass { get; init; }
    /// <summary>The slope is taken over this time, after the guard.</summary>
    public required double Window { get; init; }
    public required double Guard { get; init; }

    /// <summary>Common motion of all rings beyond which the temperature is out of its control, pm.</summary>
    public required double ExcursionLimit { get; init; }
    /// <summary>Common jump from one frame to the next that only a hop of the laser makes, pm.</summary>
    public required double HopLimit { get; init; }
    /// <summary>Active rings further apart than this part of their response, or these pm, do not see the same.</summary>
    public required double DisagreementShare { get; init; }
    public required double Disagreement { get; init; }
    /// <summary>Part of Rmax that may stay on the surface after regeneration before it is called fouled.</summary>
    public required double FoulingLimit { get; init; }
    /// <summary>Highest part of Rmax at which the slope still says the concentration.</summary>
    public required double FillingLimit { get; init; }

    [JsonIgnore] public string Hash => CalibrationText.Hash(this);

    public static BindingCalibration Nominal { get; } = new()
    {
        Width = 78,
        ReferenceMatch = 0.02,
        Rmax = 400,
        AssociationRate = 1e5,
        DissociationRate = 2e-4,
        RateUncertainty = 0.15,
        RateSlope = 4e7,
        RateSlopeUncertainty = 0.015,
        InjectionScatter = 0.015,
        Drift = 0.005,
        Dilution = 500,
        DilutionUncertainty = 0.005,
        MolarMass = 120_000,
        Window = 40,
        Guard = 4,
        ExcursionLimit = 60,
        HopLimit = 20,
        DisagreementShare = 0.15,
        Disagreement = 8,
        FoulingLimit = 0.03,
        FillingLimit = 0.6,
    };
}
