namespace Titer.Numerics;

/// <summary>
/// The finite limits of a <see cref="TreeQp"/>, a lower and an upper one each on its own, hard and soft ones apart (<see cref="LimitSet"/>). The
/// values that are limited stand in one array: z of all nodes, then those rows G z that have a limit.
/// </summary>
internal sealed class ActiveLimits
{
    private readonly TreeQp _qp;
    private readonly LimitSet _hard, _soft;
    private readonly int[] _node, _row;          // of each limited row of G
    private readonly int _own;                   // where the values of rows begin
    private readonly double[] _values, _curvature, _pull, _weighted;
    private int _rows;
    private (int Hard, int Soft) _warm = (-1, -1);

    public ActiveLimits(TreeQp qp)
    {
        _qp = qp;
        int nodes = qp.Tree.Nodes;
        (_hard, _soft) = (new LimitSet(2 * nodes * qp.Limits, soft: false), new LimitSet(2 * nodes * qp.Limits, soft: true));
        (_node, _row) = (new int[nodes * qp.Rows], new int[nodes * qp.Rows]);
        _own = nodes * qp.Stride;
        (_values, _curvature) = (new double[_own + nodes * qp.Rows], new double[_own + nodes * qp.Rows]);
        (_pull, _weighted) = (new double[_own + nodes * qp.Rows], new double[qp.Rows * qp.Stride]);
    }

    public int Count => _hard.Count + _soft.Count;

    /// <summary>There are slacks and multipliers of an earlier solution with as many limits.</summary>
    public bool IsWarm => _warm == (_hard.Count, _soft.Count) && Count > 0;

    /// <summary>Lists the limits that are finite now.</summary>
    public void Collect()
    {
        _hard.Clear();
        _soft.Clear();
        _rows = 0;
        for (int node = 0; node < _qp.Tree.Nodes; node++)
        {
            ReadOnlySpan<double> low = _qp.Low(node), high = _qp.High(node), price = _qp.Price(node);
            for (int i = 0; i < low.Length; i++)
            {
                bool below = low[i] > double.NegativeInfinity, above = high[i] < double.PositiveInfinity;
                if (!below && !above) continue;
                // The root's state is given, and a leaf has no input.
                if (i < _qp.States ? node == 0 : i < _qp.Variables && _qp.Tree.IsLeaf(node)) continue;
                int at = node * _qp.Stride + i;
                if (i >= _qp.Variables)
                {
                    at = _own + _rows;
                    (_node[_rows], _row[_rows]) = (node, i - _qp.Variables);
                    _rows++;
                }
                LimitSet set = double.IsFinite(price[i]) ? _soft : _hard;
                if (below) set.Add(at, node * _qp.Limits + i, 1, low[i], price[i]);
                if (above) set.Add(at, node * _qp.Limits + i, -1, high[i], price[i]);
            }
        }
    }

    /// <summary>
    /// Slacks and multipliers to begin with: those of the last solution, off the boundary, or a point of the central path whose slacks are as large
    /// as the largest violation of a hard limit (after Mehrotra), so that none that z breaks shortens the first steps.
    /// </summary>
    /// <param name="size">Of the gradients.</param>
    /// <param name="away">Least slack and multiplier of a warm start.</param>
    public void Start(ReadOnlySpan<double> z, bool warm, double size, double away)
    {
        if (warm)
        {
            _hard.StartWarm(away);
            _soft.StartWarm(away);
        }
        else
        {
            Evaluate(z);
            double room = Math.Max(1.5 * _hard.Violation(_values), 1e-2);
            _hard.StartCold(_values, room, room * size);
            _soft.StartCold(_values, room, room * size);
        }
        _warm = (_hard.Count, _soft.Count);
    }

    /// <summary>Mean of all products of slack and multiplier after a part of the step.</summary>
    public double Gap(double step) => (_hard.Products(step) + _soft.Products(step)) / (_hard.Pairs + _soft.Pairs);

