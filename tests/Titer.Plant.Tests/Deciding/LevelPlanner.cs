using System.Collections.Immutable;
using Titer.Control;
using Titer.Control.Controllers;
using Titer.Core;
using Titer.Numerics;

namespace Titer.Plant.Tests.Deciding;

/// <summary>A small predictive controller of the slow tank's level. When it finds no plan in time it follows the rest of its last safe one.</summary>
internal sealed class LevelPlanner : IController
{
    public const string Rung = "level/predictive";
    public static readonly Tag Level = new("level");
    public static readonly TimeSpan Step = TimeSpan.FromMinutes(30);
    private const int Horizon = 6;
    private static readonly ActuatorLimit Pump = new(Actuators.Feed, Unit.LitrePerHour, 0, 2, 60, 0);
    private static readonly ImmutableArray<Variable> Columns = [new(Level, Unit.Litre), new(Actuators.Feed, Unit.LitrePerHour)];

    private readonly IDeadline _deadline;
    private readonly SqpSolver<SlowTank> _solver;
    private (DateTimeOffset Time, double[] Hours, double[] Rows)? _safe;

    public LevelPlanner(IDeadline deadline)
    {
        _deadline = deadline;
        _solver = new SqpSolver<SlowTank>(new OptimalControlProblem
        {
            Tree = StageTree.Chain(Horizon), States = 1, Inputs = 1, Steps = OptimalControlProblem.EqualSteps(Horizon, Step.TotalHours), Parameters = [[1.5]],
            InputLow = [Pump.Low], InputHigh = [Pump.High],
        })
        {
            Expired = () => _deadline.IsUp(_solver!.Iterations),
        };
        _solver.Start([0.1], [0]);
    }

    public string Name => "level";

    public void Decide(Situation situation, double hours, ControlOutput to)
    {
        Measurement level = situation.Measurements[Level];
        double before = situation.InForce.TryGetValue(Actuators.Feed, out Command? last) ? last.Value : 0;
        _deadline.Begin(Rung);
        SqpStatus status = _solver.Solve(0, [level.Value], [before]);
        if (status == SqpStatus.Solved) _safe = (situation.Now, [.. Enumerable.Range(0, Horizon).Select(k => k * Step.TotalHours)], Plan());

        var plan = _safe is { } safe
            ? new PlannedTrajectory(Columns, [.. safe.Hours.Select(h => h - (situation.Now - safe.Time).TotalHours)], [.. safe.Rows])
            : PlannedTrajectory.None;
        to.Decisions.Add(new Decision(Rung, situation.Now, "slow-tank", new DecisionBasis(level.Time, [Columns[0]], [level.Value], [level.StandardUncertainty]),
            status.ForRecord(), status == SqpStatus.Solved ? "" : "Time was up.", _solver.Iterations, _solver.Cost, _safe?.Time, plan));
        int row = plan.Hours.Count(h => h <= 1e-9) - 1;
        to.Commands.Add(row < 0 ? Pump.ToSafe(situation.Now, Rung, "no plan yet") : Pump.Command(situation.Now, plan[row, 1], Rung, "plan", []));
    }

    private double[] Plan() => [.. Enumerable.Range(0, Horizon).SelectMany(k => (double[])[_solver.State(k)[0], _solver.Input(k)[0]])];
}
