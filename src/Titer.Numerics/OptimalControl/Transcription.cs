namespace Titer.Numerics;

/// <summary>
/// The plan (states, inputs, collocation points, multipliers) of an <see cref="OptimalControlProblem"/> and its quadratic program in changes of the
/// plan, scaled.
/// The state of a node is (x, v), with v the input of the stage before where changes of inputs cost or are limited.
/// </summary>
internal sealed partial class Transcription<TModel> where TModel : IOptimalControlModel
{
    private readonly OptimalControlProblem _problem;
    private readonly StageTree _tree;
    private readonly CollocationStage<TModel> _stage;
    private readonly NodeCosts<TModel> _costs;
    private readonly KeptPlan _kept;
    private readonly PositivePart? _positivePart;
    private readonly int _n, _m, _nx, _d, _rowsBefore, _pointsSize;
    private readonly double[] _scale;        // of (x, v, u)
    private readonly double[] _x, _u, _v, _points, _multipliers;
    private readonly double[] _stepX, _stepU, _stepV, _stepPoints;
    private readonly double[] _trialX, _trialU, _trialV, _trialPoints;
    private readonly double[] _sensitivities, _hessian, _curvature = [], _change, _limitMultipliers;

    public Transcription(OptimalControlProblem problem)
    {
        (_problem, _tree, _n, _m) = (problem, problem.Tree, problem.States, problem.Inputs);
        _nx = _n + (problem.RemembersInput ? _m : 0);
        _d = _n + _m;
        _stage = new CollocationStage<TModel>(_n, _m, problem.Parameters[0].Length, problem.Elements, problem.Points);
        _rowsBefore = problem.PathRows + (problem.RateLimit is null ? 0 : _m);
        Qp = new TreeQp(_tree, _nx, _m, _rowsBefore + (problem.LimitsBetweenStages ? _tree.MostChildren * (_stage.Points - 1) * _n : 0));
        _costs = new NodeCosts<TModel>(problem);
        double[] scaleX = problem.StateScale ?? Ones(_n), scaleU = problem.InputScale ?? Ones(_m);
        _scale = [.. scaleX, .. problem.RemembersInput ? scaleU : [], .. scaleU];
        int nodes = _tree.Nodes;
        _pointsSize = _stage.Points * _n;
        (_x, _stepX, _trialX) = (new double[nodes * _n], new double[nodes * _n], new double[nodes * _n]);
        (_u, _stepU, _trialU) = (new double[nodes * _m], new double[nodes * _m], new double[nodes * _m]);
        (_v, _stepV, _trialV) = (new double[nodes * _m], new double[nodes * _m], new double[nodes * _m]);
        (_points, _stepPoints, _trialPoints) = (new double[nodes * _pointsSize], new double[nodes * _pointsSize], new double[nodes * _pointsSize]);
        _multipliers = new double[nodes * _nx];
        _sensitivities = new double[nodes * _stage.Sensitivities];
        _hessian = new double[_d * _stage.Width];
        if (problem.LeastCurvature is not null) (_positivePart, _curvature) = (new PositivePart(_d), new double[_d * _d]);
        _kept = new KeptPlan(_tree, _n, _m, _nx, problem.PathRows, problem.Elements, problem.Points);
        (_change, _limitMultipliers) = (new double[_stage.Width], new double[nodes * Qp.Limits]);

        static double[] Ones(int n)
        {
            var ones = new double[n];
            Array.Fill(ones, 1);
            return ones;
        }
    }

    public TreeQp Qp { get; }

    /// <summary>Of the plan at which was linearised last.</summary>
    public double Cost { get; private set; }

    /// <summary>Largest defect of the dynamics, the points and the initial state, in multiples of the scales, at the last linearisation.</summary>
    public double Defect { get; private set; }

    public ReadOnlySpan<double> State(int node) => _x.AsSpan(node * _n, _n);

    public ReadOnlySpan<double> Input(int node) => _u.AsSpan(node * _m, _m);

    private double[] Parameters(int node) => _problem.Parameters[_tree.Scenario(node)];

    private double Time(double time, int node)
    {
        // A sum in the order of the stages, so that equal grids give equal times.
        for (int stage = 0; stage < _tree.Stage(node); stage++) time += _problem.Steps[stage];
        return time;
    }

    /// <summary>Derivatives of a node's state by its parent's (x, u) and by chosen parameters, where the plan is now.</summary>
    public void Differentiate(double time, int node, StageDerivatives<TModel> derivatives, Span<double> result)
    {
        int parent = _tree.Parent(node);
        derivatives.Of(Time(time, parent), _problem.Steps[_tree.Stage(parent)], Input(parent), Parameters(node),
            _points.AsSpan(node * _pointsSize, _pointsSize), result);
    }

