using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Titer.Processes.CellCulture;
using A = Titer.Control.Estimators.AdaptiveState;
using X = Titer.Processes.CellCulture.ChoState;

namespace Titer.Control.Estimators;

/// <summary>
/// The filter's state as people read it: pH in the place of strong ions, oxygen saturation in the place of oxygen concentration. Both maps are
/// one-to-one, so the published covariance stays positive definite; it is carried over by central differences along the filter's directions.
/// </summary>
internal sealed class PublishedState
{
    private readonly double[] _root = new double[A.Count * A.Count], _read = new double[2];
    private readonly double[] _nominal;
    private readonly RootPropagation _propagation;

    public PublishedState(double[] nominal)
    {
        _nominal = nominal;
        _propagation = new RootPropagation(A.Count, 2, Read);
    }

    public (ImmutableArray<double> Values, ImmutableArray<double> Covariance) Of(GaussianState filter)
    {
        int n = A.Count;
        filter.Root.CopyTo(_root);
        var values = new double[n];
        filter.Mean.CopyTo(values);
        Read(filter.Mean, _read);
        (values[X.StrongIons], values[X.Oxygen]) = (_read[0], _read[1]);
        ReadOnlySpan<double> read = _propagation.Of(filter);
        read[..n].CopyTo(_root.AsSpan(X.StrongIons * n));
        read[n..].CopyTo(_root.AsSpan(X.Oxygen * n));
        var covariance = new double[n * (n + 1) / 2];
        GaussianState.PackedGram(_root, n, covariance);
        return (ImmutableCollectionsMarshal.AsImmutableArray(values), ImmutableCollectionsMarshal.AsImmutableArray(covariance));
    }

    private void Read(ReadOnlySpan<double> x, Span<double> values) =>
        (values[0], values[1]) = (ChoFedBatch.PH(x, _nominal), ChoFedBatch.OxygenSaturation(x));
}
