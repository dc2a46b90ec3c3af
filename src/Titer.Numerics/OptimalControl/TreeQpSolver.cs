namespace Titer.Numerics;

/// <summary>
/// Primal-dual interior-point method for a <see cref="TreeQp"/>: predictor and corrector of S. Mehrotra, SIAM J. Optim. 2 (1992) 575, each step one
/// Riccati
/// factorisation and two solves (<see cref="TreeRiccati"/>). Soft limits are l1 penalties whose slack variables are eliminated by hand, so that they
/// cost no
/// variables. Owns its memory; solving allocates nothing. Not thread-safe.
/// </summary>
public sealed class TreeQpSolver
{
    // Fraction of the way to the boundary.
    private const double Boundary = 0.995;
    private const double ShortestStep = 1e-8;
    // A corrected step shorter than this is worse than one that only goes back towards the central path.
    private const double WorthCorrecting = 0.1;
    // How far a warm start is moved off the boundary: least, and for a slack of 1. Farther costs steps, nearer cannot turn.
    private const double NearestStart = 1e-9, FarthestStart = 1e-6;

    private readonly TreeQp _qp;
    private readonly TreeRiccati _riccati;
    private readonly ActiveLimits _limits;
    private readonly double[] _z, _costates;             // the point and the multipliers of its dynamics
    private readonly double[] _transposed;               // (A, B)' of each node, z x n
    private readonly double[] _slopes, _gradients, _offsets, _initial, _step;

    public TreeQpSolver(TreeQp qp)
    {
        _qp = qp;
        _riccati = new TreeRiccati(qp);
        _limits = new ActiveLimits(qp);
        (_z, _costates) = (new double[qp.Gradients.Length], new double[qp.Offsets.Length]);
        _transposed = new double[qp.Hessians.Length];
        (_slopes, _gradients, _step) = (new double[qp.Gradients.Length], new double[qp.Gradients.Length], new double[qp.Gradients.Length]);
        (_offsets, _initial) = (new double[qp.Offsets.Length], new double[qp.States]);
    }

    public int IterationLimit { get; init; } = 60;

    /// <summary>Complementarity at which the solution is taken for exact, relative to the size of the gradient.</summary>
    public double Tolerance { get; set; } = 1e-9;

    /// <summary>
    /// Complementarity at which to stop on the central path, 0 for the solution itself: every slack times its multiplier is this, so that the
    /// solution keeps off its
    /// limits as far as that costs little.
    /// </summary>
    public double Barrier { get; init; }

    public int Iterations { get; private set; }

    /// <summary>Largest amount by which a diagonal of an input block had to be raised; 0 for a problem that is convex along its dynamics.</summary>
    public double Raised { get; private set; }

    /// <summary>z of a node, (x, u).</summary>
    public ReadOnlySpan<double> Solution(int node) => _z.AsSpan(node * _qp.Stride, _qp.Variables);

    /// <summary>Multiplier of the dynamics that lead to a node: the gradient of the cost to go there.</summary>
    public ReadOnlySpan<double> Multiplier(int node) => _costates.AsSpan(node * _qp.Stride, _qp.States);

    /// <summary>Multipliers of all limits, nodes x limits: positive where the upper limit presses, negative where the lower one does.</summary>
    public void LimitMultipliers(Span<double> multipliers) => _limits.Multipliers(multipliers);

    /// <summary>How far above the optimum a point of the central path may be: the barrier for every slack that has one.</summary>
    public double BarrierCost => 2 * Barrier * _limits.Count;

    /// <summary>What the solution pays for soft limits, less what the point 0 would pay.</summary>
    public double SoftCost() => _limits.SoftCost(_z);

    /// <summary>
    /// Solves. With <paramref name="warm"/> the slacks and multipliers of the last solution are the start, which is worth some iterations when the
    /// limits that
    /// press are almost the same.
    /// </summary>
    /// <param name="slack">How far from exact the solution may be, 0 to 1: early steps of a nonlinear program need not be solved to the last
    /// digit.</param>
    public QpStatus Solve(bool warm = false, double slack = 0)
    {
        Iterations = 0;
        Raised = 0;
        // The gradients of a broken problem would go unnoticed through a comparison with NaN.
        double size = 1;
        foreach (double g in _qp.Gradients) size = Math.Max(size, Math.Abs(g));
        if (!double.IsFinite(size)) return QpStatus.NotFinite;
        for (int node = 1; node < _qp.Tree.Nodes; node++)
            PaddedRows.Transpose(_qp.Transition(node), _qp.States, _qp.Variables, _qp.Stride,
                _transposed.AsSpan(node * _qp.Variables * _qp.Stride, _qp.Variables * _qp.Stride));
        _riccati.Forget();
        _limits.Collect();
        warm &= _limits.IsWarm;
        if (!warm)
        {
            // The solution without limits is the first guess.
            _z.AsSpan().Clear();
            _costates.AsSpan().Clear();
            _limits.Forget();
            if (!Factorise() || !Solve(_slopes)) return QpStatus.NotFinite;
            Move(1);
            _riccati.Forget();
        }
        if (_limits.Count == 0) return QpStatus.Solved;
        _limits.Start(_z, warm, size, Math.Max(NearestStart, FarthestStart * slack));
        return Iterate(Barrier == 0 ? Math.Max(Tolerance * size, 1e-7 * slack * slack) : Barrier * Math.Clamp(slack, 1e-6, 1e-1));
    }