    /// <summary>Fills the quadratic program at the plan, all but its initial state.</summary>
    public void Linearise(double time)
    {
        (Cost, Defect) = (0, 0);
        Qp.Hessians.AsSpan().Clear();
        Qp.Gradients.AsSpan().Clear();
        for (int node = 0; node < _tree.Nodes; node++)
        {
            // Path rows of a leaf see the last input as a constant.
            if (_tree.IsLeaf(node)) Input(_tree.Parent(node)).CopyTo(_u.AsSpan(node * _m));
            AddCosts(time, node);
            SetLimits(node);
        }
        for (int node = 1; node < _tree.Nodes; node++) AddDynamics(time, node);
    }

    private void AddCosts(double time, int node)
    {
        Cost += _costs.Differentiate(Time(time, node), node, State(node), Input(node), Parameters(node), Qp, _scale);
        if (_problem.ChangeWeight is not { } weights || _tree.IsLeaf(node)) return;
        Span<double> hessian = Qp.Hessian(node), gradient = Qp.Gradient(node);
        double share = _tree.Weight(node);
        int stride = Qp.Stride;
        for (int i = 0; i < _m; i++)
        {
            double change = _u[node * _m + i] - _v[node * _m + i], scale = _scale[_nx + i], curvature = 2 * share * weights[i] * scale * scale;
            Cost += share * weights[i] * change * change;
            int v = _n + i, u = _nx + i;
            hessian[v * stride + v] += curvature;
            hessian[u * stride + u] += curvature;
            hessian[u * stride + v] -= curvature;
            hessian[v * stride + u] -= curvature;
            double slope = 2 * share * weights[i] * scale * change;
            gradient[u] += slope;
            gradient[v] -= slope;
        }
    }

    private void SetLimits(int node)
    {
        Span<double> low = Qp.Low(node), high = Qp.High(node), price = Qp.Price(node);
        bool free = _problem.IsFree(node);
        for (int i = 0; i < _n; i++)
            Set(low, high, price, i, free ? null : _problem.StateLow, free ? null : _problem.StateHigh, _problem.StatePrice, i, _x[node * _n + i],
                _scale[i], StateBackOff(node, i));
        for (int i = 0; i < _m; i++)
            Set(low, high, price, _nx + i, _problem.InputLow, _problem.InputHigh, null, i, _u[node * _m + i], _scale[_nx + i], 0);
        int rows = _problem.PathRows;
        for (int i = 0; i < rows; i++)
            Set(low, high, price, Qp.Variables + i, free ? null : _problem.PathLow, free ? null : _problem.PathHigh, _problem.PathPrice, i,
                _costs.Path[node * rows + i], 1, _problem.PathBackOff is { } backOff ? backOff[node * rows + i] : 0);
        if (_problem.RateLimit is not { } limits || _tree.IsLeaf(node)) return;
        double step = _problem.Steps[_tree.Stage(node)];
        for (int i = 0; i < _m; i++)
        {
            int row = rows + i;
            Span<double> own = Qp.Matrix(node).Slice(row * Qp.Stride, Qp.Stride);
            (own[_n + i], own[_nx + i]) = (-1, 1);
            double change = (_u[node * _m + i] - _v[node * _m + i]) / _scale[_nx + i];
            double most = step > 0 ? limits[i] * step / _scale[_nx + i] : double.PositiveInfinity;
            (low[Qp.Variables + row], high[Qp.Variables + row]) = (-most - change, most - change);
        }
    }

    /// <summary>One limit in changes of the plan, in multiples of the scale.</summary>
    private static void Set(Span<double> low, Span<double> high, Span<double> price, int at,
        double[]? lows, double[]? highs, double[]? prices, int i, double value, double scale, double backOff)
    {
        low[at] = lows is null ? double.NegativeInfinity : (lows[i] + backOff - value) / scale;
        high[at] = highs is null ? double.PositiveInfinity : (highs[i] - backOff - value) / scale;
        price[at] = prices is null ? double.PositiveInfinity : prices[i] * scale;
    }

    private double StateBackOff(int node, int state) => _problem.StateBackOff is { } backOff ? backOff[node * _n + state] : 0;

