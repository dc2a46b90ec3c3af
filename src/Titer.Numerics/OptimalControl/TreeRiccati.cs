namespace Titer.Numerics;

/// <summary>
/// Backward Riccati recursion over a <see cref="StageTree"/> (C. V. Rao, S. J. Wright, J. B. Rawlings, J. Optim. Theory Appl. 99 (1998) 723; over
/// trees M. C. Steinbach, J. Comput. Appl. Math. 137 (2002) 1): factorises the equality-constrained quadratic program, then solves it for any
/// gradient with the closed loop A + B K, which leaves one product per node that has to wait for the node before. Where an input block is
/// not positive definite, its diagonal is raised, which makes the step one of descent. Owns its memory; allocates nothing per call.
/// </summary>
internal sealed class TreeRiccati
{
    // A pivot that had to be raised is at least this part of its diagonal.
    private const double LeastPivot = 1e-8;

    private readonly StageTree _tree;
    private readonly int _n, _m, _z, _w;
    private readonly double[] _factor;              // Cholesky factor L of each input block, m x m
    private readonly double[] _feedback;            // K of each node, m x n
    private readonly double[] _closed, _closedByColumn; // (A + B K, B) that leads to each node, n x z, and (A + B K)' alone
    private readonly double[] _slope;               // gradient of the cost to go: with respect to x, n, and u, m
    private readonly double[] _ahead;               // P b of each node
    private readonly double[] _product, _gain, _row;

    public TreeRiccati(TreeQp qp)
    {
        (_tree, _n, _m, _z, _w) = (qp.Tree, qp.States, qp.Inputs, qp.Variables, qp.Stride);
        int nodes = _tree.Nodes;
        (Cost, Raises) = (new double[nodes * _z * _w], new double[nodes * _m]);
        (_factor, _feedback) = (new double[nodes * _m * _m], new double[nodes * _m * _w]);
        (_closed, _closedByColumn) = (new double[nodes * _n * _w], new double[nodes * _n * _w]);
        (_slope, _ahead) = (new double[nodes * _w], new double[nodes * _w]);
        (_product, _gain, _row) = (new double[_n * _w], new double[_m * _w], new double[_w]);
    }

    /// <summary>
    /// Hessians of all nodes, to be filled before <see cref="Factorise"/>, which overwrites them: with the cost to go P in the upper left n x n of
    /// each.
    /// </summary>
    public double[] Cost { get; }

    /// <summary>
    /// What the diagonal of each input block was raised by, nodes x m. A raise stays until <see cref="Forget"/>: the program that is solved is one
    /// and the same from its first step to its last.
    /// </summary>
    public double[] Raises { get; }

    /// <summary>Largest raise of the last factorisation that was new, 0 when it needed none.</summary>
    public double Raised { get; private set; }

    public void Forget() => Raises.AsSpan().Clear();

    /// <summary>Adds a part of P x + p, the gradient of the cost to go at a node, which is the multiplier of its dynamics.</summary>
    public void AddMultiplier(double part, int node, ReadOnlySpan<double> x, Span<double> multiplier)
    {
        Span<double> row = _row;
        _slope.AsSpan(node * _w, _w).CopyTo(row);
        PaddedRows.AddProduct(x, _n, CostToGo(node), row);
        for (int i = 0; i < _n; i++) multiplier[i] += part * row[i];
    }

    private ReadOnlySpan<double> CostToGo(int node) => Cost.AsSpan(node * _z * _w, _n * _w);

    private Span<double> Feedback(int node) => _feedback.AsSpan(node * _m * _w, _m * _w);

    /// <summary>Factorises for the Hessians in <see cref="Cost"/>; false when a number is not finite.</summary>
    /// <param name="transitions">(A, B) of each node, n x z.</param>
    /// <param name="transposed">The same, z x n.</param>
    public bool Factorise(ReadOnlySpan<double> transitions, ReadOnlySpan<double> transposed)
    {
        Raised = 0;
        for (int node = _tree.Nodes - 1; node >= 0; node--)
        {
            Span<double> h = Cost.AsSpan(node * _z * _w, _z * _w);
            if (!_tree.IsLeaf(node) && !Eliminate(node, h)) return false;
            for (int i = 0; i < _n; i++) h.Slice(i * _w + _n, _m).Clear();
            if (node > 0) AddToParent(h, transitions.Slice(node * _n * _w, _n * _w), _tree.Parent(node));
        }
        for (int node = 1; node < _tree.Nodes; node++) CloseLoop(node, transitions, transposed);
        return double.IsFinite(Cost[0]);
    }

