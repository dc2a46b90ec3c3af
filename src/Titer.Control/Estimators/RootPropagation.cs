namespace Titer.Control.Estimators;

/// <summary>What people read off a state of a filter, by its numbers; <paramref name="values"/> gets them.</summary>
internal delegate void Reading(ReadOnlySpan<double> state, Span<double> values);

/// <summary>
/// Carries the covariance of a filter over to what is read off its state, by central differences along the filter's directions. Owns its
/// workspace.
/// </summary>
internal sealed class RootPropagation(int states, int quantities, Reading reading)
{
    private readonly double[] _plus = new double[states], _minus = new double[states], _high = new double[quantities], _low = new double[quantities];
    private readonly double[] _root = new double[quantities * states];

    /// <summary>A square root of the covariance of the quantities, row-major, rows are quantities and columns directions; overwritten by the next
    /// call.</summary>
    public ReadOnlySpan<double> Of(GaussianState filter)
    {
        for (int k = 0; k < states; k++)
        {
            for (int i = 0; i < states; i++)
            {
                _plus[i] = filter.Mean[i] + filter.Root[i * states + k];
                _minus[i] = filter.Mean[i] - filter.Root[i * states + k];
            }
            reading(_plus, _high);
            reading(_minus, _low);
            for (int j = 0; j < quantities; j++) _root[j * states + k] = 0.5 * (_high[j] - _low[j]);
        }
        return _root;
    }
}
