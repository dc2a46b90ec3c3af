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
/// decides anew every hour from the newest estimate. It moves set points, which the loops below follow, and gives the feed.
/// </summary>
public sealed class ChoStrategy(ChoStrategySettings settings, ChoEstimator estimator, IDeadline deadline)
    : PlannedStrategy<M>(settings.Every, ChoStrategyProblem.MaximumAge, Needs, deadline)
{
    /// <summary>Largest relative standard uncertainty of viable cells and of glucose from which is planned.</summary>
    public const double MaximumRelativeUncertainty = 0.15;

    // % of air saturation, where the recipe does not control it.
    private const double DefaultOxygen = 40;

    private static readonly ImmutableArray<Variable> States = [.. AdaptiveState.Published[..M.States]];

    private static readonly ImmutableArray<Variable> Recorded =
    [
        .. States, new Variable(Actuators.Feed, Unit.LitrePerHour), new Variable(Tags.Temperature, Unit.Celsius), new Variable(Tags.PH, Unit.PH),
    ];

    private readonly double[] _parameters = new double[M.Parameters], _before = new double[M.Inputs];

    /// <summary>Planned feed of now, L/h; null while the plan is not followed.</summary>
    public double? Feed { get; private set; }

    protected override ImmutableArray<Variable> Columns => Recorded;

    protected override ImmutableArray<Tag> Through { get; } = [Actuators.Feed, Actuators.Jacket, Actuators.CarbonDioxide, Actuators.Base];

    protected override string Hash => ChoSlowCulture.Description.Hash(estimator.Parameters);

    protected override ReadOnlySpan<double> State => estimator.State[..M.States];

    protected override ReadOnlySpan<double> Root => estimator.Root[..(M.States * AdaptiveState.Count)];

    protected override double[] Parameters => _parameters;

    protected override double[] Before => _before;

    private static ImmutableArray<Need> Needs => [new(Tags.Glucose, TimeSpan.FromMinutes(90)), new(Tags.Biovolume, TimeSpan.FromMinutes(60))];

    protected override OptimalControlProblem Problem(double hours) => ChoStrategyProblem.Of(settings, hours);

    protected override PlannerOptions Options(Func<int, bool> expired) => ChoStrategyProblem.Options(settings, end: 0, expired);

    protected override (double[] States, double[] Inputs) FirstCourse(ReadOnlySpan<double> steps, double left) => Strategy.FirstCourse.Of(
        steps, left, State, _before, Math.Clamp(State[X.Glucose], settings.Glucose.Low, settings.Glucose.High), settings.Feed.High, _parameters);

    /// <summary>What is held over the horizon, and the input in force.</summary>
    protected override void Take(Situation situation)
    {
        estimator.Parameters.CopyTo(_parameters);
        ReadOnlySpan<double> u = estimator.Inputs;
        M.SetObjective(settings, InForce(situation, Tags.DissolvedOxygen, DefaultOxygen), u[U.Air] + u[U.OxygenGas] + u[U.CarbonDioxideGas],
            _parameters);
        _before[M.Feed] = u[U.Feed];
        _before[M.Temperature] = InForce(situation, Tags.Temperature, estimator.State[X.Temperature]);
        _before[M.PH] = InForce(situation, Tags.PH, situation.Estimate![Tags.PH]);
    }

    protected override string? TooUncertain(Situation situation) =>
        situation.TooUncertain(Tags.Glucose, MaximumRelativeUncertainty) ?? situation.TooUncertain(Tags.ViableCells, MaximumRelativeUncertainty);

    protected override double Uncertainty(Estimate estimate, int state) => estimate.Uncertainty(States[state].Tag);

    protected override void Follow(ReadOnlySpan<double> planned) => Feed = planned.IsEmpty ? null : planned[M.Feed];

    protected override void Move(Trajectory plan, double now, Dictionary<Tag, double> moves)
    {
        ReadOnlySpan<double> planned = plan.InputAt(now);
        (moves[Tags.Temperature], moves[Tags.PH]) = (planned[M.Temperature], planned[M.PH]);
        // The middle of what is planned until the next decision; the set point of glucose says where the feed is meant to lead.
        moves[Tags.Glucose] = plan.StateAt(now + 0.5 * Interval, X.Glucose);
    }

    private static double InForce(Situation situation, Tag tag, double otherwise) =>
        situation.Targets.TryGetValue(tag, out Target target) ? target.Value : otherwise;
}