    private void AddDynamics(double time, int node)
    {
        int parent = _tree.Parent(node), width = _stage.Width;
        Span<double> sensitivities = _sensitivities.AsSpan(node * _stage.Sensitivities, _stage.Sensitivities);
        _hessian.AsSpan().Clear();
        _stage.Step = _problem.Steps[_tree.Stage(parent)];
        _stage.Linearise(Time(time, parent), State(parent), Input(parent), Parameters(node), _points.AsSpan(node * _pointsSize, _pointsSize),
            _multipliers.AsSpan(node * _nx, _n), sensitivities, _hessian);
        Span<double> transition = Qp.Transition(node), offset = Qp.Offset(node);
        ReadOnlySpan<double> end = sensitivities[((_stage.Points - 1) * _n * width)..];
        ReadOnlySpan<double> last = _points.AsSpan(node * _pointsSize + (_stage.Points - 1) * _n, _n);
        int stride = Qp.Stride;
        for (int i = 0; i < _n; i++)
        {
            Span<double> row = transition.Slice(i * stride, stride);
            for (int k = 0; k < _d; k++) row[Place(k)] = end[i * width + k] * _scale[Place(k)] / _scale[i];
            offset[i] = (last[i] + end[i * width + _d] - _x[node * _n + i]) / _scale[i];
            Defect = Math.Max(Defect, Math.Abs(offset[i]));
        }
        for (int i = 0; i < _nx - _n; i++)
        {
            transition[(_n + i) * stride + _nx + i] = 1;
            offset[_n + i] = (_u[parent * _m + i] - _v[node * _m + i]) / _scale[_nx + i];
        }
        if (_problem.LimitsBetweenStages) LimitPoints(node, sensitivities);
        Span<double> hessian = Qp.Hessian(parent), gradient = Qp.Gradient(parent);
        for (int i = 0; i < _d; i++)
        {
            double scale = _scale[Place(i)];
            gradient[Place(i)] += _hessian[i * width + _d] * scale;
            for (int k = 0; k < _d; k++) _hessian[i * width + k] *= scale * _scale[Place(k)];
        }
        if (_positivePart is not null) RaiseCurvature(_positivePart, _problem.LeastCurvature!.Value, width);
        for (int i = 0; i < _d; i++)
            for (int k = 0; k < _d; k++) hessian[Place(i) * stride + Place(k)] += _hessian[i * width + k];
    }

    private void RaiseCurvature(PositivePart positivePart, double least, int width)
    {
        for (int i = 0; i < _d; i++) _hessian.AsSpan(i * width, _d).CopyTo(_curvature.AsSpan(i * _d));
        positivePart.Raise(_curvature, least);
        for (int i = 0; i < _d; i++) _curvature.AsSpan(i * _d, _d).CopyTo(_hessian.AsSpan(i * width));
    }

    /// <summary>State limits at the points between a node and its parent, as rows of the parent; the last point is the node.</summary>
    private void LimitPoints(int node, ReadOnlySpan<double> sensitivities)
    {
        int parent = _tree.Parent(node), width = _stage.Width, variables = Qp.Variables, stride = Qp.Stride, between = _pointsSize - _n,
            first = _rowsBefore + _tree.Rank(node) * between;
        bool free = _problem.IsFree(node);
        Span<double> low = Qp.Low(parent)[variables..], high = Qp.High(parent)[variables..], price = Qp.Price(parent)[variables..];
        Span<double> matrix = Qp.Matrix(parent);
        for (int k = 0; k < between; k++)
        {
            int state = k % _n;
            double scale = _scale[state];
            ReadOnlySpan<double> change = sensitivities.Slice(k * width, width);
            for (int i = 0; i < _d; i++) matrix[(first + k) * stride + Place(i)] = change[i] * _scale[Place(i)] / scale;
            Set(low, high, price, first + k, free ? null : _problem.StateLow, free ? null : _problem.StateHigh, _problem.StatePrice, state,
                _points[node * _pointsSize + k] + change[_d], scale, StateBackOff(node, state));
        }
    }

    /// <summary>Where an element of (x, u) stands in (x, v, u).</summary>
    private int Place(int k) => k < _n ? k : k + _nx - _n;

    public void SetInitial(ReadOnlySpan<double> x, ReadOnlySpan<double> before)
    {
        for (int i = 0; i < _n; i++) Qp.Initial[i] = (x[i] - _x[i]) / _scale[i];
        for (int i = 0; i < _nx - _n; i++) Qp.Initial[_n + i] = (before[i] - _v[i]) / _scale[_nx + i];
        foreach (double apart in Qp.Initial) Defect = Math.Max(Defect, Math.Abs(apart));
    }

