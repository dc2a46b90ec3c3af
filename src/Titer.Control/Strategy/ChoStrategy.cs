using System.Collections.Immutable;
using Titer.Control.Controllers;
using Titer.Control.Estimators;
using Titer.Control.Predictive;
using Titer.Core;
using Titer.Numerics;
using Titer.Processes.CellCulture;
using M = Titer.Control.Strategy.ChoStrategyModel;
using U = Titer.Processes.CellCulture.ChoInput;
using X = Titer.Processes.CellCulture.ChoState;

namespace Titer.Control.Strategy;

/// <summary>
/// Economic predictive control of a CHO fed-batch: plans feed, temperature and pH to the end of the batch for the most antigen there, or for enough,
/// and
/// decides anew every hour from the newest estimate. It moves set points, which the loops below follow, and gives the feed; its ladder has two
/// rungs: follow
/// the plan while there is a safe one and the readings it needs are good, else leave everything to the recipe's own set points.
/// </summary>
public sealed class ChoStrategy : IStrategy
{
    /// <summary>Controller and rung, as decisions name them.</summary>
    public const string DecidedBy = "strategy/predictive";

    /// <summary>Largest relative standard uncertainty of viable cells and of glucose from which is planned.</summary>
    public const double MaximumRelativeUncertainty = 0.15;

    private static readonly Need[] Needs = [new(Tags.Glucose, TimeSpan.FromMinutes(90)), new(Tags.Biovolume, TimeSpan.FromMinutes(60))];

    private readonly ChoStrategySettings _settings;
    private readonly ChoEstimator _estimator;
    private readonly IDeadline _deadline;
    private readonly Ladder _ladder;
    private readonly Dictionary<Tag, double> _moves = [];
    private readonly double[] _parameters = new double[M.Parameters], _before = new double[M.Inputs];
    private OptimalControlProblem? _problem;
    private Planner<M>? _planner;
    private PlanOutcome _outcome;
    private DateTimeOffset _due, _end, _planned;

    public ChoStrategy(ChoStrategySettings settings, ChoEstimator estimator, IDeadline deadline)
    {
        (_settings, _estimator, _deadline) = (settings, estimator, deadline);
        _ladder = new Ladder("strategy", [new Rung("predictive", [.. Needs], WithoutPlan), new Rung("recipe", [])]);
    }

    public string Name => "strategy";

    public IReadOnlyDictionary<Tag, double> Moves => _moves;

    /// <summary>Planned feed of now, L/h; null while the plan is not followed.</summary>
    public double? Feed { get; private set; }

    public void Decide(Situation situation, double hours, ControlOutput to)
    {
        if (situation.Stopped || situation.Estimate is null || situation.StrategyEnd is not { } end)
        {
            Release();
            _due = situation.Now; // the first tick that follows the strategy again decides
            return;
        }
        _end = end;
        bool decides = situation.Now >= _due && Unmet(situation) is null;
        if (decides)
        {
            _due = situation.Now + _settings.Every;
            to.Decisions.Add(Plan(situation));
        }
        _ladder.Choose(situation, to.Events, out bool changed);
        if (_ladder.OnLastRung)
        {
            Release();
            return;
        }
        double now = ModelTime(situation.Now);
        ReadOnlySpan<double> planned = _planner!.Plan.InputAt(now);
        Feed = planned[M.Feed];
        if (!decides && !changed) return;
        (_moves[Tags.Temperature], _moves[Tags.PH]) = (planned[M.Temperature], planned[M.PH]);
        // The middle of what is planned until the next decision; the set point of glucose says where the feed is meant to lead.
        _moves[Tags.Glucose] = _planner.Plan.StateAt(now + 0.5 * _settings.Every.TotalHours, X.Glucose);
    }

    private void Release()
    {
        _moves.Clear();
        Feed = null;
    }

    /// <summary>Model time counts to the end, which is 0.</summary>
    private double ModelTime(DateTimeOffset time) => (time - _end).TotalHours;

