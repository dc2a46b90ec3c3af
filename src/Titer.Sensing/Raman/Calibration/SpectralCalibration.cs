using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Titer.Core;
using Titer.Sensing.Raman.Preprocessing;
using Titer.Sensing.Raman.Transfer;

namespace Titer.Sensing.Raman.Calibration;

/// <summary>
/// Calibration of a Raman probe for one analyte from spectra with reference values: linear models on preprocessed spectra, averaged; intervals;
/// where it is valid; how it was validated. Made by <see cref="SpectralCalibrationRun"/>; immutable, named by its hash.
/// </summary>
public sealed record SpectralCalibration
{
    public const string FormatName = "titer raman calibration 1";

    public required string Format { get; init; }
    /// <summary>Analyte, as the column of reference values was called.</summary>
    public required string Target { get; init; }
    /// <summary>UCUM code of its unit.</summary>
    public required string Unit { get; init; }
    /// <summary>Hash of axis, spectra, target, unit and reference values of the training.</summary>
    public required string TrainingHash { get; init; }
    public required int Samples { get; init; }
    /// <summary>Mean of the reference values, to which the models add.</summary>
    public required double Level { get; init; }
    /// <summary>Range of the reference values.</summary>
    public required double Lowest { get; init; }
    public required double Highest { get; init; }
    /// <summary>Wavenumber of each channel, 1/cm.</summary>
    public required ImmutableArray<double> Axis { get; init; }
    /// <summary>How it was brought to another instrument, if it was.</summary>
    public SpectralTransfer? Transfer { get; init; }
    /// <summary>Highest value of the detector, if it was given; channels at it are saturated.</summary>
    public double? Ceiling { get; init; }
    /// <summary>Removal of cosmic spikes, before everything else.</summary>
    public required Despike Despike { get; init; }
    public required ImmutableArray<SpectralModel> Models { get; init; }
    public required SpectralDomain Domain { get; init; }
    public required SpectralUncertainty Uncertainty { get; init; }
    public required SpectralValidation Validation { get; init; }

    /// <summary>Wavenumbers of the spectra it reads, 1/cm: those of the new instrument after a transfer.</summary>
    [JsonIgnore] public ImmutableArray<double> InputAxis => Transfer?.Map?.Axis ?? Axis;

    [JsonIgnore] public string Hash => CalibrationText.Hash(this);

    public string ToJson() => CalibrationText.Write(this);

    /// <exception cref="InputException">The text is not such a calibration, or its parts do not fit each other.</exception>
    public static SpectralCalibration FromJson(string json, string place = "Raman calibration")
    {
        SpectralCalibration? read;
        try
        {
            read = JsonSerializer.Deserialize<SpectralCalibration>(json);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            string line = e is JsonException { LineNumber: { } number } ? $"{place}:{number + 1}" : place;
            throw new InputException(line, $"This is not a Raman calibration: {e.Message.ReplaceLineEndings(" ").TrimEnd('.')}.");
        }
        if (read is null || read.Format != FormatName) throw new InputException(place, $"This is not a calibration of the format '{FormatName}'.");
        if (read.Models.IsDefaultOrEmpty || read.Axis.IsDefault || !Core.Unit.TryParse(read.Unit, out _))
            throw new InputException(place, "The calibration has no models, no axis or no unit.");
        try
        {
            _ = new SpectrumSensor(read);
        }
        catch (Exception e) when (e is InputException or NullReferenceException or InvalidOperationException)
        {
            throw new InputException(place, $"The parts of the calibration do not fit each other: {e.Message.TrimEnd('.')}.");
        }
        return read;
    }
}
