using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Titer.Core;

namespace Titer.Sensing.Raman;

/// <summary>PLS model of one analyte on the preprocessed spectrum.</summary>
/// <param name="Mean">Mean of the reference values.</param>
/// <param name="Coefficients">On the mean-centred features.</param>
/// <param name="Components">Latent variables, chosen by leaving one probe out.</param>
/// <param name="Rmsecv">Root mean square error of that cross-validation, with the error of the reference in it.</param>
/// <param name="ModelUncertainty">Part of it that is neither reference error nor shot noise.</param>
/// <param name="Lowest">Range of the reference values.</param>
/// <param name="UnitCode">UCUM code of all of these; null for mmol/L.</param>
public sealed record RamanAnalyte(
    string Name, double Mean, ImmutableArray<double> Coefficients, int Components,
    double Rmsecv, double ModelUncertainty, double Lowest, double Highest,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? UnitCode = null);

/// <summary>
/// Calibration of the Raman probe: PLS coefficients per analyte and the principal components of the calibration spectra, which
/// say where the calibration is valid. Made by <see cref="RamanCalibrationRun"/>; immutable, named by its hash.
/// </summary>
public sealed record RamanCalibration
{
    public const string PreprocessingName = "despike; Savitzky-Golay first derivative, 11 points; water band 1640 /cm";

    private static readonly ImmutableArray<RamanApplication> Applications = [CultureRaman.Application, TranscriptionRaman.Application];

    /// <summary>Hash of spectra and reference values it was trained on.</summary>
    public required string TrainingHash { get; init; }
    public required string Preprocessing { get; init; }
    public required int Samples { get; init; }
    /// <summary>Mean of the features.</summary>
    public required ImmutableArray<double> Mean { get; init; }
    /// <summary>Orthonormal loadings of the principal components and the variances of their scores.</summary>
    public required ImmutableArray<ImmutableArray<double>> Loadings { get; init; }
    public required ImmutableArray<double> Variances { get; init; }
    /// <summary>Limits of Hotelling's T2 and of the residual Q, in units of the noise that the spectrum's own counts give.</summary>
    public required double T2Limit { get; init; }
    public required double QLimit { get; init; }
    /// <summary>Counts of the water band in the calibration, mean; far less means the probe is out of the broth.</summary>
    public required double WaterBand { get; init; }
    /// <summary>Those of the application: of a culture glucose, lactate, glutamine, ammonia; of a transcription NTP and RNA.</summary>
    public required ImmutableArray<RamanAnalyte> Analytes { get; init; }

    [JsonIgnore] public string Hash => CalibrationText.Hash(this);

    public string ToJson() => CalibrationText.Write(this);

    /// <exception cref="InputException">The text is not a Raman calibration of this spectrograph.</exception>
    public static RamanCalibration FromJson(string json, string place = "Raman calibration")
    {
        RamanCalibration? read;
        try
        {
            read = JsonSerializer.Deserialize<RamanCalibration>(json);
        }
        catch (JsonException e)
        {
            throw new InputException($"{place}:{e.LineNumber + 1}", $"This is not a Raman calibration: {e.Message}");
        }
        if (read is null || read.Preprocessing != PreprocessingName)
            throw new InputException(place, $"A Raman calibration for the preprocessing '{PreprocessingName}' is needed.");
        if (read.Mean.IsDefault || read.Mean.Length != RamanPreprocessing.Features || read.Loadings.IsDefault || read.Variances.IsDefault
            || read.Loadings.Length != read.Variances.Length || read.Loadings.Any(l => l.IsDefault || l.Length != RamanPreprocessing.Features)
            || !Applications.Any(a => a.Fits(read))
            || read.Analytes.Any(a => a.Coefficients.IsDefault || a.Coefficients.Length != RamanPreprocessing.Features))
            throw new InputException(place, $"A Raman calibration needs {RamanPreprocessing.Features} features "
                + $"and the analytes {string.Join(", or ", Applications.Select(a => string.Join(", ", a.Analytes.Select(n => n.Name))))}.");
        return read;
    }
}