    /// <summary>Adds (A B)' P (A B) to the parent's Hessian, both triangles.</summary>
    private void AddToParent(ReadOnlySpan<double> p, ReadOnlySpan<double> ab, int parent)
    {
        Span<double> product = _product;
        product.Clear();
        PaddedRows.AddProduct(p, _w, 1, _n, _n, ab, product, _w);
        PaddedRows.AddProduct(ab, 1, _w, _z, _n, product, Cost.AsSpan(parent * _z * _w, _z * _w), _w);
    }

    private void CloseLoop(int node, ReadOnlySpan<double> transitions, ReadOnlySpan<double> transposed)
    {
        ReadOnlySpan<double> feedback = Feedback(_tree.Parent(node)), ab = transitions.Slice(node * _n * _w, _n * _w),
            byColumn = transposed.Slice(node * _z * _w, _z * _w);
        Span<double> closed = _closed.AsSpan(node * _n * _w, _n * _w), closedByColumn = _closedByColumn.AsSpan(node * _n * _w, _n * _w);
        ab.CopyTo(closed);
        byColumn[..(_n * _w)].CopyTo(closedByColumn);
        PaddedRows.AddProduct(ab[_n..], _w, 1, _n, _m, feedback, closed, _w);
        PaddedRows.AddProduct(feedback, 1, _w, _n, _m, byColumn[(_n * _w)..], closedByColumn, _w);
    }

    /// <summary>Cholesky of the input block, the gain K = -R^-1 S, and P = Q - S' R^-1 S in place of Q.</summary>
    private bool Eliminate(int node, Span<double> h)
    {
        if (_m == 0) return true;
        Span<double> l = _factor.AsSpan(node * _m * _m, _m * _m), gain = _gain, feedback = Feedback(node);
        if (!FactoriseInputs(node, h, l)) return false;
        gain.Clear();
        for (int i = 0; i < _m; i++)
        {
            Span<double> row = gain.Slice(i * _w, _w);
            h.Slice((_n + i) * _w, _n).CopyTo(row);
            for (int k = 0; k < i; k++) PaddedRows.Add(-l[i * _m + k], gain.Slice(k * _w, _w), row);
            FixedDot.Scale(1 / l[i * _m + i], row);
        }
        for (int i = _m - 1; i >= 0; i--)
        {
            Span<double> row = feedback.Slice(i * _w, _w);
            row.Clear();
            PaddedRows.Add(-1, gain.Slice(i * _w, _w), row);
            for (int k = i + 1; k < _m; k++) PaddedRows.Add(-l[k * _m + i], feedback.Slice(k * _w, _w), row);
            FixedDot.Scale(1 / l[i * _m + i], row);
        }
        for (int i = 0; i < _n; i++)
            for (int k = 0; k < _m; k++) PaddedRows.Add(-gain[k * _w + i], gain.Slice(k * _w, _w), h.Slice(i * _w, _w));
        return true;
    }

    /// <summary>
    /// Cholesky factorisation of the raised input block. A pivot that is negative is mirrored: its direction keeps a curvature of its own size.
    /// </summary>
    private bool FactoriseInputs(int node, ReadOnlySpan<double> h, Span<double> l)
    {
        for (int i = 0; i < _m; i++)
        {
            for (int j = 0; j < i; j++)
            {
                double s = h[(_n + i) * _w + _n + j];
                for (int k = 0; k < j; k++) s -= l[i * _m + k] * l[j * _m + k];
                l[i * _m + j] = s / l[j * _m + j];
            }
            double own = h[(_n + i) * _w + _n + i], pivot = own + Raises[node * _m + i];
            for (int k = 0; k < i; k++) pivot -= l[i * _m + k] * l[i * _m + k];
            if (!double.IsFinite(pivot)) return false;
            if (!(pivot > 1e-14 * Math.Abs(own)))
            {
                double mirrored = Math.Max(Math.Abs(pivot), own == 0 ? LeastPivot : LeastPivot * Math.Abs(own));
                Raises[node * _m + i] += mirrored - pivot;
                Raised = Math.Max(Raised, Raises[node * _m + i]);
                pivot = mirrored;
            }
            l[i * _m + i] = Math.Sqrt(pivot);
        }
        return true;
    }

