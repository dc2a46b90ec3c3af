namespace Titer.Numerics;

/// <summary>
/// Backward Riccati recursion over a <see cref="StageTree"/> (C. V. Rao, S. J. Wright, J. B. Rawlings, J. Optim. Theory Appl. 99 (1998) 723; over
/// trees M. C. Steinbach,
/// J. Comput. Appl. Math. 137 (2002) 1): factorises the equality-constrained quadratic program, then solves it for any gradient. Where an input block
/// is not
/// positive definite, its diagonal is raised until it is, which makes the step one of descent. Owns its memory; allocates nothing per call.
/// </summary>
internal sealed class TreeRiccati
{
    // First and largest raise of a diagonal, relative to its largest element.
    private const double FirstRaise = 1e-8, LargestRaise = 1e6;

    private readonly StageTree _tree;
    private readonly int _n, _m, _z;
    private readonly double[] _cost;     // cost to go with respect to z of each node, then its Schur complement P in the upper left n x n
    private readonly double[] _factor;   // Cholesky factor of each input block, m x m
    private readonly double[] _gain;     // L^-1 S of each node, m x n
    private readonly double[] _slope;    // gradient of the cost to go: p (n), then L^-1 r (m)
    private readonly double[] _product;

    public TreeRiccati(StageTree tree, int states, int inputs)
    {
        (_tree, _n, _m, _z) = (tree, states, inputs, states + inputs);
        _cost = new double[tree.Nodes * _z * _z];
        _factor = new double[tree.Nodes * _m * _m];
        _gain = new double[tree.Nodes * _m * _n];
        _slope = new double[tree.Nodes * _z];
        _product = new double[_n * _z + _n];
    }

    /// <summary>Largest raise that a diagonal needed, 0 when the problem was convex.</summary>
    public double Raised { get; private set; }

    /// <summary>Adds a part of P x + p, the gradient of the cost to go at a node, which is the multiplier of its dynamics.</summary>
    public void AddMultiplier(double part, int node, ReadOnlySpan<double> x, Span<double> multiplier)
    {
        ReadOnlySpan<double> p = _cost.AsSpan(node * _z * _z, _z * _z);
        for (int i = 0; i < _n; i++) multiplier[i] += part * (_slope[node * _z + i] + FixedDot.Of(p.Slice(i * _z, _n), x));
    }

    /// <summary>Factorises for these Hessians (each node's z x z) and transitions; false when a number is not finite.</summary>
    public bool Factorise(ReadOnlySpan<double> hessians, ReadOnlySpan<double> transitions)
    {
        Raised = 0;
        hessians.CopyTo(_cost);
        for (int node = _tree.Nodes - 1; node >= 0; node--)
        {
            Span<double> h = _cost.AsSpan(node * _z * _z, _z * _z);
            if (!_tree.IsLeaf(node) && !Eliminate(h, _factor.AsSpan(node * _m * _m, _m * _m), _gain.AsSpan(node * _m * _n, _m * _n))) return false;
            if (node > 0) AddToParent(h, transitions.Slice(node * _n * _z, _n * _z), _cost.AsSpan(_tree.Parent(node) * _z * _z, _z * _z));
        }
        return double.IsFinite(_cost[0]);
    }

    /// <summary>Adds (A B)' P (A B) to the parent's Hessian, both triangles.</summary>
    private void AddToParent(ReadOnlySpan<double> p, ReadOnlySpan<double> ab, Span<double> parent)
    {
        Span<double> product = _product.AsSpan(0, _n * _z);
        product.Clear();
        for (int i = 0; i < _n; i++)
        {
            Span<double> row = product.Slice(i * _z, _z);
            for (int k = 0; k < _n; k++) FixedDot.Add(p[i * _z + k], ab.Slice(k * _z, _z), row);
        }
        for (int i = 0; i < _z; i++)
        {
            Span<double> row = parent.Slice(i * _z, _z);
            for (int k = 0; k < _n; k++) FixedDot.Add(ab[k * _z + i], product.Slice(k * _z, _z), row);
        }
    }