    /// <param name="accuracy">Complementarity at which to stop, or its unevenness on the central path.</param>
    private QpStatus Iterate(double accuracy)
    {
        double residual = 1; // what is left of the linear equations of the start
        // Beyond what is asked for, products only cost digits.
        double least = Barrier == 0 ? 0.1 * accuracy : Barrier;
        for (; Iterations < IterationLimit; Iterations++)
        {
            double gap = _limits.Gap(0);
            if (residual <= Math.Max(1e-10, accuracy) && (Barrier == 0 ? gap : _limits.Unevenness(Barrier)) <= accuracy) return QpStatus.Solved;

            _limits.Linearise(_z);
            if (!Factorise()) return QpStatus.NotFinite;
            if (_riccati.Raised > 0) residual = 1; // the equations are others now
            if (!Direct(Barrier, 0, out double affine)) return QpStatus.NotFinite;
            double ahead = _limits.Gap(affine) / gap;
            double centring = Math.Clamp(ahead * ahead * ahead, 1e-6, 1);
            if (!Direct(Math.Max(centring * gap, least), Math.Min(1, affine * affine), out double step)) return QpStatus.NotFinite;
            if (step < WorthCorrecting && !Direct(Math.Max(0.5 * gap, least), 0, out step)) return QpStatus.NotFinite;
            if (step < ShortestStep) return QpStatus.Infeasible;
            step = Math.Min(1, Math.Max(Boundary, 1 - gap) * step);
            Move(step);
            _limits.Move(step);
            residual *= 1 - step;
        }
        return QpStatus.IterationLimit;
    }

    private bool Factorise()
    {
        _qp.Hessians.CopyTo(_riccati.Cost, 0);
        _limits.AddCurvature(_riccati.Cost);
        if (!_riccati.Factorise(_qp.Transitions, _transposed)) return false;
        Raised = Math.Max(Raised, _riccati.Raised);
        Residuals();
        _riccati.SetOffsets(_offsets);
        return true;
    }

    /// <summary>
    /// What is left of the equations at the point: slopes of the Lagrangian without the limits, and defects of the dynamics. Steps are solved from
    /// these and not the point itself, so that the rounding of a factorisation with large weights shrinks with the step.
    /// </summary>
    private void Residuals()
    {
        StageTree tree = _qp.Tree;
        int n = _qp.States, size = _qp.Variables, stride = _qp.Stride;
        for (int i = 0; i < n; i++) _initial[i] = _qp.Initial[i] - _z[i];
        _qp.Gradients.CopyTo(_slopes, 0);
        _qp.Offsets.CopyTo(_offsets, 0);
        for (int node = 0; node < tree.Nodes; node++)
        {
            ReadOnlySpan<double> own = _z.AsSpan(node * stride, stride), hessian = _qp.Hessians.AsSpan(node * size * stride, size * stride);
            Span<double> slope = _slopes.AsSpan(node * stride, stride);
            PaddedRows.AddProduct(own, size, hessian, slope); // a leaf's input is zero
            for (int i = n; i < size; i++) slope[i] += _riccati.Raises[node * _qp.Inputs + i - n] * own[i];
            if (node == 0) continue;
            int parent = tree.Parent(node);
            ReadOnlySpan<double> costate = _costates.AsSpan(node * stride, stride);
            Span<double> offset = _offsets.AsSpan(node * stride, stride);
            PaddedRows.Add(-1, costate, slope);
            PaddedRows.AddProduct(costate, n, _qp.Transition(node), _slopes.AsSpan(parent * stride, stride));
            PaddedRows.AddProduct(
                _z.AsSpan(parent * stride, stride), size, _transposed.AsSpan(node * size * stride, size * stride), offset);
            for (int i = 0; i < n; i++) offset[i] -= own[i];
        }
    }

    /// <summary>
    /// Finds the step towards the point whose complementarity is <paramref name="gap"/>; gives the longest part of it that keeps slacks and
    /// multipliers positive.
    /// </summary>
    private bool Direct(double gap, double correction, out double step)
    {
        step = 0;
        _slopes.CopyTo(_gradients, 0);
        _limits.AddPull(_gradients, gap, correction);
        if (!Solve(_gradients)) return false;
        step = _limits.Direct(_step);
        return true;
    }

    private bool Solve(double[] gradients) => _riccati.Solve(gradients, _transposed, _offsets, _initial, _step);

    private void Move(double step)
    {
        PaddedRows.Add(step, _step, _z);
        int stride = _qp.Stride;
        for (int node = 1; node < _qp.Tree.Nodes; node++)
            _riccati.AddMultiplier(step, node, _step.AsSpan(node * stride, stride), _costates.AsSpan(node * stride, stride));
    }
}
