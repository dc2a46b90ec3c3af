using System.Collections.Immutable;
using Titer.Control.Controllers;
using Titer.Control.Estimators.Transcription;
using Titer.Control.Predictive;
using Titer.Core;
using Titer.Numerics;
using Titer.Processes.Transcription;
using A = Titer.Control.Estimators.Transcription.IvtAdaptiveState;
using M = Titer.Control.Strategy.Transcription.IvtStrategyModel;
using P = Titer.Processes.Transcription.IvtParameter;
using U = Titer.Processes.Transcription.IvtInput;

namespace Titer.Control.Strategy.Transcription;

/// <summary>
/// Economic predictive control of a fed-batch transcription: plans the feeds of nucleotides, magnesium and polymerase to the end of the reaction for
/// the most full-length RNA there. It moves the set points of the three feeds; the recipe's own are its linear feed.
/// </summary>
public sealed class IvtStrategy : PlannedStrategy<M>
{
    /// <summary>Largest relative standard uncertainty of nucleotides and of free magnesium from which is planned; below their floors
    /// absolute.</summary>
    public const double MaximumRelativeUncertainty = 0.2;

    private const double NucleotideFloor = 5, MagnesiumFloor = 1; // mmol/L

    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);

    private static readonly ImmutableArray<Variable> Recorded =
    [
        new(new Tag("ln-template"), Unit.One), new(new Tag("RNA-mass"), Unit.Gram), new(new Tag("dsRNA-mass"), Unit.Gram),
        new(TranscriptionTags.Nucleotides, Unit.Millimolar), new(new Tag("pyrophosphate"), Unit.Millimolar),
        new(new Tag("phosphate"), Unit.Millimolar), new(TranscriptionTags.Magnesium, Unit.Millimolar), new(new Tag("template-loss"), Unit.PerHour),
        new(TranscriptionTags.Polymerase, Unit.Nanomolar), new(new Tag("cations"), Unit.Millimolar), new(new Tag("anions"), Unit.Millimolar),
        new(Tags.Volume, Unit.Litre), new(new Tag("fed/nucleotides"), Unit.Litre), new(new Tag("fed/polymerase"), Unit.Litre),
        new(TranscriptionTags.NucleotideFeed, Unit.LitrePerHour), new(TranscriptionTags.MagnesiumFeed, Unit.LitrePerHour),
        new(TranscriptionTags.PolymeraseFeed, Unit.LitrePerHour),
    ];

    private readonly IvtStrategySettings _settings;
    private readonly IvtEstimator _estimator;
    private readonly double[] _parameters = new double[M.Parameters], _before = new double[M.Inputs], _state = new double[M.States];
    private readonly double[] _root = new double[M.States * A.Count];
    private double _nucleotide, _polymerase; // L fed

    public IvtStrategy(IvtStrategySettings settings, IvtEstimator estimator, IDeadline deadline)
        : base(settings.Every, IvtStrategyProblem.MaximumAge, Needs, deadline) => (_settings, _estimator) = (settings, estimator);

    protected override ImmutableArray<Variable> Columns => Recorded;

    protected override ImmutableArray<Tag> Through { get; } =
        [Actuators.Atp, Actuators.Utp, Actuators.Ctp, Actuators.Gtp, Actuators.Cap, Actuators.Magnesium, Actuators.Polymerase];

    protected override string Hash => InVitroTranscription.Description.Hash(_parameters.AsSpan(0, P.Count));

    protected override ReadOnlySpan<double> State => _state;

    protected override ReadOnlySpan<double> Root => _root;

    protected override double[] Parameters => _parameters;

    protected override double[] Before => _before;

    private static ImmutableArray<Need> Needs =>
        [new(Tags.PH, Fresh), new(TranscriptionTags.FreeMagnesium, Fresh), new(TranscriptionTags.Nucleotides, Fresh)];

    protected override OptimalControlProblem Problem(double hours) => IvtStrategyProblem.Of(_settings, hours);

    protected override PlannerOptions Options(Func<int, bool> expired) => IvtStrategyProblem.Options(_settings, end: 0, expired);

    protected override (double[] States, double[] Inputs) FirstCourse(ReadOnlySpan<double> steps, double left) =>
        IvtFirstCourse.Of(steps, left, _state, _settings, _parameters);

    protected override void Pass(double hours)
    {
        ReadOnlySpan<double> u = _estimator.Inputs;
        _nucleotide += hours * (u[U.Atp] + u[U.Utp] + u[U.Ctp] + u[U.Gtp]);
        _polymerase += hours * u[U.Polymerase];
    }

    protected override void Take(Situation situation)
    {
        _estimator.Parameters.CopyTo(_parameters);
        ReadOnlySpan<double> reaction = _estimator.State, u = _estimator.Inputs;
        IvtStrategyState.Of(reaction, _nucleotide, _polymerase, _settings, _parameters, _state);
        IvtStrategyState.Root(reaction, _estimator.Root, A.Count, _parameters, _root);
        Caution.Apply(_estimator.Root, _settings.Risk, _parameters);
        _before[M.NucleotideFeed] = u[U.Atp] + u[U.Utp] + u[U.Ctp] + u[U.Gtp];
        (_before[M.MagnesiumFeed], _before[M.PolymeraseFeed]) = (u[U.Magnesium], u[U.Polymerase]);
    }

    protected override string? TooUncertain(Situation situation) =>
        TooUncertain(situation.Estimate!, TranscriptionTags.Nucleotides, NucleotideFloor)
        ?? TooUncertain(situation.Estimate!, TranscriptionTags.FreeMagnesium, MagnesiumFloor);

    protected override double Uncertainty(Estimate estimate, int state)
    {
        ReadOnlySpan<double> row = _root.AsSpan(state * A.Count, A.Count);
        return Math.Sqrt(FixedDot.Of(row, row));
    }

    protected override void Move(Trajectory plan, double now, Dictionary<Tag, double> moves)
    {
        ReadOnlySpan<double> planned = plan.InputAt(now);
        moves[TranscriptionTags.NucleotideFeed] = planned[M.NucleotideFeed];
        moves[TranscriptionTags.MagnesiumFeed] = planned[M.MagnesiumFeed];
        moves[TranscriptionTags.PolymeraseFeed] = planned[M.PolymeraseFeed];
    }

    // Little that is left may be known badly: it decides nothing.
    private static string? TooUncertain(Estimate estimate, Tag tag, double floor)
    {
        double relative = estimate.Uncertainty(tag) / Math.Max(estimate[tag], floor);
        return relative > MaximumRelativeUncertainty ? $"{tag} is known to {100 * relative:F0} % only" : null;
    }
}
