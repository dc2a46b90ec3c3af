using Titer.Numerics;

namespace Titer.Control.Predictive;

/// <summary>
/// Predictive control of any model: plans the inputs up to a horizon from an estimate, again and again, each plan starting from the one before.
/// Limits are moved inwards
/// by the uncertainty (<see cref="BackOff{TModel}"/>), the horizon shrinks to a fixed end, and a decision that does not come to a safe plan follows
/// the last one that was. Deterministic, allocates nothing from the second decision on; not thread-safe. Time is the model's, in the unit of its
/// rates.
/// </summary>
public sealed class Planner<TModel> where TModel : IOptimalControlModel
{
    // A rest of a stage shorter than this part of it joins the stage before.
    private const double ShortestPart = 1e-6;
    // Plans made before the first decision, so that its back-off belongs to its own plan.
    private const int FirstPasses = 4;
    // Of real-time iterations in one decision: full steps that have not come together by then will not.
    private const int MostRepeats = 8;

    private readonly OptimalControlProblem _problem;
    private readonly PlannerOptions _options;
    private readonly SqpSolver<TModel> _solver;
    private readonly SoftLimits<TModel> _limits;
    private readonly BackOff<TModel> _backOff;
    private readonly ScenarioParameters? _scenarios;
    private readonly double[] _steps, _before;
    private bool _guessed;
    private int _iterations; // of the decision, before the present attempt
    private readonly int[] _course; // nodes of the first scenario, by stage

    /// <param name="problem">
    /// What to plan. Its stage costs are rates: each is weighed by the length of its stage. Stages keep the lengths given here until a fixed end cuts
    /// them. With several sets of parameters, one for the estimate and two for each uncertain parameter, the tree's scenarios are made from the
    /// estimate.
    /// </param>
    /// <exception cref="ArgumentException">Sizes do not fit.</exception>
    public Planner(OptimalControlProblem problem, PlannerOptions options)
    {
        StageTree tree = problem.Tree;
        int n = problem.States, scenarios = problem.Parameters.Length, uncertain = options.UncertainParameters.Length;
        if (problem.Steps.Length != tree.Stage(tree.Nodes - 1))
            throw new ArgumentException($"The tree has {tree.Stage(tree.Nodes - 1)} stages, and {problem.Steps.Length} lengths are given.");
        if (scenarios > 1 && scenarios != 1 + 2 * uncertain)
            throw new ArgumentException($"{uncertain} uncertain parameters make {1 + 2 * uncertain} scenarios, not {scenarios}.");
        if (!(options.Risk is > 0 and <= 0.5)) throw new ArgumentException($"A risk is above 0 and at most 0.5, not {options.Risk}.");
        _options = options;
        _steps = [.. problem.Steps];
        _problem = problem with
        {
            Steps = [.. problem.Steps],
            Parameters = [.. problem.Parameters.Select(p => (double[])p.Clone())],
            Weights = new double[tree.Nodes],
            StateBackOff = new double[tree.Nodes * n],
            PathBackOff = new double[tree.Nodes * problem.PathRows],
            StatePrice = problem.StatePrice is { } prices ? [.. prices] : Infinite(n),
            PathPrice = problem.PathPrice is { } pathPrices ? [.. pathPrices] : Infinite(problem.PathRows),
        };
        _solver = new SqpSolver<TModel>(_problem)
        {
            IterationLimit = options.IterationLimit, Tolerance = options.Tolerance,
            Expired = options.Expired is { } expired ? () => expired(_iterations + _solver!.Iterations) : null,
        };
        _limits = new SoftLimits<TModel>(_problem, options.RecoveryPrice);
        // With scenarios the parameters' uncertainty is in them.
        _backOff = new BackOff<TModel>(_problem, options, scenarios > 1 ? [] : options.UncertainParameters);
        if (scenarios > 1) _scenarios = new ScenarioParameters(_problem, options);
        _before = new double[problem.Inputs];
        _course = new int[_steps.Length + 1];
        for (int node = tree.Nodes - 1; node >= 0; node--) _course[tree.Stage(node)] = node;
        Plan = new Trajectory(_steps.Length, n, problem.Inputs);

        static double[] Infinite(int n)
        {
            var prices = new double[n];
            Array.Fill(prices, double.PositiveInfinity);
            return prices;
        }
    }

    /// <summary>The plan that is followed, from the time of the last decision on.</summary>
    public Trajectory Plan { get; }

    /// <summary>A first guess for the next decision: the state at each node and the input of each stage, row by row, by stage.</summary>
    public void Start(ReadOnlySpan<double> states, ReadOnlySpan<double> inputs)
    {
        StageTree tree = _problem.Tree;
        int n = _problem.States, m = _problem.Inputs;
        for (int node = 0; node < tree.Nodes; node++)
        {
            int stage = tree.Stage(node);
            _solver.Start(node, states.Slice(stage * n, n), tree.IsLeaf(node) ? [] : inputs.Slice(stage * m, m));
        }
        _guessed = true;
    }