    /// <summary>The offsets b of all nodes for the solutions that follow.</summary>
    public void SetOffsets(ReadOnlySpan<double> offsets)
    {
        _ahead.AsSpan().Clear();
        for (int node = 1; node < _tree.Nodes; node++)
            PaddedRows.AddProduct(offsets.Slice(node * _w, _n), _n, CostToGo(node), _ahead.AsSpan(node * _w, _w));
    }

    /// <summary>
    /// Minimises for these gradients (each node's z), offsets and initial state; writes z of all nodes. False when a number is not finite.
    /// </summary>
    public bool Solve(ReadOnlySpan<double> gradients, ReadOnlySpan<double> transposed, ReadOnlySpan<double> offsets, ReadOnlySpan<double> initial,
        Span<double> z)
    {
        Backward(gradients);
        return Forward(transposed, offsets, initial, z);
    }

    private void Backward(ReadOnlySpan<double> gradients)
    {
        gradients.CopyTo(_slope);
        for (int node = 0; node < _tree.Nodes; node++)
            if (!_tree.IsLeaf(node)) PaddedRows.AddProduct(gradients.Slice(node * _w + _n, _m), _m, Feedback(node), _slope.AsSpan(node * _w, _w));
        Span<double> row = _row;
        for (int node = _tree.Nodes - 1; node > 0; node--)
        {
            _slope.AsSpan(node * _w, _w).CopyTo(row);
            PaddedRows.Add(1, _ahead.AsSpan(node * _w, _w), row); // P b + p
            PaddedRows.AddProduct(row, _n, _closed.AsSpan(node * _n * _w, _n * _w), _slope.AsSpan(_tree.Parent(node) * _w, _w));
        }
    }

    private bool Forward(ReadOnlySpan<double> transposed, ReadOnlySpan<double> offsets, ReadOnlySpan<double> initial, Span<double> z)
    {
        double sum = 0;
        offsets.CopyTo(z);
        initial.CopyTo(z);
        // What the inputs do apart from the feedback, left in the place of the inputs' slopes.
        for (int node = 0; node < _tree.Nodes; node++)
        {
            Span<double> own = _slope.AsSpan(node * _w + _n, _m);
            if (!_tree.IsLeaf(node)) FeedForward(_factor.AsSpan(node * _m * _m, _m * _m), own);
            if (node == 0) continue;
            ReadOnlySpan<double> b = transposed.Slice((node * _z + _n) * _w, _m * _w);
            PaddedRows.AddProduct(_slope.AsSpan(_tree.Parent(node) * _w + _n, _m), _m, b, z.Slice(node * _w, _w));
        }
        for (int node = 1; node < _tree.Nodes; node++)
            PaddedRows.AddProduct(z.Slice(_tree.Parent(node) * _w, _n), _n, _closedByColumn.AsSpan(node * _n * _w, _n * _w), z.Slice(node * _w, _w));
        for (int node = 0; node < _tree.Nodes; node++)
        {
            if (_tree.IsLeaf(node)) continue;
            Span<double> own = z.Slice(node * _w, _w);
            ReadOnlySpan<double> feedback = Feedback(node);
            own[_n..].Clear();
            for (int i = 0; i < _m; i++)
            {
                double u = _slope[node * _w + _n + i] + FixedDot.Of(feedback.Slice(i * _w, _w), own);
                own[_n + i] = u;
                sum += u;
            }
        }
        return double.IsFinite(sum);
    }

    /// <summary>-R^-1 r in place of r.</summary>
    private void FeedForward(ReadOnlySpan<double> l, Span<double> r)
    {
        for (int i = 0; i < _m; i++)
        {
            double s = r[i];
            for (int k = 0; k < i; k++) s -= l[i * _m + k] * r[k];
            r[i] = s / l[i * _m + i];
        }
        for (int i = _m - 1; i >= 0; i--)
        {
            double s = r[i];
            for (int k = i + 1; k < _m; k++) s -= l[k * _m + i] * r[k];
            r[i] = s / l[i * _m + i];
        }
        for (int i = 0; i < _m; i++) r[i] = -r[i];
    }
}