    private static string? Unmet(Situation situation)
    {
        foreach (Need need in Needs)
            if (!need.IsMet(situation, out _, out string why)) return why;
        return TooUncertain(situation);
    }

    private static string? TooUncertain(Situation situation) =>
        situation.TooUncertain(Tags.Glucose, MaximumRelativeUncertainty) ?? situation.TooUncertain(Tags.ViableCells, MaximumRelativeUncertainty);

    private string? WithoutPlan(Situation situation)
    {
        if (TooUncertain(situation) is { } uncertain) return uncertain;
        if (_planner is null || !_outcome.Valid) return $"there is no safe plan ({_outcome.Status.ForRecord().Word()})";
        double age = ModelTime(situation.Now) - _planner.Plan.Made;
        return age > ChoStrategyProblem.MaximumAge ? $"the last safe plan is {age:F1} h old" : null;
    }

    private Decision Plan(Situation situation)
    {
        double now = ModelTime(situation.Now);
        ReadOnlySpan<double> x = _estimator.State[..M.States];
        SetUp(situation);
        if (_planner is null)
        {
            _problem = ChoStrategyProblem.Of(_settings, -now);
            _planner = new Planner<M>(_problem, ChoStrategyProblem.Options(_settings, end: 0, _deadline.IsUp));
        }
        if (!_outcome.Valid || now - _planner.Plan.Made > ChoStrategyProblem.MaximumAge)
        {
            (double[] states, double[] inputs) = FirstCourse.Of(_problem!.Steps, -now, x, _before,
                Math.Clamp(x[X.Glucose], _settings.Glucose.Low, _settings.Glucose.High), _settings.Feed.High, _parameters);
            _planner.Start(states, inputs);
        }
        _deadline.Begin(DecidedBy);
        _outcome = _planner.Decide(now, x, _estimator.Root[..(M.States * AdaptiveState.Count)], _before, _parameters);
        if (_outcome.Source == PlanSource.New) _planned = situation.Now;
        return DecisionOf(situation, now);
    }

    /// <summary>What is held over the horizon, and the input in force.</summary>
    private void SetUp(Situation situation)
    {
        _estimator.Parameters.CopyTo(_parameters);
        ReadOnlySpan<double> u = _estimator.Inputs;
        M.SetObjective(_settings, InForce(situation, Tags.DissolvedOxygen, DefaultOxygen), u[U.Air] + u[U.OxygenGas] + u[U.CarbonDioxideGas], _parameters);
        _before[M.Feed] = u[U.Feed];
        _before[M.Temperature] = InForce(situation, Tags.Temperature, _estimator.State[X.Temperature]);
        _before[M.PH] = InForce(situation, Tags.PH, situation.Estimate![Tags.PH]);
    }

    // % of air saturation, where the recipe does not control it.
    private const double DefaultOxygen = 40;

    private static double InForce(Situation situation, Tag tag, double otherwise) =>
        situation.Targets.TryGetValue(tag, out Target target) ? target.Value : otherwise;

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
        return new Decision(DecidedBy, situation.Now, ChoSlowCulture.Description.Hash(_estimator.Parameters), Basis(situation.Estimate!),
            _outcome.Status.ForRecord(), reason, _outcome.Iterations, _outcome.Cost,
            _outcome.Valid ? _planned : null,
            _outcome.Valid ? ChoStrategyRecord.Of(plan, now) : PlannedTrajectory.None);
    }

    private DecisionBasis Basis(Estimate estimate)
    {
        var (values, uncertainties) = (ImmutableArray.CreateBuilder<double>(), ImmutableArray.CreateBuilder<double>());
        foreach (Variable variable in ChoStrategyRecord.States)
        {
            values.Add(_estimator.State[values.Count]);
            uncertainties.Add(estimate.Uncertainty(variable.Tag));
        }
        values.AddRange(_before);
        uncertainties.AddRange(0, 0, 0);
        return new DecisionBasis(estimate.Time, ChoStrategyRecord.Columns, values.ToImmutable(), uncertainties.ToImmutable());
    }
}