    /// <summary>Cholesky of the input block, the gain L^-1 S, and P = Q - S' R^-1 S in place of Q.</summary>
    private bool Eliminate(Span<double> h, Span<double> l, Span<double> gain)
    {
        if (_m == 0) return true;
        double largest = 0;
        for (int i = _n; i < _z; i++) largest = Math.Max(largest, Math.Abs(h[i * _z + i]));
        if (!double.IsFinite(largest)) return false;
        double scale = largest > 0 ? largest : 1;
        for (double raise = 0; !TryCholesky(h, l, raise * scale); raise = raise == 0 ? FirstRaise : raise * 10)
        {
            if (raise > LargestRaise) return false;
            Raised = Math.Max(Raised, (raise == 0 ? FirstRaise : raise * 10) * scale);
        }
        for (int i = 0; i < _m; i++)
        {
            Span<double> row = gain.Slice(i * _n, _n);
            h.Slice((_n + i) * _z, _n).CopyTo(row);
            for (int k = 0; k < i; k++) FixedDot.Add(-l[i * _m + k], gain.Slice(k * _n, _n), row);
            FixedDot.Scale(1 / l[i * _m + i], row);
        }
        for (int i = 0; i < _n; i++)
            for (int k = 0; k < _m; k++) FixedDot.Add(-gain[k * _n + i], gain.Slice(k * _n, _n), h.Slice(i * _z, _n));
        return true;
    }

    private bool TryCholesky(ReadOnlySpan<double> h, Span<double> l, double raise)
    {
        for (int i = 0; i < _m; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double s = h[(_n + i) * _z + _n + j] + (i == j ? raise : 0);
                for (int k = 0; k < j; k++) s -= l[i * _m + k] * l[j * _m + k];
                if (i == j && !(s > 1e-14 * Math.Abs(h[(_n + i) * _z + _n + i]))) return false;
                l[i * _m + j] = i == j ? Math.Sqrt(s) : s / l[j * _m + j];
            }
        }
        return true;
    }

    /// <summary>
    /// Minimises for these gradients (each node's z), offsets and initial state; writes z of all nodes. False when a number is not finite.
    /// </summary>
    public bool Solve(ReadOnlySpan<double> gradients, ReadOnlySpan<double> transitions, ReadOnlySpan<double> offsets, ReadOnlySpan<double> initial,
        Span<double> z)
    {
        Backward(gradients, transitions, offsets);
        return Forward(transitions, offsets, initial, z);
    }

    private void Backward(ReadOnlySpan<double> gradients, ReadOnlySpan<double> transitions, ReadOnlySpan<double> offsets)
    {
        gradients.CopyTo(_slope);
        Span<double> ahead = _product.AsSpan(0, _n);
        for (int node = _tree.Nodes - 1; node >= 0; node--)
        {
            Span<double> slope = _slope.AsSpan(node * _z, _z);
            if (!_tree.IsLeaf(node))
            {
                ReadOnlySpan<double> l = _factor.AsSpan(node * _m * _m, _m * _m), gain = _gain.AsSpan(node * _m * _n, _m * _n);
                for (int i = 0; i < _m; i++)
                {
                    double s = slope[_n + i];
                    for (int k = 0; k < i; k++) s -= l[i * _m + k] * slope[_n + k];
                    slope[_n + i] = s / l[i * _m + i];
                    FixedDot.Add(-slope[_n + i], gain.Slice(i * _n, _n), slope[.._n]);
                }
            }
            if (node == 0) return;
            ahead.Clear();
            AddMultiplier(1, node, offsets.Slice(node * _n, _n), ahead); // P b + p
            Span<double> parent = _slope.AsSpan(_tree.Parent(node) * _z, _z);
            ReadOnlySpan<double> ab = transitions.Slice(node * _n * _z, _n * _z);
            for (int k = 0; k < _n; k++) FixedDot.Add(ahead[k], ab.Slice(k * _z, _z), parent);
        }
    }

    private bool Forward(ReadOnlySpan<double> transitions, ReadOnlySpan<double> offsets, ReadOnlySpan<double> initial, Span<double> z)
    {
        double sum = 0;
        for (int node = 0; node < _tree.Nodes; node++)
        {
            Span<double> own = z.Slice(node * _z, _z), x = own[.._n], u = own[_n..];
            if (node == 0) initial.CopyTo(x);
            else
            {
                ReadOnlySpan<double> before = z.Slice(_tree.Parent(node) * _z, _z), ab = transitions.Slice(node * _n * _z, _n * _z);
                for (int i = 0; i < _n; i++) x[i] = offsets[node * _n + i] + FixedDot.Of(ab.Slice(i * _z, _z), before);
            }
            if (_tree.IsLeaf(node)) continue;
            ReadOnlySpan<double> l = _factor.AsSpan(node * _m * _m, _m * _m), gain = _gain.AsSpan(node * _m * _n, _m * _n);
            for (int i = _m - 1; i >= 0; i--)
            {
                double s = -_slope[node * _z + _n + i] - FixedDot.Of(gain.Slice(i * _n, _n), x);
                for (int k = i + 1; k < _m; k++) s -= l[k * _m + i] * u[k];
                u[i] = s / l[i * _m + i];
                sum += u[i];
            }
        }
        return double.IsFinite(sum);
    }
}
