namespace Titer.Numerics;

/// <summary>
/// Primal-dual interior-point method for a <see cref="TreeQp"/>: predictor and corrector of S. Mehrotra, SIAM J. Optim. 2 (1992) 575, each step one Riccati
/// factorisation and two solves (<see cref="TreeRiccati"/>). Soft limits are l1 penalties whose slack variables are eliminated by hand, so that they cost no
/// variables. Owns its memory; <see cref="Solve"/> allocates nothing. Not thread-safe.
/// </summary>
public sealed class TreeQpSolver
{
    // Fraction of the way to the boundary.
    private const double Boundary = 0.995;
    private const double ShortestStep = 1e-8;
    // A corrected step shorter than this is worse than one that only goes back towards the central path.
    private const double WorthCorrecting = 0.1;

    private readonly TreeQp _qp;
    private readonly TreeRiccati _riccati;
    private readonly ActiveLimits _limits;
    private readonly double[] _hessians, _gradients, _target;
    private readonly double[] _z;

    public TreeQpSolver(TreeQp qp)
    {
        _qp = qp;
        _riccati = new TreeRiccati(qp.Tree, qp.States, qp.Inputs);
        _limits = new ActiveLimits(qp);
        _hessians = new double[qp.Hessians.Length];
        _gradients = new double[qp.Gradients.Length];
        _target = new double[qp.Gradients.Length];
        _z = new double[qp.Gradients.Length];
    }

    public int IterationLimit { get; init; } = 60;

    /// <summary>Complementarity at which the solution is taken for exact, relative to the size of the gradient.</summary>
    public double Tolerance { get; init; } = 1e-9;

    /// <summary>
    /// Complementarity at which to stop on the central path, 0 for the solution itself: every slack times its multiplier is this, so that the solution keeps off its
    /// limits as far as that costs little.
    /// </summary>
    public double Barrier { get; init; }

    public int Iterations { get; private set; }

    /// <summary>Largest amount by which a diagonal of an input block had to be raised; 0 for a problem that is convex along its dynamics.</summary>
    public double Raised { get; private set; }

    /// <summary>Mean complementarity left.</summary>
    public double Gap { get; private set; }

    /// <summary>z of a node, (x, u).</summary>
    public ReadOnlySpan<double> Solution(int node) => _z.AsSpan(node * _qp.Variables, _qp.Variables);

    /// <summary>Multiplier of the dynamics that lead to a node: the gradient of the cost to go there.</summary>
    public void Multiplier(int node, Span<double> multiplier) => _riccati.Multiplier(node, Solution(node)[.._qp.States], multiplier);

    /// <summary>Multipliers of the first rows of G of all nodes, positive where the upper limit presses and negative where the lower one does.</summary>
    /// <param name="rows">How many rows per node.</param>
    public void RowMultipliers(Span<double> multipliers, int rows) => _limits.RowMultipliers(multipliers, rows);

    /// <summary>How far above the optimum a point of the central path may be: the barrier for every slack that has one.</summary>
    public double BarrierCost => 2 * Barrier * _limits.Count;

    /// <summary>What the solution pays for soft limits, less what the point 0 would pay.</summary>
    public double SoftCost() => _limits.SoftCost(_z);

    /// <summary>How far the solution goes beyond a limit, soft or hard; 0 when it keeps all.</summary>
    public double Violation() => _limits.Violation(_z);

    /// <summary>
    /// Solves. With <paramref name="warm"/> the slacks and multipliers of the last solution are the start, which is worth some iterations when the limits that
    /// press are almost the same.
    /// </summary>
    public QpStatus Solve(bool warm = false)
    {
        Iterations = 0;
        Raised = 0;
        // The gradients of a broken problem would go unnoticed through a comparison with NaN.
        double size = 1;
        foreach (double g in _qp.Gradients) size = Math.Max(size, Math.Abs(g));
        if (!double.IsFinite(size)) return QpStatus.NotFinite;
        if (!warm || !_limits.IsWarm)
        {
            // The solution without limits is the first guess.
            if (!_riccati.Factorise(_qp.Hessians, _qp.Transitions)
                || !_riccati.Solve(_qp.Gradients, _qp.Transitions, _qp.Offsets, _qp.Initial, _z)) return QpStatus.NotFinite;
            Raised = _riccati.Raised;
        }
        _limits.Collect();
        if (_limits.Count == 0)
        {
            if (!warm || _riccati.Factorise(_qp.Hessians, _qp.Transitions)
                && _riccati.Solve(_qp.Gradients, _qp.Transitions, _qp.Offsets, _qp.Initial, _z)) return QpStatus.Solved;
            return QpStatus.NotFinite;
        }
        _limits.Start(_z, warm);
        return Iterate(size);
    }

    private QpStatus Iterate(double size)
    {
        double residual = 1; // what is left of the linear equations of the start
        for (; Iterations < IterationLimit; Iterations++)
        {
            double gap = Gap = _limits.Gap();
            if (residual <= Tolerance && (Barrier == 0 ? gap <= Tolerance * size : _limits.Unevenness(Barrier) <= 1e-6 * Barrier)) return QpStatus.Solved;

            _qp.Hessians.CopyTo(_hessians, 0);
            _limits.AddCurvature(_hessians);
            if (!_riccati.Factorise(_hessians, _qp.Transitions)) return QpStatus.NotFinite;
            Raised = Math.Max(Raised, _riccati.Raised);
            if (!Step(Barrier, corrected: false, out double affine)) return QpStatus.NotFinite;
            double ahead = _limits.GapAfter(affine) / gap;
            double centring = Math.Clamp(ahead * ahead * ahead, 1e-6, 1);
            if (!Step(Math.Max(centring * gap, Barrier), corrected: true, out double step)) return QpStatus.NotFinite;
            if (step < WorthCorrecting && !Step(Math.Max(0.5 * gap, Barrier), corrected: false, out step)) return QpStatus.NotFinite;
            if (step < ShortestStep) return QpStatus.Infeasible;
            step = Math.Min(1, Boundary * step);
            for (int i = 0; i < _z.Length; i++) _z[i] += step * (_target[i] - _z[i]);
            _limits.Move(step);
            residual *= 1 - step;
        }
        return QpStatus.IterationLimit;
    }

    /// <summary>Towards the point whose complementarity is <paramref name="gap"/>; gives the longest step that keeps slacks and multipliers positive.</summary>
    private bool Step(double gap, bool corrected, out double step)
    {
        step = 0;
        _qp.Gradients.CopyTo(_gradients, 0);
        _limits.AddPull(_gradients, gap, corrected);
        if (!_riccati.Solve(_gradients, _qp.Transitions, _qp.Offsets, _qp.Initial, _target)) return false;
        step = _limits.Direct(_target);
        return true;
    }
}
