using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Titer.Core;
using Titer.Numerics;
using A = Titer.Control.Estimators.Transcription.IvtAdaptiveState;
using X = Titer.Processes.Transcription.IvtState;

namespace Titer.Control.Estimators.Transcription;

/// <summary>
/// The filter's state as people read it. The covariance is carried over by central differences along the filter's directions.
/// </summary>
internal sealed class IvtPublished
{
    private const int Quantities = 20;

    private readonly IvtReader _reader;
    private readonly double[] _model = new double[X.Count];
    private readonly RootPropagation _propagation;

    public IvtPublished(double[] nominal)
    {
        _reader = new IvtReader(nominal);
        _propagation = new RootPropagation(A.Count, Variables.Length, Read);
    }

    public static readonly ImmutableArray<Variable> Variables =
    [
        new(TranscriptionTags.Rna, Unit.GramPerLitre), new(TranscriptionTags.Nucleotides, Unit.Millimolar),
        new(TranscriptionTags.FreeMagnesium, Unit.Millimolar), new(TranscriptionTags.Magnesium, Unit.Millimolar),
        new(TranscriptionTags.Crystals, Unit.Millimolar), new(Tags.PH, Unit.PH), new(TranscriptionTags.DoubleStranded, Unit.Percent),
        new(TranscriptionTags.Integrity, Unit.Percent), new(TranscriptionTags.Capped, Unit.Percent),
        new(TranscriptionTags.Polymerase, Unit.Nanomolar), new(TranscriptionTags.Template, Unit.Nanomolar), new(Tags.Volume, Unit.Litre),
        new(Tags.Temperature, Unit.Celsius), new(new Tag("ATP"), Unit.Millimolar), new(new Tag("UTP"), Unit.Millimolar),
        new(new Tag("CTP"), Unit.Millimolar), new(new Tag("GTP"), Unit.Millimolar), new(new Tag("cap"), Unit.Millimolar),
        new(new Tag("pyrophosphate"), Unit.Millimolar), new(new Tag("phosphate"), Unit.Millimolar),
        .. A.Lots,
    ];

    public (ImmutableArray<double> Values, ImmutableArray<double> Covariance) Of(GaussianState filter)
    {
        int m = Variables.Length;
        var values = new double[m];
        Read(filter.Mean, values);
        var covariance = new double[m * (m + 1) / 2];
        GaussianState.PackedGram(_propagation.Of(filter), m, covariance);
        return (ImmutableCollectionsMarshal.AsImmutableArray(values), ImmutableCollectionsMarshal.AsImmutableArray(covariance));
    }

    private void Read(ReadOnlySpan<double> x, Span<double> values)
    {
        ReadOnlySpan<Real> state = x.AsReal();
        A.ToModel<Real>(state, _model.AsSpan().AsReal());
        (values[0], values[1]) = (_reader.Rna(state).Value, x[X.Atp] + x[X.Utp] + x[X.Ctp] + x[X.Gtp]);
        var species = _reader.Species(state);
        (values[2], values[3], values[4]) = (species.Magnesium.Value, x[X.Magnesium], x[X.Crystals]);
        values[5] = 3 - Math.Log10(species.Protons.Value);
        (values[6], values[7], values[8]) = (_reader.DoubleStranded(state).Value, IvtReader.Integrity(state).Value, IvtReader.Capped(state).Value);
        (values[9], values[10], values[11], values[12]) = (x[X.Polymerase], _model[X.Template], x[X.Volume], x[X.Temperature]);
        x.Slice(X.Atp, 5).CopyTo(values[13..]);
        (values[18], values[19]) = (x[X.Pyrophosphate], x[X.Phosphate]);
        x[X.Count..].CopyTo(values[Quantities..]);
    }
}
