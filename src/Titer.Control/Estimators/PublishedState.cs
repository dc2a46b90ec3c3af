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
internal sealed class PublishedState(double[] nominal)
{
    private readonly double[] _root = new double[A.Count * A.Count];
    private readonly double[] _plus = new double[A.Count], _minus = new double[A.Count];

    public (ImmutableArray<double> Values, ImmutableArray<double> Covariance) Of(GaussianState filter)
    {
        int n = A.Count;
        filter.Root.CopyTo(_root);
        var values = new double[n];
        filter.Mean.CopyTo(values);
        values[X.StrongIons] = ChoFedBatch.PH(filter.Mean, nominal);
        values[X.Oxygen] = ChoFedBatch.OxygenSaturation(filter.Mean);
        for (int k = 0; k < n; k++)
        {
            for (int i = 0; i < n; i++)
            {
                _plus[i] = filter.Mean[i] + filter.Root[i * n + k];
                _minus[i] = filter.Mean[i] - filter.Root[i * n + k];
            }
            _root[X.StrongIons * n + k] = 0.5 * (ChoFedBatch.PH(_plus, nominal) - ChoFedBatch.PH(_minus, nominal));
            _root[X.Oxygen * n + k] = 0.5 * (ChoFedBatch.OxygenSaturation(_plus) - ChoFedBatch.OxygenSaturation(_minus));
        }
        var covariance = new double[n * (n + 1) / 2];
        GaussianState.PackedGram(_root, n, covariance);
        return (ImmutableCollectionsMarshal.AsImmutableArray(values), ImmutableCollectionsMarshal.AsImmutableArray(covariance));
    }
}
