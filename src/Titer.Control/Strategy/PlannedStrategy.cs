using System.Collections.Immutable;
using Titer.Control.Controllers;
using Titer.Control.Predictive;
using Titer.Core;
using Titer.Numerics;

namespace Titer.Control.Strategy;

/// <summary>
/// Economic predictive control of a batch, whatever is made in it: plans from the newest estimate to the end of the batch, anew at a fixed interval,
/// and moves set points, which the loops below follow. Its ladder has two rungs: follow the plan while there is a safe one and the readings it needs
/// are good and nobody has one of its actuators by hand, else leave everything to the recipe's own set points.
/// </summary>
public abstract class PlannedStrategy<TModel> : IStrategy where TModel : IOptimalControlModel
{
    /// <summary>Controller and rung, as decisions name them.</summary>
    public const string DecidedBy = "strategy/predictive";

    private readonly TimeSpan _every;
    private readonly double _maximumAge;
    private readonly ImmutableArray<Need> _needs;
    private readonly IDeadline _deadline;
    private readonly Ladder _ladder;
    private readonly Dictionary<Tag, double> _moves = [];
    private OptimalControlProblem? _problem;
    private Planner<TModel>? _planner;
    private PlanOutcome _outcome;
    private DateTimeOffset _due, _end, _planned;

    /// <param name="every">Time from one decision to the next.</param>
    /// <param name="maximumAge">Of a plan that is followed, h.</param>
    /// <param name="needs">Readings without which nothing is planned.</param>
    protected PlannedStrategy(TimeSpan every, double maximumAge, ImmutableArray<Need> needs, IDeadline deadline)
    {
        (_every, _maximumAge, _needs, _deadline) = (every, maximumAge, needs, deadline);
        _ladder = new Ladder("strategy", [new Rung("predictive", needs, WithoutPlan), new Rung("recipe", [])]);
    }

    public string Name => "strategy";

    /// <summary>Set points that it wants, by tag; empty while those of the recipe count.</summary>
    public IReadOnlyDictionary<Tag, double> Moves => _moves;

    /// <summary>Time from one decision to the next, h.</summary>
    protected double Interval => _every.TotalHours;

    /// <summary>States, then inputs, as the record names them.</summary>
    protected abstract ImmutableArray<Variable> Columns { get; }

    /// <summary>Actuators whose course is planned, or through which planned set points are reached.</summary>
    protected abstract ImmutableArray<Tag> Through { get; }

    /// <summary>Content hash of the model with the parameters that are planned with.</summary>
    protected abstract string Hash { get; }

    /// <summary>What is planned from: state of the model, and a square root of its covariance with a row for each state and uncertain
    /// parameter.</summary>
    protected abstract ReadOnlySpan<double> State { get; }

    protected abstract ReadOnlySpan<double> Root { get; }

    protected abstract double[] Parameters { get; }

    /// <summary>Inputs in force.</summary>
    protected abstract double[] Before { get; }

    /// <param name="hours">From the first decision to the end.</param>
    protected abstract OptimalControlProblem Problem(double hours);

    /// <param name="expired">Whether the time for a decision is up after this many iterations.</param>
    protected abstract PlannerOptions Options(Func<int, bool> expired);

    /// <summary>Where a planner without a plan starts from: states and inputs, row by row.</summary>
    /// <param name="steps">Lengths of the stages, h.</param>
    /// <param name="left">Time to the end, h.</param>
    protected abstract (double[] States, double[] Inputs) FirstCourse(ReadOnlySpan<double> steps, double left);

    /// <summary>Takes state, parameters and inputs in force from the estimate, before a decision.</summary>
    protected abstract void Take(Situation situation);

    /// <summary>Why the estimate is not good enough to plan from, null when it is.</summary>
    protected abstract string? TooUncertain(Situation situation);

    /// <summary>Standard uncertainty of a state of the model, in the unit of its column.</summary>
    protected abstract double Uncertainty(Estimate estimate, int state);

    /// <summary>Writes the set points that follow a plan.</summary>
    /// <param name="now">Model time.</param>
    protected abstract void Move(Trajectory plan, double now, Dictionary<Tag, double> moves);

    /// <summary>Called in every tick in which the recipe leaves its set points to the strategy.</summary>
    protected virtual void Pass(double hours) { }

    /// <summary>Called in every tick with the inputs planned for now; empty while the plan is not followed.</summary>
    protected virtual void Follow(ReadOnlySpan<double> planned) { }

