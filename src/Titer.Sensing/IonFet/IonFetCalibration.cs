using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Titer.Sensing.IonFet;

/// <summary>
/// What is known of an ISFET array after its two-point factory calibration and the one-point calibration in the medium.
/// Standard uncertainties are 1 sigma. pH values are in [pH], voltages in V, times in h.
/// </summary>
public sealed record IonFetCalibration
{
    /// <summary>E0 per site, V at pH 7 and 37 °C.</summary>
    public required ImmutableArray<double> Offsets { get; init; }
    /// <summary>Fraction of the Nernst slope per site.</summary>
    public required ImmutableArray<double> Sensitivities { get; init; }
    /// <summary>V per unit of light on each site, relative to the most exposed one.</summary>
    public required ImmutableArray<double> LightPattern { get; init; }
    /// <summary>V/K.</summary>
    public required double OffsetPerKelvin { get; init; }
    public required double ThermistorR25 { get; init; }
    public required double ThermistorBeta { get; init; }
    /// <summary>Nominal hydration drift (Jamasb 1998), which the sensor takes off: final value V, time constant h, exponent.</summary>
    public required double HydrationAmplitude { get; init; }
    public required double HydrationTime { get; init; }
    public required double HydrationExponent { get; init; }
    /// <summary>Potential of the reference electrode against the pseudo-reference, V, and how far it may be from there.</summary>
    public required double ReferencePotential { get; init; }
    public required double ReferenceTolerance { get; init; }

    /// <summary>Left of one site's offset after the one-point calibration.</summary>
    public required double SiteOffset { get; init; }
    /// <summary>Noise of one site in one read-out.</summary>
    public required double ReadNoise { get; init; }
    /// <summary>Relative, of a sensitivity.</summary>
    public required double SensitivityUncertainty { get; init; }
    /// <summary>K, of the thermistor.</summary>
    public required double TemperatureUncertainty { get; init; }
    /// <summary>Relative, of the hydration amplitude common to all sites.</summary>
    public required double HydrationUncertainty { get; init; }
    /// <summary>
    /// Rate of the drift common to all sites that no voting can see, [pH]/d. An estimator with a bias state takes it as the
    /// size of that bias's wandering; together with the hydration uncertainty it is about 0.03 [pH] after 14 days.
    /// </summary>
    public required double DriftPerDay { get; init; }

    /// <summary>A site further than this from the others is outvoted.</summary>
    public required double DepartureLimit { get; init; }
    /// <summary>An outvoted site returns after <see cref="ReturnFrames"/> frames within this distance.</summary>
    public required double ReturnLimit { get; init; }
    public required int ReturnFrames { get; init; }
    /// <summary>[pH]/min that no process reaches in a stirred vessel; the array jumping faster has lost its reference.</summary>
    public required double FastestProcess { get; init; }
    /// <summary>V of light on the most exposed site from which light is reported.</summary>
    public required double LightLimit { get; init; }

    [JsonIgnore] public string Hash => CalibrationText.Hash(this);

    public static IonFetCalibration Nominal { get; } = new()
    {
        Offsets = [0.412, 0.405, 0.418, 0.409],
        Sensitivities = [0.955, 0.962, 0.948, 0.959],
        LightPattern = [1.0, 0.6, 0.3, 0.1],
        OffsetPerKelvin = 0.0004,
        ThermistorR25 = 10_000,
        ThermistorBeta = 3435,
        HydrationAmplitude = 0.008,
        HydrationTime = 60,
        HydrationExponent = 0.75,
        ReferencePotential = 0.2,
        ReferenceTolerance = 0.02,
        SiteOffset = 0.01,
        ReadNoise = 0.003,
        SensitivityUncertainty = 0.004,
        TemperatureUncertainty = 0.1,
        HydrationUncertainty = 0.1,
        DriftPerDay = 0.0015,
        DepartureLimit = 0.06,
        ReturnLimit = 0.03,
        ReturnFrames = 60,
        FastestProcess = 0.1,
        LightLimit = 0.004,
    };

    /// <summary>
    /// The chip of a transcription: EDTA and base change the pH of the small vessel by some tenths within a minute, which is no lost reference.
    /// That is then told by the diagnostic potential and by jumps beyond 0.6.
    /// </summary>
    public static IonFetCalibration Transcription { get; } = Nominal with { FastestProcess = 0.6 };
}
