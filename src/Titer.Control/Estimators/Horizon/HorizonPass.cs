using Titer.Numerics;

namespace Titer.Control.Estimators.Horizon;

/// <summary>
/// The Kalman filter of the linearised horizon in square-root form: takes a node's readings and moves to the next, with the derivatives at the
/// horizon's own estimates. One step of it makes the arrival cost of a node that has become the first (P. Kuehl, M. Diehl, T. Kraus,
/// J. P. Schloeder, H. G. Bock, Comput. Chem. Eng. 35 (2011) 71); all steps together give the covariance of the newest state. Owns its workspace.
/// </summary>
internal sealed class HorizonPass<TModel, TMeasure>(HorizonProgram<TModel, TMeasure> program, int states)
    where TModel : struct, IStateModel where TMeasure : struct, IMeasurementModel
{
    private readonly double[] _row = new double[states], _along = new double[states], _mean = new double[states];
    private readonly double[] _stacked = new double[2 * states * states], _workspace = new double[states];

    /// <summary>Takes the readings of a node, linearised at its estimate.</summary>
    public void Correct(GaussianState state, HorizonNode<TMeasure> node)
    {
        foreach (Taken<TMeasure> taken in node.Taken)
        {
            (double residual, double weight) = program.Differentiate(taken, node.X, _row);
            double innovation = residual * Math.Sqrt(taken.Variance);
            for (int i = 0; i < states; i++) innovation -= _row[i] * (state.Mean[i] - node.X[i]);
            state.Correct(_along, innovation, Explained(state) + taken.Variance / weight);
        }
    }

    /// <summary>What a sensor should read at a state of this uncertainty, and the variance of that.</summary>
    public (double Mean, double Variance) Expect(GaussianState state, ReadOnlySpan<double> x, ref TMeasure measure)
    {
        double mean = program.Read(ref measure, x, _row);
        return (mean, Explained(state));
    }

    /// <summary>Variance of a reading along the directions of the root, with the derivatives in the row.</summary>
    private double Explained(GaussianState state)
    {
        _along.AsSpan().Clear();
        for (int i = 0; i < states; i++)
            if (_row[i] != 0) FixedDot.Add(_row[i], state.Root.Slice(i * states, states), _along);
        return FixedDot.Of(_along, _along);
    }

    /// <summary>Moves from a node to the next by the derivatives of the last linearisation; not where they are not finite.</summary>
    public void Predict(GaussianState state, HorizonNode<TMeasure> node)
    {
        int n = states;
        _stacked.AsSpan().Clear();
        for (int i = 0; i < n; i++)
        {
            ReadOnlySpan<double> jacobian = node.Jacobian.AsSpan(i * n, n);
            double moved = node.Moved[i];
            _along.AsSpan().Clear();
            for (int j = 0; j < n; j++)
            {
                if (jacobian[j] == 0) continue;
                moved += jacobian[j] * (state.Mean[j] - node.At[j]);
                FixedDot.Add(jacobian[j], state.Root.Slice(j * n, n), _along);
            }
            _mean[i] = moved;
            for (int k = 0; k < n; k++) _stacked[k * n + i] = _along[k];
            _stacked[(n + i) * n + i] = node.Sigma[i];
        }
        double sum = 0;
        foreach (double element in _stacked) sum += element;
        foreach (double element in _mean) sum += element;
        if (double.IsFinite(sum)) state.Gather(_mean, _stacked, 2 * n, _workspace);
    }
}