    /// <summary>Largest distance of a product from <paramref name="target"/>.</summary>
    public double Unevenness(double target) => Math.Max(_hard.Unevenness(target), _soft.Unevenness(target));

    /// <summary>No curvature of limits until they are linearised.</summary>
    public void Forget() => _curvature.AsSpan().Clear();

    /// <summary>Readies Newton's equations at z.</summary>
    public void Linearise(ReadOnlySpan<double> z)
    {
        Evaluate(z);
        _curvature.AsSpan(0, _own + _rows).Clear();
        _hard.Linearise(_values, _curvature);
        _soft.Linearise(_values, _curvature);
    }

    /// <summary>Adds the curvature of every limit to the Hessians.</summary>
    public void AddCurvature(Span<double> hessians)
    {
        int z = _qp.Variables, stride = _qp.Stride;
        for (int node = 0; node < _qp.Tree.Nodes; node++)
            for (int i = 0; i < z; i++) hessians[(node * z + i) * stride + i] += _curvature[node * stride + i];
        for (int first = 0; first < _rows;)
        {
            // Rows of one node that follow each other: G' (w G).
            int count = 1, node = _node[first];
            while (first + count < _rows && _node[first + count] == node && _row[first + count] == _row[first] + count) count++;
            ReadOnlySpan<double> rows = _qp.Matrices.AsSpan((node * _qp.Rows + _row[first]) * stride, count * stride);
            Span<double> weighted = _weighted.AsSpan(0, count * stride);
            weighted.Clear();
            for (int k = 0; k < count; k++)
                PaddedRows.Add(_curvature[_own + first + k], rows.Slice(k * stride, stride), weighted.Slice(k * stride, stride));
            PaddedRows.AddProduct(rows, 1, stride, z, count, weighted, hessians.Slice(node * z * stride, z * stride), stride);
            first += count;
        }
    }

    /// <summary>
    /// Adds to the gradients of a step what the limits pull, for products of slack and multiplier of <paramref name="gap"/>.
    /// </summary>
    /// <param name="correction">Part of the second-order term of the step that <see cref="Direct"/> found last.</param>
    public void AddPull(Span<double> gradients, double gap, double correction)
    {
        Span<double> pull = _pull.AsSpan(0, _own + _rows);
        pull.Clear();
        _hard.AddPull(gap, correction, pull);
        _soft.AddPull(gap, correction, pull);
        PaddedRows.Add(1, pull[.._own], gradients);
        for (int r = 0; r < _rows; r++) PaddedRows.Add(pull[_own + r], Row(r), gradients.Slice(_node[r] * _qp.Stride, _qp.Stride));
    }

    /// <summary>
    /// Directions of all slacks and multipliers for a step; the longest part of it that keeps them positive, at most a little more than 1.
    /// </summary>
    public double Direct(ReadOnlySpan<double> step)
    {
        Evaluate(step);
        return 1 / _soft.Direct(_values, _hard.Direct(_values, 1 / 1.01));
    }

    public void Move(double step)
    {
        _hard.Move(step);
        _soft.Move(step);
    }

    /// <summary>What z pays for soft limits beyond what no step at all, z = 0, would pay.</summary>
    public double SoftCost(ReadOnlySpan<double> z)
    {
        if (_soft.Count == 0) return 0;
        Evaluate(z);
        return _soft.Cost(_values);
    }

    public void Multipliers(Span<double> multipliers)
    {
        multipliers.Clear();
        _hard.AddMultipliers(multipliers);
        _soft.AddMultipliers(multipliers);
    }

    private void Evaluate(ReadOnlySpan<double> z)
    {
        z.CopyTo(_values);
        for (int r = 0; r < _rows; r++) _values[_own + r] = FixedDot.Of(Row(r), z.Slice(_node[r] * _qp.Stride, _qp.Stride));
    }

    private ReadOnlySpan<double> Row(int r) => _qp.Matrices.AsSpan((_node[r] * _qp.Rows + _row[r]) * _qp.Stride, _qp.Stride);
}
