using Titer.Core;
using Titer.Numerics;
using A = Titer.Control.Estimators.Transcription.IvtAdaptiveState;
using X = Titer.Processes.Transcription.IvtState;

namespace Titer.Control.Estimators.Transcription;

/// <summary>What each sensor of a transcription reads in a given <see cref="IvtAdaptiveState"/>.</summary>
public readonly struct IvtMeasurement : ISensorModel
{
    /// <summary>
    /// Part of a stated uncertainty that is new with each reading, where the bias is a state: over the chips of this project it is 0.3 (pH, free
    /// magnesium) to 0.8 (Raman, whose error moves with the solution, as its state does).
    /// </summary>
    public const double RandomShare = 0.5;

    private readonly Kind _kind;
    private readonly int _state, _bias;
    private readonly IvtReader _reader;

    private IvtMeasurement(Kind kind, int state, int bias, IvtReader reader) => (_kind, _state, _bias, _reader) = (kind, state, bias, reader);

    private enum Kind { State, Crystals, PH, FreeMagnesium, Nucleotides, Rna, AtLineRna, Integrity }

    /// <summary>False for a tag that says nothing about the reaction (stirrer speed, masses of the pumps).</summary>
    public static bool TryFor(Tag tag, IvtReader reader, out IvtMeasurement measurement)
    {
        (Kind Kind, int State, int Bias)? found = tag.Name switch
        {
            "pH" => (Kind.PH, 0, A.PHBias),
            "free-magnesium" => (Kind.FreeMagnesium, 0, A.MagnesiumBias),
            "NTP" => (Kind.Nucleotides, 0, A.NucleotideBias),
            "RNA" => (Kind.Rna, 0, A.RnaBias),
            "crystals" => (Kind.Crystals, 0, A.CrystalBias),
            "electrophoresis/RNA" => (Kind.AtLineRna, 0, A.AtLineRnaBias),
            "electrophoresis/integrity" => (Kind.Integrity, 0, A.AtLineIntegrityBias),
            "temperature" or "temperature/ion-fet" => (Kind.State, X.Temperature, -1),
            "volume" => (Kind.State, X.Volume, -1),
            _ => null,
        };
        measurement = found is { } f ? new IvtMeasurement(f.Kind, f.State, f.Bias, reader) : default;
        return found is not null;
    }

    /// <inheritdoc/>
    public double Variance(double standardUncertainty)
    {
        double random = _bias >= 0 ? RandomShare * standardUncertainty : standardUncertainty;
        return random * random;
    }

    /// <inheritdoc/>
    public double UnknownOffset(double standardUncertainty) => _bias >= 0 ? 0 : standardUncertainty;

    public T Read<T>(ReadOnlySpan<T> x) where T : struct, IScalar<T>
    {
        T bias = _bias >= 0 ? x[_bias] : 0;
        return _kind switch
        {
            Kind.PH => _reader.PH(x) + bias,
            Kind.FreeMagnesium => _reader.Species(x).Magnesium * T.Exp(bias) + x[A.NoMagnesiumBias],
            Kind.Nucleotides => x[X.Atp] + x[X.Utp] + x[X.Ctp] + x[X.Gtp] + bias,
            Kind.Rna => _reader.Rna(x) + bias,
            Kind.AtLineRna => _reader.Rna(x) * T.Exp(bias),
            Kind.Integrity => IvtReader.Integrity(x) + bias,
            Kind.Crystals => x[X.Crystals] * T.Exp(bias) + x[A.ClearBias],
            _ => x[_state] + bias,
        };
    }
}
