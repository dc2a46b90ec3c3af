namespace Titer.Numerics;

/// <summary>
/// Sequential quadratic programming with exact Hessians for an <see cref="OptimalControlProblem"/>: direct collocation, points eliminated
/// (<see cref="CollocationStage{TModel}"/>), each quadratic program by Riccati recursion inside an interior-point method
/// (<see cref="TreeQpSolver"/>). A call either
/// converges, each step shortened until a <see cref="StepFilter"/> takes it, or makes one real-time iteration, split into
/// preparation and feedback (M. Diehl, H. G. Bock, J. P. Schloeder, SIAM J. Control Optim. 43 (2005) 1714). Keeps its plan from call to call as the
/// start of the
/// next. Allocates nothing after construction; not thread-safe.
/// </summary>
public sealed class SqpSolver<TModel> where TModel : IOptimalControlModel
{
    private const double ShortestStep = 1e-6;
    // Complementarity of the quadratic programs for an exact solution, relative to its tolerance: a slack is this over its multiplier.
    private const double QpAccuracy = 1e-5;
    // Shrinking of the steps that shows convergence faster than linear.
    private const double FastContraction = 0.1;
    // A real-time iteration is an approximation itself; its quadratic program need not be exact.
    private const double RealTimeSlack = 0.03;

    private readonly Transcription<TModel> _transcription;
    private readonly TreeQpSolver _qp;
    private readonly StepFilter _filter = new(100);

    public SqpSolver(OptimalControlProblem problem)
    {
        _transcription = new Transcription<TModel>(problem);
        _qp = new TreeQpSolver(_transcription.Qp) { Barrier = problem.Barrier };
    }

    public int IterationLimit { get; init; } = 100;

    /// <summary>Largest step, in multiples of the scales, and largest defect at which the solution is taken for exact.</summary>
    public double Tolerance { get; init; } = 1e-8;

    /// <summary>Fall of the cost that a step promises, relative to the larger of cost and 1, at which the solution is taken for exact too.</summary>
    public double CostTolerance { get; init; } = 1e-10;

    /// <summary>Asked between iterations; true ends the solution with what it has.</summary>
    public Func<bool>? Expired { get; init; }

    public int Iterations { get; private set; }

    /// <summary>Interior-point iterations of all quadratic programs of the last call.</summary>
    public int QpIterations { get; private set; }

    public double Cost => _transcription.Cost;

    /// <summary>Largest element of the last step, in multiples of the scales.</summary>
    private double Length { get; set; }

    public ReadOnlySpan<double> State(int node) => _transcription.State(node);

    public ReadOnlySpan<double> Input(int node) => _transcription.Input(node);

    /// <summary>Starts again from a constant state and input at all nodes.</summary>
    public void Start(ReadOnlySpan<double> x, ReadOnlySpan<double> u) => _transcription.Start(x, u);

    /// <summary>
    /// Starts again from what the model does under a constant input, which satisfies its equations; where it runs away, from a constant state.
    /// </summary>
    public void RollOut(double time, ReadOnlySpan<double> x, ReadOnlySpan<double> u)
    {
        _transcription.Start(x, u);
        if (!_transcription.RollOut(time, x)) _transcription.Start(x, u);
    }

    /// <summary>Starts again from a given plan, node by node, parents first.</summary>
    public void Start(int node, ReadOnlySpan<double> x, ReadOnlySpan<double> u) => _transcription.Start(node, x, u);

    /// <summary>Moves the plan of a chain one stage on; what comes new at its end repeats the last input. Trees keep their plan.</summary>
    public void Shift() => _transcription.Shift();

    /// <summary>Keeps the plan as one that begins at this time, for <see cref="Resume"/>.</summary>
    public void Keep(double time) => _transcription.Keep(time);

    /// <summary>
    /// Starts from the plan that was kept, whatever was done since: read at the times of the stages of now, which may have other lengths. Where the
    /// grids agree nothing is lost. False when none was kept.
    /// </summary>
    public bool Resume(double time) => _transcription.Resume(time);

    /// <summary>
    /// Sum of all defects of the plan, and of what it breaks of hard limits, in multiples of the scales. A plan that was not
    /// finished is safe when this is small.
    /// </summary>
    public double Infeasibility(double time, ReadOnlySpan<double> x, ReadOnlySpan<double> before)
    {
        _transcription.SetInitial(x, before);
        return _transcription.Judge(time, 0).Defects + _transcription.BrokenInputs();
    }

