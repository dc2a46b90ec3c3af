namespace Titer.Numerics;

/// <summary>
/// A plan of an earlier time, from which the next one starts: states by the polynomials of the collocation, inputs as their mean over the new stage,
/// multipliers between those of the nodes around. Past its end the last state and input stay. Each node of a tree reads the path of scenarios that
/// leads through
/// it to its first leaf. Owns its memory.
/// </summary>
internal sealed class KeptPlan
{
    // Times closer than this part of the horizon are the same.
    private const double SameTime = 1e-10;

    private readonly StageTree _tree;
    private readonly int _n, _m, _nx, _rows, _elements, _s, _stages;
    private readonly int[] _nodes;           // of each node's path by stage, nodes x (stages + 1)
    private readonly double[] _abscissas;    // 0 and the collocation points of an element
    private readonly double[] _x, _u, _points, _multipliers, _pathMultipliers, _times;
    private bool _filled;

    /// <param name="multipliers">Multipliers per node, the first n of which belong to the states.</param>
    public KeptPlan(StageTree tree, int states, int inputs, int multipliers, int pathRows, int elements, int points)
    {
        (_tree, _n, _m, _nx, _rows, _elements, _s) = (tree, states, inputs, multipliers, pathRows, elements, points);
        _stages = tree.Stage(tree.Nodes - 1);
        int nodes = tree.Nodes;
        (_x, _u, _points) = (new double[nodes * _n], new double[nodes * _m], new double[nodes * elements * points * _n]);
        (_multipliers, _pathMultipliers) = (new double[nodes * _nx], new double[nodes * _rows]);
        _times = new double[_stages + 1];
        _abscissas = [0, .. RadauCollocation.Points(points)];
        _nodes = new int[nodes * (_stages + 1)];
        var firstChild = new int[nodes];
        for (int node = nodes - 1; node > 0; node--) firstChild[tree.Parent(node)] = node;
        for (int node = 0; node < nodes; node++)
        {
            Span<int> path = _nodes.AsSpan(node * (_stages + 1), _stages + 1);
            for (int at = node; at >= 0; at = tree.Parent(at)) path[tree.Stage(at)] = at;
            for (int stage = tree.Stage(node); stage < _stages; stage++) path[stage + 1] = firstChild[path[stage]];
        }
    }

    public void Keep(double time, ReadOnlySpan<double> steps, ReadOnlySpan<double> x, ReadOnlySpan<double> u, ReadOnlySpan<double> points,
        ReadOnlySpan<double> multipliers, ReadOnlySpan<double> pathMultipliers)
    {
        x.CopyTo(_x);
        u.CopyTo(_u);
        points.CopyTo(_points);
        multipliers.CopyTo(_multipliers);
        pathMultipliers.CopyTo(_pathMultipliers);
        _times[0] = time;
        for (int stage = 0; stage < _stages; stage++) _times[stage + 1] = _times[stage] + steps[stage];
        _filled = true;
    }

    public bool Resume(double time, ReadOnlySpan<double> steps, Span<double> x, Span<double> u, Span<double> points, Span<double> multipliers,
        Span<double> pathMultipliers)
    {
        if (!_filled) return false;
        int perStage = _elements * _s * _n;
        for (int node = 0; node < _tree.Nodes; node++)
        {
            ReadOnlySpan<int> path = _nodes.AsSpan(node * (_stages + 1), _stages + 1);
            double at = time;
            int stage = _tree.Stage(node);
            for (int k = 0; k < stage; k++) at += steps[k];
            ReadState(path, at, x.Slice(node * _n, _n));
            ReadMultipliers(path, at, multipliers.Slice(node * _nx, _nx));
            int kept = path[Math.Min(Before(at), _stages)];
            _pathMultipliers.AsSpan(kept * _rows, _rows).CopyTo(pathMultipliers[(node * _rows)..]);
            if (!_tree.IsLeaf(node)) ReadInput(path, at, at + steps[stage], u.Slice(node * _m, _m));
            if (node == 0) continue;
            double step = steps[stage - 1], start = at - step;
            for (int e = 0; e < _elements; e++)
                for (int j = 0; j < _s; j++)
                    ReadState(path, start + (e + _abscissas[j + 1]) * step / _elements,
                        points.Slice(node * perStage + (e * _s + j) * _n, _n));
        }
        return true;
    }

    /// <summary>The last stage that begins at or before a time, or the number of stages from the end on.</summary>
    private int Before(double t)
    {
        double tolerance = SameTime * (_times[_stages] - _times[0]);
        int stage = 0;
        while (stage < _stages && _times[stage + 1] <= t + tolerance) stage++;
        return stage;
    }

    private void ReadState(ReadOnlySpan<int> path, double t, Span<double> x)
    {
        int stage = Before(t);
        ReadOnlySpan<double> begin = _x.AsSpan(path[stage] * _n, _n);
        double length = stage == _stages ? 0 : _times[stage + 1] - _times[stage];
        double elapsed = length > 0 ? (t - _times[stage]) / length * _elements : 0;
        if (elapsed <= SameTime)
        {
            begin.CopyTo(x);
            return;
        }
        int element = Math.Min((int)elapsed, _elements - 1);
        double s = elapsed - element;
        ReadOnlySpan<double> points = _points.AsSpan(path[stage + 1] * _elements * _s * _n, _elements * _s * _n);
        x.Clear();
        for (int r = 0; r <= _s; r++)
        {
            double weight = 1;
            for (int k = 0; k <= _s; k++)
                if (k != r) weight *= (s - _abscissas[k]) / (_abscissas[r] - _abscissas[k]);
            int row = element * _s + r - 1;
            FixedDot.Add(weight, row < 0 ? begin : points.Slice(row * _n, _n), x);
        }
    }

    private void ReadInput(ReadOnlySpan<int> path, double from, double to, Span<double> u)
    {
        int first = Math.Min(Before(from), _stages - 1);
        // The last stage with a length holds what comes after the end.
        while (first > 0 && _times[first + 1] == _times[first]) first--;
        if (to <= _times[first + 1] || first == _stages - 1 || to <= from)
        {
            _u.AsSpan(path[first] * _m, _m).CopyTo(u);
            return;
        }
        u.Clear();
        double reached = from;
        for (int stage = first; stage < _stages && reached < to; stage++)
        {
            double end = Math.Min(to, _times[stage + 1]);
            if (end <= reached) continue;
            FixedDot.Add((end - reached) / (to - from), _u.AsSpan(path[stage] * _m, _m), u);
            (reached, first) = (end, stage);
        }
        if (reached < to) FixedDot.Add((to - reached) / (to - from), _u.AsSpan(path[first] * _m, _m), u);
    }

    private void ReadMultipliers(ReadOnlySpan<int> path, double t, Span<double> multipliers)
    {
        // The root has none.
        int stage = Math.Max(Before(t), 1), next = Math.Min(stage + 1, _stages);
        double length = _times[next] - _times[stage], part = length > 0 ? Math.Max(0, (t - _times[stage]) / length) : 0;
        multipliers.Clear();
        FixedDot.Add(1 - part, _multipliers.AsSpan(path[stage] * _nx, _nx), multipliers);
        FixedDot.Add(part, _multipliers.AsSpan(path[next] * _nx, _nx), multipliers);
    }
}
