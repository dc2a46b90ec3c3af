using System.Collections.Immutable;
using Titer.Control.Estimators;
using Titer.Control.Predictive;
using Titer.Core;
using M = Titer.Control.Strategy.ChoStrategyModel;

namespace Titer.Control.Strategy;

/// <summary>A plan of the strategy as the record keeps it.</summary>
internal static class ChoStrategyRecord
{
    public static readonly ImmutableArray<Variable> States = [.. AdaptiveState.Published[..M.States]];

    /// <summary>States, then inputs.</summary>
    public static readonly ImmutableArray<Variable> Columns =
    [
        .. States, new Variable(Actuators.Feed, Unit.LitrePerHour), new Variable(Tags.Temperature, Unit.Celsius), new Variable(Tags.PH, Unit.PH),
    ];

    /// <param name="now">Model time of the decision.</param>
    public static PlannedTrajectory Of(Trajectory plan, double now)
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