    public void Decide(Situation situation, double hours, ControlOutput to)
    {
        if (situation.Stopped || situation.Estimate is null || situation.StrategyEnd is not { } end)
        {
            Release();
            _due = situation.Now; // the first tick that follows the strategy again decides
            return;
        }
        _end = end;
        Pass(hours);
        bool decides = situation.Now >= _due && Unmet(situation) is null;
        if (decides)
        {
            _due = situation.Now + _every;
            to.Decisions.Add(Plan(situation));
        }
        _ladder.Choose(situation, to.Events, out bool changed);
        if (_ladder.OnLastRung)
        {
            Release();
            return;
        }
        double now = ModelTime(situation.Now);
        Follow(_planner!.Plan.InputAt(now));
        if (decides || changed) Move(_planner.Plan, now, _moves);
    }

    private void Release()
    {
        _moves.Clear();
        Follow([]);
    }

    /// <summary>Model time counts to the end, which is 0.</summary>
    private double ModelTime(DateTimeOffset time) => (time - _end).TotalHours;

    private string? Unmet(Situation situation)
    {
        foreach (Need need in _needs)
            if (!need.IsMet(situation, out _, out string why)) return why;
        return situation.Handled(Through) ?? TooUncertain(situation);
    }

    private string? WithoutPlan(Situation situation)
    {
        if (situation.Handled(Through) is { } hand) return hand;
        if (TooUncertain(situation) is { } uncertain) return uncertain;
        if (_planner is null || !_outcome.Valid) return $"there is no safe plan ({_outcome.Status.ForRecord().Word()})";
        double age = ModelTime(situation.Now) - _planner.Plan.Made;
        return age > _maximumAge ? $"the last safe plan is {age:F1} h old" : null;
    }

    private Decision Plan(Situation situation)
    {
        double now = ModelTime(situation.Now);
        Take(situation);
        if (_planner is null)
        {
            _problem = Problem(-now);
            _planner = new Planner<TModel>(_problem, Options(_deadline.IsUp));
        }
        if (!_outcome.Valid || now - _planner.Plan.Made > _maximumAge)
        {
            (double[] states, double[] inputs) = FirstCourse(_problem!.Steps, -now);
            _planner.Start(states, inputs);
        }
        _deadline.Begin(DecidedBy);
        _outcome = _planner.Decide(now, State, Root, Before, Parameters);
        if (_outcome.Source == PlanSource.New) _planned = situation.Now;
        return DecisionOf(situation, now);
    }

    private Decision DecisionOf(Situation situation, double now)
    {
        Trajectory plan = _planner!.Plan;
        double age = now - plan.Made;
        string reason = _outcome.Source switch
        {
            PlanSource.New => "the plan of this decision is followed",
            PlanSource.Earlier => $"no new plan is safe, that of {age:F1} h ago is followed",
            PlanSource.Ended => "the end is reached",
            _ => "no plan is safe, the set points of the recipe count",
        };
        if (_outcome.Softened) reason += "; a limit that cannot be kept is kept as nearly as can be";
        return new Decision(DecidedBy, situation.Now, Hash, Basis(situation.Estimate!), _outcome.Status.ForRecord(), reason, _outcome.Iterations,
            _outcome.Cost, _outcome.Valid ? _planned : null, _outcome.Valid ? Recorded(plan, now) : PlannedTrajectory.None);
    }

    private DecisionBasis Basis(Estimate estimate)
    {
        var (values, uncertainties) = (ImmutableArray.CreateBuilder<double>(), ImmutableArray.CreateBuilder<double>());
        for (int state = 0; state < State.Length; state++)
        {
            values.Add(State[state]);
            uncertainties.Add(Uncertainty(estimate, state));
        }
        values.AddRange(Before);
        uncertainties.AddRange(new double[Before.Length]);
        return new DecisionBasis(estimate.Time, Columns, values.ToImmutable(), uncertainties.ToImmutable());
    }

    /// <summary>The plan as the record keeps it, times from the decision on.</summary>
    private PlannedTrajectory Recorded(Trajectory plan, double now)
    {
        var (hours, rows) = (ImmutableArray.CreateBuilder<double>(plan.Stages + 1), ImmutableArray.CreateBuilder<double>());
        for (int node = 0; node <= plan.Stages; node++)
        {
            hours.Add(plan.Times[node] - now);
            rows.AddRange(plan.State(node));
            rows.AddRange(plan.Input(Math.Min(node, plan.Stages - 1)));
        }
        return new PlannedTrajectory(Columns, hours.MoveToImmutable(), rows.ToImmutable());
    }
}
