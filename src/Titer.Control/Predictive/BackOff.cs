using Titer.Numerics;

namespace Titer.Control.Predictive;

/// <summary>
/// Moves the limits of states and path rows inwards by the uncertainty predicted along a plan: first-order propagation of the estimate's covariance
/// and process
/// noise (Z. K. Nagy, R. D. Braatz, J. Process Control 14 (2004) 411), with the limits held while the plan is optimised and renewed from plan to plan
/// (A. Zanelli, J. Frey, F. Messerer, M. Diehl, IFAC-PapersOnLine 54-6 (2021) 50). No feedback is counted on; instead the growth ends after
/// <see cref="PlannerOptions.RobustTime"/>.
/// </summary>
internal sealed class BackOff<TModel> where TModel : IOptimalControlModel
{
    // Largest part of the room between two limits that is taken away at each side.
    private const double LargestPart = 0.45;

    private readonly OptimalControlProblem _problem;
    private readonly StageTree _tree;
    private readonly StageDerivatives<TModel> _derivatives;
    private readonly ProcessNoise? _noise;
    private readonly int[] _parameters;
    private readonly int _n, _rows, _size;
    private readonly double _quantile, _robustTime;
    private readonly double[] _covariances, _transition, _rates, _product, _spread, _gradients;
    private readonly Dual[] _x, _u, _p, _path;

    /// <param name="problem">Has back-off of states and path rows.</param>
    /// <param name="parameters">Positions of the parameters whose uncertainty is propagated.</param>
    public BackOff(OptimalControlProblem problem, PlannerOptions options, int[] parameters)
    {
        (_problem, _tree, _parameters, _noise, _robustTime) = (problem, problem.Tree, parameters, options.Noise, options.RobustTime);
        (_n, _rows, _size) = (problem.States, problem.PathRows, problem.States + parameters.Length);
        _quantile = -NormalDistribution.Quantile(options.Risk);
        _derivatives = new StageDerivatives<TModel>(problem, parameters);
        _covariances = new double[_tree.Nodes * _size * _size];
        _transition = new double[_n * _derivatives.Columns];
        (_rates, _product, _spread) = (new double[_n * _size], new double[_n * _size], new double[_n]);
        _gradients = new double[_rows * _size];
        (_x, _u, _p) = (new Dual[_n], new Dual[problem.Inputs], new Dual[problem.Parameters[0].Length]);
        _path = new Dual[_rows];
    }

    /// <summary>Some back-off would have left no room.</summary>
    public bool Cut { get; private set; }

    /// <summary>No uncertainty is known.</summary>
    public void Clear()
    {
        Cut = false;
        _problem.StateBackOff.AsSpan().Clear();
        _problem.PathBackOff.AsSpan().Clear();
    }

    /// <summary>Covariance of the estimate from its square root.</summary>
    /// <param name="root">Rows of states, then parameters.</param>
    public void SetEstimate(ReadOnlySpan<double> root, int columns)
    {
        for (int i = 0; i < _size; i++)
            for (int k = 0; k < _size; k++)
                _covariances[i * _size + k] = FixedDot.Of(root.Slice(i * columns, columns), root.Slice(k * columns, columns));
    }

    /// <summary>Standard deviation of a state at a node.</summary>
    private double Deviation(int node, int state) => Math.Sqrt(Math.Max(0, _covariances[(node * _size + state) * _size + state]));

    /// <summary>Renews the back-off of all nodes along the plan of the solver; false when a number is not finite.</summary>
    public bool Renew(SqpSolver<TModel> solver, double time)
    {
        Cut = false;
        double sum = 0;
        for (int node = 0; node < _tree.Nodes; node++)
        {
            if (node > 0) Propagate(solver, time, node);
            for (int i = 0; i < _n; i++)
            {
                double backOff = Limited(_quantile * Deviation(node, i), _problem.StateLow, _problem.StateHigh, i);
                sum += _problem.StateBackOff![node * _n + i] = backOff;
            }
            if (_rows > 0) sum += RenewPath(solver, time, node);
        }
        return double.IsFinite(sum);
    }