    /// <summary>Decides anew.</summary>
    /// <param name="now">Model time.</param>
    /// <param name="x">Estimated state, n.</param>
    /// <param name="root">
    /// Square root of the estimate's covariance, row-major: rows of the states, then of the uncertain parameters; any number of columns. Empty where
    /// no uncertainty is known: no back-off, all scenarios alike.
    /// </param>
    /// <param name="before">Input in force.</param>
    /// <param name="parameters">All parameters of the model, as estimated or given.</param>
    public PlanOutcome Decide(
        double now, ReadOnlySpan<double> x, ReadOnlySpan<double> root, ReadOnlySpan<double> before, ReadOnlySpan<double> parameters)
    {
        if (!SetGrid(now)) return new(PlanSource.Ended, SqpStatus.Solved, 0, double.NaN, 0, false, false);
        for (int i = 0; i < _before.Length; i++)
            _before[i] = Math.Clamp(before[i], _problem.InputLow?[i] ?? double.NegativeInfinity, _problem.InputHigh?[i] ?? double.PositiveInfinity);
        int columns = root.Length / (_problem.States + _options.UncertainParameters.Length);
        foreach (double[] scenario in _problem.Parameters) parameters.CopyTo(scenario);
        _scenarios?.SpreadOut(root, columns);
        bool first = !Restart(now, x);
        _guessed = false;
        if (columns > 0) _backOff.SetEstimate(root, columns);
        else _backOff.Clear();
        _limits.Restore();

        _iterations = 0;
        SqpStatus status = Solve(now, x, columns > 0, first);
        if (status is SqpStatus.Infeasible or SqpStatus.Stalled && _limits.SoftenAll())
        {
            Restart(now, x);
            status = Solve(now, x, columns > 0, first);
        }
        return IsSafe(status, now, x) ? Take(status, now) : FollowEarlier(status, now);
    }

    /// <summary>The last safe plan moved on, or a guess: one that was given, or what the input in force leads to; false for one.</summary>
    private bool Restart(double now, ReadOnlySpan<double> x)
    {
        if (!_guessed && _solver.Resume(now)) return true;
        if (!_guessed) _solver.RollOut(now, x, _before);
        return false;
    }

    private SqpStatus Solve(double now, ReadOnlySpan<double> x, bool uncertain, bool first)
    {
        SqpStatus status = SqpStatus.NotFinite;
        for (int pass = 0; pass < (first && uncertain ? FirstPasses : 1); pass++)
        {
            if (pass > 0 && status != SqpStatus.Solved) break;
            if (uncertain && !_backOff.Renew(_solver, now)) return SqpStatus.NotFinite;
            _limits.SoftenOutside(now, x, _before);
            if (!first && _options.RealTime)
            {
                status = Iterate(now, x);
                if (status != SqpStatus.Iterated || IsSafe(status, now, x)) continue;
                // Full steps do not come together: again from the last plan, with steps that are judged.
                Restart(now, x);
            }
            status = _solver.Solve(now, x, _before);
            _iterations += _solver.Iterations;
        }
        return status;
    }

    /// <summary>One iteration, and more while a large surprise in the estimate leaves the plan unsafe.</summary>
    private SqpStatus Iterate(double now, ReadOnlySpan<double> x)
    {
        for (int made = 1; ; made++)
        {
            _solver.Prepare(now);
            SqpStatus status = _solver.Feedback(x, _before);
            _iterations++;
            if (status != SqpStatus.Iterated || made == MostRepeats || IsSafe(status, now, x)) return status;
            if (_options.Expired?.Invoke(_iterations) == true) return SqpStatus.Deadline;
        }
    }

    private bool IsSafe(SqpStatus status, double now, ReadOnlySpan<double> x) => status switch
    {
        SqpStatus.Solved => true,
        SqpStatus.NotFinite or SqpStatus.Infeasible => false,
        _ => _solver.Infeasibility(now, x, _before) <= _options.SafeDefect,
    };

    private PlanOutcome Take(SqpStatus status, double now)
    {
        _solver.Keep(now);
        Plan.Begin(now, _solver.Cost);
        Plan.SetState(_solver.State(0));
        for (int stage = 0; stage < _steps.Length && _problem.Steps[stage] > 0; stage++)
        {
            Plan.AddStage(_solver.Input(_course[stage]), _problem.Steps[stage]);
            Plan.SetState(_solver.State(_course[stage + 1]));
        }
        return new(PlanSource.New, status, _iterations, Plan.Cost, 0, _limits.Softened, _backOff.Cut);
    }

    private PlanOutcome FollowEarlier(SqpStatus status, double now)
    {
        Plan.MoveTo(now);
        double age = now - Plan.Made;
        bool follow = Plan.Stages > 0 && age <= _options.MaximumAge;
        return new(follow ? PlanSource.Earlier : PlanSource.None, status, _iterations, follow ? Plan.Cost : double.NaN, age, _limits.Softened,
            _backOff.Cut);
    }

    /// <summary>Lengths and weights of the stages from now to the end; false when nothing is left.</summary>
    private bool SetGrid(double now)
    {
        double left = (_options.End ?? double.PositiveInfinity) - now;
        if (!(left > ShortestPart * _steps[0])) return false;
        for (int stage = 0; stage < _steps.Length; stage++)
        {
            double step = left < (1 + ShortestPart) * _steps[stage] ? left : _steps[stage];
            _problem.Steps[stage] = step;
            left -= step;
        }
        StageTree tree = _problem.Tree;
        for (int node = 0; node < tree.Nodes; node++)
            _problem.Weights![node] = tree.Weight(node) * (tree.IsLeaf(node) ? 1 : _problem.Steps[tree.Stage(node)]);
        return true;
    }
}
