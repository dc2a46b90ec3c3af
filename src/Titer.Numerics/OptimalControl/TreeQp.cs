namespace Titer.Numerics;

/// <summary>
/// A quadratic program over a <see cref="StageTree"/>: minimise the sum over nodes of 1/2 z'Hz + h'z with z = (x, u), subject to
/// x_child = A x + B u + b, x of the root given, and low &lt;= z &lt;= high, low &lt;= G z &lt;= high. A soft constraint may be broken at a price per
/// unit (an exact penalty when the price is above the multiplier). Holds the data, allocated once; the solver reads them. Matrices are row-major, a
/// row every <see cref="Stride"/> numbers and zeros after its last column (<see cref="PaddedRows"/>); all nodes have the same sizes, and what belongs
/// to a leaf's input is not looked at.
/// </summary>
public sealed class TreeQp
{
    /// <param name="tree">The stages.</param>
    /// <param name="states">Length n of x.</param>
    /// <param name="inputs">Length m of u.</param>
    /// <param name="rows">Rows of G per node, beside the bounds of z itself.</param>
    public TreeQp(StageTree tree, int states, int inputs, int rows)
    {
        (Tree, States, Inputs, Rows) = (tree, states, inputs, rows);
        int nodes = tree.Nodes, z = states + inputs;
        Stride = PaddedRows.Width(z);
        (Hessians, Gradients) = (new double[nodes * z * Stride], new double[nodes * Stride]);
        (Transitions, Offsets, Initial) = (new double[nodes * states * Stride], new double[nodes * Stride], new double[states]);
        Matrices = new double[nodes * rows * Stride];
        (Lower, Upper, Prices) = (new double[nodes * Limits], new double[nodes * Limits], new double[nodes * Limits]);
        Array.Fill(Lower, double.NegativeInfinity);
        Array.Fill(Upper, double.PositiveInfinity);
        Array.Fill(Prices, double.PositiveInfinity);
    }

    public StageTree Tree { get; }
    public int States { get; }
    public int Inputs { get; }
    public int Rows { get; }

    /// <summary>Length of z.</summary>
    public int Variables => States + Inputs;

    /// <summary>From a row of a matrix to the next.</summary>
    public int Stride { get; }

    /// <summary>Limits per node: one for each element of z, then one for each row of G.</summary>
    public int Limits => Variables + Rows;

    internal double[] Hessians { get; }
    internal double[] Gradients { get; }
    internal double[] Transitions { get; }
    internal double[] Offsets { get; }
    internal double[] Matrices { get; }
    internal double[] Lower { get; }
    internal double[] Upper { get; }
    internal double[] Prices { get; }

    /// <summary>x of the root, n.</summary>
    public double[] Initial { get; }

    /// <summary>H of a node, symmetric, (n + m) x (n + m); both triangles are to be filled.</summary>
    public Span<double> Hessian(int node) => Hessians.AsSpan(node * Variables * Stride, Variables * Stride);

    /// <summary>h of a node, n + m.</summary>
    public Span<double> Gradient(int node) => Gradients.AsSpan(node * Stride, Variables);

    /// <summary>(A, B) that lead to a node from its parent, n x (n + m).</summary>
    public Span<double> Transition(int node) => Transitions.AsSpan(node * States * Stride, States * Stride);

    /// <summary>b that leads to a node, n.</summary>
    public Span<double> Offset(int node) => Offsets.AsSpan(node * Stride, States);

    /// <summary>G of a node, rows x (n + m).</summary>
    public Span<double> Matrix(int node) => Matrices.AsSpan(node * Rows * Stride, Rows * Stride);

    /// <summary>Lower limits of z and then of G z; -infinity where there is none.</summary>
    public Span<double> Low(int node) => Lower.AsSpan(node * Limits, Limits);

    /// <summary>Upper limits; +infinity where there is none.</summary>
    public Span<double> High(int node) => Upper.AsSpan(node * Limits, Limits);

    /// <summary>Price per unit by which a limit is broken; +infinity for a hard limit. The limits of the root's x are not looked at.</summary>
    public Span<double> Price(int node) => Prices.AsSpan(node * Limits, Limits);
}