    /// <summary>Takes the solution of the quadratic program as the step; gives its largest element in multiples of the scales.</summary>
    public double ReadStep(TreeQpSolver solved)
    {
        double length = 0;
        Slope = 0;
        for (int node = 0; node < _tree.Nodes; node++)
        {
            ReadOnlySpan<double> z = solved.Solution(node), gradient = Qp.Gradient(node);
            int used = _tree.IsLeaf(node) ? _nx : Qp.Variables;
            for (int i = 0; i < used; i++)
            {
                length = Math.Max(length, Math.Abs(z[i]));
                Slope += gradient[i] * z[i];
            }
            for (int i = 0; i < _n; i++) _stepX[node * _n + i] = z[i] * _scale[i];
            for (int i = 0; i < _nx - _n; i++) _stepV[node * _m + i] = z[_n + i] * _scale[_n + i];
            for (int i = 0; i < _m && used > _nx; i++) _stepU[node * _m + i] = z[_nx + i] * _scale[_nx + i];
        }
        Slope += solved.SoftCost();
        for (int node = 1; node < _tree.Nodes; node++)
        {
            int parent = _tree.Parent(node), width = _stage.Width;
            _stepX.AsSpan(parent * _n, _n).CopyTo(_change);
            _stepU.AsSpan(parent * _m, _m).CopyTo(_change.AsSpan(_n));
            _change[_d] = 1;
            ReadOnlySpan<double> sensitivities = _sensitivities.AsSpan(node * _stage.Sensitivities, _stage.Sensitivities);
            for (int i = 0; i < _pointsSize; i++) _stepPoints[node * _pointsSize + i] = FixedDot.Of(sensitivities.Slice(i * width, width), _change);
        }
        return length;
    }

    /// <summary>Moves the plan by a part of the step, and the multipliers as far towards those of the quadratic program.</summary>
    public void Move(TreeQpSolver solved, double step)
    {
        Along(_x, _stepX, step, _x);
        Along(_u, _stepU, step, _u);
        Along(_v, _stepV, step, _v);
        Along(_points, _stepPoints, step, _points);
        for (int node = 1; node < _tree.Nodes; node++)
        {
            ReadOnlySpan<double> next = solved.Multiplier(node);
            for (int i = 0; i < _n; i++)
            {
                ref double multiplier = ref _multipliers[node * _nx + i];
                multiplier += step * (next[i] / _scale[i] - multiplier);
            }
        }
        if (_problem.PathRows == 0) return;
        solved.LimitMultipliers(_limitMultipliers);
        for (int node = 0; node < _tree.Nodes; node++)
            _limitMultipliers.AsSpan(node * Qp.Limits + Qp.Variables,
                _problem.PathRows).CopyTo(_costs.PathMultipliers.AsSpan(node * _problem.PathRows));
    }

    /// <summary>Cost, with the prices of soft limits, and sum of all defects of the plan moved by a part of the step.</summary>
    public (double Cost, double Defects) Judge(double time, double step)
    {
        Along(_x, _stepX, step, _trialX);
        Along(_u, _stepU, step, _trialU);
        Along(_v, _stepV, step, _trialV);
        Along(_points, _stepPoints, step, _trialPoints);
        double cost = 0, defects = 0;
        // The plan begins at the state that was given as far as the step is made.
        foreach (double apart in Qp.Initial) defects += Math.Abs(apart) * (1 - step);
        for (int node = 0; node < _tree.Nodes; node++)
        {
            ReadOnlySpan<double> x = _trialX.AsSpan(node * _n, _n), u = _trialU.AsSpan(node * _m, _m), v = _trialV.AsSpan(node * _m, _m);
            cost += _costs.Value(Time(time, node), node, x, u, v, Parameters(node), ref defects);
            if (node == 0) continue;
            int parent = _tree.Parent(node);
            ReadOnlySpan<double> points = _trialPoints.AsSpan(node * _pointsSize, _pointsSize);
            _stage.Step = _problem.Steps[_tree.Stage(parent)];
            defects += _stage.Residual(Time(time, parent), _trialX.AsSpan(parent * _n, _n), _trialU.AsSpan(parent * _m, _m), Parameters(node),
                points, _scale);
            for (int i = 0; i < _n; i++) defects += Math.Abs(points[_pointsSize - _n + i] - x[i]) / _scale[i];
        }
        return (cost, defects);
    }

    /// <summary>What the inputs of the plan break of their limits and rates, in sum: only a quadratic program that was not solved leaves
    /// any.</summary>
    public double BrokenInputs()
    {
        double sum = 0;
        for (int node = 0; node < _tree.Nodes; node++)
        {
            if (_tree.IsLeaf(node)) continue;
            double step = _problem.Steps[_tree.Stage(node)];
            for (int i = 0; i < _m; i++)
            {
                double u = _u[node * _m + i], beyond = 0;
                if (_problem.InputLow is { } low) beyond = Math.Max(beyond, low[i] - u);
                if (_problem.InputHigh is { } high) beyond = Math.Max(beyond, u - high[i]);
                if (_problem.RateLimit is { } rates && step > 0) beyond = Math.Max(beyond, Math.Abs(u - _v[node * _m + i]) - rates[i] * step);
                sum += beyond / _scale[_nx + i];
            }
        }
        return sum;
    }

    /// <summary>Directional derivative of the cost along the step, or a bound above it where soft limits bend.</summary>
    public double Slope { get; private set; }

    private static void Along(ReadOnlySpan<double> from, ReadOnlySpan<double> direction, double step, Span<double> to)
    {
        for (int i = 0; i < to.Length; i++) to[i] = from[i] + step * direction[i];
    }
}