    /// <summary>
    /// Derivatives of the state of a node by (x, u) of its parent and by parameters, where the plan is now: rows of n + m + parameters.
    /// </summary>
    public void Differentiate(double time, int node, StageDerivatives<TModel> derivatives, Span<double> result) =>
        _transcription.Differentiate(time, node, derivatives, result);

    /// <summary>Solves from this state, with the input that is in force now.</summary>
    /// <param name="time">Time of the root.</param>
    public SqpStatus Solve(double time, ReadOnlySpan<double> x, ReadOnlySpan<double> before)
    {
        (Iterations, QpIterations) = (0, 0);
        _filter.Clear();
        _qp.Tolerance = QpAccuracy * Tolerance;
        (double Cost, double Defects)? now = null;
        double last = double.NaN; // length of the step before, where it was made whole
        for (; Iterations < IterationLimit; Iterations++)
        {
            if (Iterations > 0 && Expired?.Invoke() == true) return SqpStatus.Deadline;
            _transcription.Linearise(time);
            _transcription.SetInitial(x, before);
            if (QpStep(warm: true, Iterations > 0 ? Math.Min(1, Length) : 1) is { } failed) return failed;
            Length = _transcription.ReadStep(_qp);
            if (!double.IsFinite(Length)) return SqpStatus.NotFinite;
            bool exact = Length < Tolerance || Math.Abs(_transcription.Slope) < CostTolerance * Math.Max(1, Math.Abs(Cost));
            if (exact && _transcription.Defect < Tolerance)
            {
                _transcription.Move(_qp, 1);
                Iterations++;
                return SqpStatus.Solved;
            }
            (double step, now) = Search(time, now ?? _transcription.Judge(time, 0));
            _transcription.Move(_qp, step);
            if (step < ShortestStep) return SqpStatus.Stalled;
            // Steps that shrink by a factor leave less than a geometric series of them.
            double factor = Length / last;
            if (step == 1 && factor < FastContraction && factor * Length < Tolerance && now.Value.Defects < Tolerance)
            {
                Iterations++;
                return SqpStatus.Solved;
            }
            last = step == 1 ? Length : double.NaN;
        }
        return SqpStatus.IterationLimit;
    }

    /// <summary>First half of a real-time iteration, before the state is known: linearises along the plan.</summary>
    public void Prepare(double time) => _transcription.Linearise(time);

    /// <summary>Second half: one quadratic program from the state that came, and the full step.</summary>
    public SqpStatus Feedback(ReadOnlySpan<double> x, ReadOnlySpan<double> before)
    {
        (Iterations, QpIterations) = (1, 0);
        _transcription.SetInitial(x, before);
        if (QpStep(warm: true, RealTimeSlack) is { } failed) return failed;
        Length = _transcription.ReadStep(_qp);
        if (!double.IsFinite(Length)) return SqpStatus.NotFinite;
        _transcription.Move(_qp, 1);
        return SqpStatus.Iterated;
    }

    private SqpStatus? QpStep(bool warm, double slack)
    {
        QpStatus status = _qp.Solve(warm, slack);
        QpIterations += _qp.Iterations;
        if (status == QpStatus.Infeasible && warm)
        {
            // A start that was good for the last problem may be a dead end in this one.
            status = _qp.Solve();
            QpIterations += _qp.Iterations;
        }
        return status switch
        {
            QpStatus.NotFinite => SqpStatus.NotFinite,
            QpStatus.Infeasible => SqpStatus.Infeasible,
            _ => null,
        };
    }

    /// <summary>The longest part of the step that the filter takes, 0 when there is none, and the plan's cost and defects there.</summary>
    private (double Step, (double Cost, double Defects) Then) Search(double time, (double Cost, double Defects) now)
    {
        double slack = 1e-13 * Math.Abs(now.Cost) + _qp.BarrierCost;
        for (double step = 1; step >= ShortestStep; step *= 0.5)
        {
            var then = _transcription.Judge(time, step);
            if (_filter.Accepts(now, then, _transcription.Slope, step, slack)) return (step, then);
        }
        return (0, now);
    }
}
