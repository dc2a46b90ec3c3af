using System.Runtime.Intrinsics;
using Titer.Numerics;

namespace Titer.Control.Estimators;

/// <summary>
/// Extended Kalman filter in square-root form (Jazwinski, Stochastic Processes and Filtering Theory 1970, ch. 8; Haykin, Kalman Filtering and Neural
/// Networks 2001, ch. 1 and 5). Dual numbers carry the columns of the root through the model, four at a time: that gives F S itself, with F the
/// exact Jacobian of the discrete step, without F ever being formed. First order: the curvature of the model moves neither mean nor covariance.
/// </summary>
public sealed class ExtendedFilter : SquareRootFilter
{
    private readonly Dual[] _moved;
    private readonly double[] _centre, _noise, _stacked, _workspace;

    public ExtendedFilter(ReadOnlySpan<double> mean, ReadOnlySpan<double> standardDeviations) : base(mean, standardDeviations)
    {
        int n = mean.Length;
        _moved = new Dual[n];
        (_centre, _noise, _workspace, _stacked) = (new double[n], new double[n], new double[n], new double[2 * n * n]);
    }

    public override void Predict<TModel>(ref TModel model, double hours)
    {
        int n = States;
        model.ProcessNoise(Mean, _noise);
        Mean.CopyTo(_centre);
        model.Propagate(_centre.AsSpan().AsReal(), hours);
        // Rows of _stacked: n directions moved, n noises.
        for (int first = 0; first < n; first += Dual.Directions)
        {
            int count = Math.Min(Dual.Directions, n - first);
            if (!Seed(ref model, first, count))
            {
                for (int k = first; k < first + count; k++)
                    for (int i = 0; i < n; i++) _stacked[k * n + i] = Root[i * n + k];
                continue;
            }
            model.Propagate<Dual>(_moved, hours);
            for (int k = 0; k < count; k++)
                for (int i = 0; i < n; i++) _stacked[(first + k) * n + i] = _moved[i].Gradient[k];
        }
        double time = Math.Sqrt(hours);
        Span<double> noiseRows = _stacked.AsSpan(n * n, n * n);
        noiseRows.Clear();
        for (int i = 0; i < n; i++) noiseRows[i * n + i] = _noise[i] * time;
        Gather(_centre, _stacked, 2 * n, _workspace);
    }

    public override (double Mean, double Variance) Expect<TMeasure>(ref TMeasure measure)
    {
        double expected = 0, variance = 0;
        for (int first = 0; first < States; first += Dual.Directions)
        {
            int count = Math.Min(Dual.Directions, States - first);
            for (int i = 0; i < States; i++) _moved[i] = Along(i, first, count);
            Dual read = measure.Read<Dual>(_moved);
            expected = read.Value;
            for (int k = 0; k < count; k++)
            {
                Sensitivity[first + k] = read.Gradient[k];
                variance += read.Gradient[k] * read.Gradient[k];
            }
        }
        return (expected, variance);
    }

    /// <summary>The mean with some columns of the root as its directions; false when none of them moves what drives others.</summary>
    private bool Seed<TModel>(ref TModel model, int first, int count) where TModel : struct, IStateModel
    {
        bool drives = false;
        for (int i = 0; i < States; i++)
        {
            _moved[i] = Along(i, first, count);
            drives |= _moved[i].Gradient != Vector256<double>.Zero && model.Drives(i);
        }
        return drives;
    }

    private Dual Along(int state, int first, int count)
    {
        ReadOnlySpan<double> s = Root.Slice(state * States + first, count);
        return new Dual(Mean[state], count == Dual.Directions
            ? Vector256.Create(s)
            : Vector256.Create(s[0], count > 1 ? s[1] : 0, count > 2 ? s[2] : 0, 0));
    }
}
