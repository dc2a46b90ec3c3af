namespace Titer.Numerics;

/// <summary>
/// Costs and path rows of the nodes of an <see cref="OptimalControlProblem"/>, with their exact first and second derivatives. Owns its workspace.
/// </summary>
internal sealed class NodeCosts<TModel> where TModel : IOptimalControlModel
{
    private readonly OptimalControlProblem _problem;
    private readonly StageTree _tree;
    private readonly int _n, _m, _d, _rows;
    private readonly SecondOrder _second;
    private readonly SecondDual[] _x, _u, _p, _path;
    private readonly double[] _derivatives, _hessian, _values;

    public NodeCosts(OptimalControlProblem problem)
    {
        (_problem, _tree, _n, _m, _rows) = (problem, problem.Tree, problem.States, problem.Inputs, problem.PathRows);
        _d = _n + _m;
        _second = new SecondOrder(_d, Structure(_n, _m, _rows, problem.Parameters[0].Length));
        (_x, _u, _p) = (new SecondDual[_n], new SecondDual[_m], new SecondDual[problem.Parameters[0].Length]);
        _path = new SecondDual[_rows];
        (_derivatives, _hessian, _values) = (new double[(1 + _rows) * _second.Size], new double[_d * _d], new double[_rows]);
        Path = new double[_tree.Nodes * _rows];
        PathMultipliers = new double[_tree.Nodes * _rows];
    }

    /// <summary>Of the cost, of a stage or at the end, and of the path rows.</summary>
    private static Dependence[] Structure(int states, int inputs, int rows, int parameters)
    {
        Dependence[] x = [.. Enumerable.Range(0, states).Select(Dependence.Variable)];
        Dependence[] u = [.. Enumerable.Range(states, inputs).Select(Dependence.Variable)];
        Dependence[] p = new Dependence[parameters], path = new Dependence[rows];
        TModel.Path<Dependence>(default, x, u, p, path);
        return [TModel.StageCost<Dependence>(default, x, u, p) + TModel.TerminalCost<Dependence>(default, x, p), .. path];
    }

    /// <summary>Values of the path rows of all nodes at the last linearisation.</summary>
    public double[] Path { get; }

    /// <summary>Multipliers of the path rows of all nodes, positive at an upper limit.</summary>
    public double[] PathMultipliers { get; }

    public double Weight(int node) => _problem.Weights is { } weights ? weights[node] : _tree.Weight(node);

    /// <summary>Adds a node's cost to the quadratic program and writes its path rows there; gives the cost.</summary>
    /// <param name="scale">Of (x, v, u).</param>
    public double Differentiate(double t, int node, ReadOnlySpan<double> x, ReadOnlySpan<double> u, ReadOnlySpan<double> p, TreeQp qp,
        ReadOnlySpan<double> scale)
    {
        bool leaf = _tree.IsLeaf(node);
        for (int i = 0; i < _p.Length; i++) _p[i] = p[i];
        double cost = 0;
        for (int pass = 0; pass < _second.Passes; pass++)
        {
            for (int i = 0; i < _n; i++) _x[i] = _second.Seed(pass, i, x[i]);
            for (int i = 0; i < _m; i++) _u[i] = _second.Seed(pass, _n + i, u[i]);
            SecondDual value = leaf ? TModel.TerminalCost<SecondDual>(t, _x, _p) : TModel.StageCost<SecondDual>(t, _x, _u, _p);
            cost = value.Value;
            _second.Keep(pass, value, Derivatives(0));
            if (_rows == 0) continue;
            TModel.Path<SecondDual>(t, _x, _u, _p, _path);
            for (int r = 0; r < _rows; r++)
            {
                Path[node * _rows + r] = _path[r].Value;
                _second.Keep(pass, _path[r], Derivatives(1 + r));
            }
        }
        double weight = Weight(node);
        _hessian.AsSpan().Clear();
        _second.AddHessian(0, weight, Derivatives(0), _hessian, _d);
        for (int r = 0; r < _rows; r++) _second.AddHessian(1 + r, PathMultipliers[node * _rows + r], Derivatives(1 + r), _hessian, _d);
        Write(node, weight, qp, scale);
        return weight * cost;
    }

    private Span<double> Derivatives(int function) => _derivatives.AsSpan(function * _second.Size, _second.Size);

    private void Write(int node, double weight, TreeQp qp, ReadOnlySpan<double> scale)
    {
        int z = qp.Stride, remembered = qp.Variables - _d;
        Span<double> hessian = qp.Hessian(node), gradient = qp.Gradient(node), matrix = qp.Matrix(node);
        for (int i = 0; i < _d; i++)
        {
            int row = Place(i, remembered);
            gradient[row] += weight * _second.Gradient(i, Derivatives(0)) * scale[row];
            for (int k = 0; k < _d; k++) hessian[row * z + Place(k, remembered)] += _hessian[i * _d + k] * scale[row] * scale[Place(k, remembered)];
            for (int r = 0; r < _rows; r++) matrix[r * z + row] = _second.Gradient(i, Derivatives(1 + r)) * scale[row];
        }
    }

    /// <param name="remembered">Inputs of the stage before, between states and inputs.</param>
    private int Place(int k, int remembered) => k < _n ? k : k + remembered;

    /// <summary>Cost of a node with the price of soft limits broken; what breaks hard limits is added to <paramref name="defects"/>.</summary>
    /// <param name="v">Input of the stage before.</param>
    public double Value(double t, int node, ReadOnlySpan<double> x, ReadOnlySpan<double> u, ReadOnlySpan<double> v, ReadOnlySpan<double> p,
        ref double defects)
    {
        bool leaf = _tree.IsLeaf(node);
        double cost = leaf
            ? TModel.TerminalCost<Real>(t, x.AsReal(), p.AsReal()).Value
            : TModel.StageCost<Real>(t, x.AsReal(), u.AsReal(), p.AsReal()).Value, change = 0;
        for (int i = 0; i < _m && _problem.ChangeWeight is not null && !leaf; i++) change += _problem.ChangeWeight[i] * (u[i] - v[i]) * (u[i] - v[i]);
        cost = Weight(node) * cost + _tree.Weight(node) * change;
        if (_problem.IsFree(node)) return cost;
        if (node > 0)
            Break(node, x, _problem.StateLow, _problem.StateHigh, _problem.StateBackOff, _problem.StatePrice, _problem.StateScale, ref cost,
                ref defects);
        if (_rows == 0) return cost;
        TModel.Path<Real>(t, x.AsReal(), u.AsReal(), p.AsReal(), _values.AsSpan().AsReal());
        Break(node, _values, _problem.PathLow, _problem.PathHigh, _problem.PathBackOff, _problem.PathPrice, null, ref cost, ref defects);
        return cost;
    }

    private static void Break(int node, ReadOnlySpan<double> values, double[]? low, double[]? high, double[]? backOff, double[]? prices,
        double[]? scale, ref double cost, ref double defects)
    {
        for (int i = 0; i < values.Length; i++)
        {
            double inwards = backOff is null ? 0 : backOff[node * values.Length + i];
            double beyond = inwards + Math.Max(low is null ? double.NegativeInfinity : low[i] - values[i],
                high is null ? double.NegativeInfinity : values[i] - high[i]);
            if (!(beyond > 0)) continue;
            if (prices is not null && double.IsFinite(prices[i])) cost += prices[i] * beyond;
            else defects += beyond / (scale is null ? 1 : scale[i]);
        }
    }
}