    private double Limited(double backOff, double[]? low, double[]? high, int i)
    {
        double most = LargestPart * ((high is null ? double.PositiveInfinity : high[i]) - (low is null ? double.NegativeInfinity : low[i]));
        if (!(backOff > most)) return backOff;
        Cut = true;
        return most;
    }

    /// <summary>P of a node from that of its parent: F P F' + Q with F the derivatives by states and parameters, which stay as they are.</summary>
    private void Propagate(SqpSolver<TModel> solver, double time, int node)
    {
        int parent = _tree.Parent(node), size = _size, columns = _derivatives.Columns;
        ReadOnlySpan<double> before = _covariances.AsSpan(parent * size * size, size * size);
        Span<double> after = _covariances.AsSpan(node * size * size, size * size);
        before.CopyTo(after);
        double step = _problem.Steps[_tree.Stage(parent)], ahead = 0;
        for (int stage = 0; stage <= _tree.Stage(parent); stage++) ahead += _problem.Steps[stage];
        if (step == 0 || ahead > _robustTime) return;
        solver.Differentiate(time, node, _derivatives, _transition);
        for (int i = 0; i < _n; i++)
        {
            ReadOnlySpan<double> row = _transition.AsSpan(i * columns, columns);
            row[.._n].CopyTo(_rates.AsSpan(i * size));
            row[(columns - size + _n)..].CopyTo(_rates.AsSpan(i * size + _n));
        }
        _product.AsSpan().Clear();
        for (int i = 0; i < _n; i++)
            for (int k = 0; k < size; k++) FixedDot.Add(_rates[i * size + k], before.Slice(k * size, size), _product.AsSpan(i * size, size));
        _spread.AsSpan().Clear();
        _noise?.Invoke(solver.State(parent), _spread);
        for (int i = 0; i < _n; i++)
        {
            for (int k = 0; k < _n; k++) after[i * size + k] = FixedDot.Of(_product.AsSpan(i * size, size), _rates.AsSpan(k * size, size));
            after[i * size + i] += _spread[i] * _spread[i] * step;
            for (int k = _n; k < size; k++) after[i * size + k] = after[k * size + i] = _product[i * size + k];
        }
    }

    private double RenewPath(SqpSolver<TModel> solver, double time, int node)
    {
        double[] p = _problem.Parameters[_tree.Scenario(node)];
        ReadOnlySpan<double> x = solver.State(node), u = solver.Input(node);
        for (int i = 0; i < _n; i++) _x[i] = x[i];
        for (int i = 0; i < u.Length; i++) _u[i] = u[i];
        for (int i = 0; i < p.Length; i++) _p[i] = p[i];
        for (int stage = 0; stage < _tree.Stage(node); stage++) time += _problem.Steps[stage];
        for (int first = 0; first < _size; first += Dual.Directions)
        {
            int count = Math.Min(Dual.Directions, _size - first);
            for (int d = 0; d < count; d++) Seed(first + d) = Dual.Variable(Seed(first + d).Value, d);
            TModel.Path<Dual>(time, _x, _u, _p, _path);
            for (int d = 0; d < count; d++)
            {
                Seed(first + d) = Seed(first + d).Value;
                for (int r = 0; r < _rows; r++) _gradients[r * _size + first + d] = _path[r].Gradient[d];
            }
        }
        double sum = 0;
        for (int r = 0; r < _rows; r++)
        {
            ReadOnlySpan<double> gradient = _gradients.AsSpan(r * _size, _size);
            double variance = 0;
            for (int i = 0; i < _size; i++)
                variance += gradient[i] * FixedDot.Of(_covariances.AsSpan((node * _size + i) * _size, _size), gradient);
            double backOff = Limited(_quantile * Math.Sqrt(Math.Max(0, variance)), _problem.PathLow, _problem.PathHigh, r);
            sum += _problem.PathBackOff![node * _rows + r] = backOff;
        }
        return sum;
    }

    private ref Dual Seed(int column)
    {
        if (column < _n) return ref _x[column];
        return ref _p[_parameters[column - _n]];
    }
}
