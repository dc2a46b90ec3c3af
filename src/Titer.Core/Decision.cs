namespace Titer.Core;

/// <summary>
/// What a predictive controller decided in one tick, and from what: everything needed to judge it later, and to compute it again bit for bit.
/// <see cref="Model"/> is the content hash of model and parameters. <see cref="Reason"/> is one sentence for people; with a status that gives
/// no new plan it says what is followed instead. <see cref="Cost"/> is the objective of <see cref="Plan"/> where the solver reached one,
/// else NaN. At most one decision of a controller belongs to a tick.
/// </summary>
public sealed record Decision
{
    /// <exception cref="ArgumentException">
    /// Iterations are negative; the plan in force is of a later time than the decision; or a plan is said to be in force and there is none, or
    /// the other way round.
    /// </exception>
    public Decision(
        string controller, DateTimeOffset time, string model, DecisionBasis basis, DecisionStatus status, string reason, int iterations,
        double cost, DateTimeOffset? planTime, PlannedTrajectory plan)
    {
        if (iterations < 0) throw new ArgumentException($"A decision of {controller} cannot have made {iterations} iterations.");
        if (planTime > time) throw new ArgumentException($"A decision of {controller} follows a plan made after it.");
        if (planTime is null != plan.Hours.IsEmpty)
            throw new ArgumentException($"A decision of {controller} must name the time of the plan it follows, and only when there is one.");
        (Controller, Time, Model, Basis, Status, Reason) = (controller, time, model, basis, status, reason);
        (Iterations, Cost, PlanTime, Plan) = (iterations, cost, planTime, plan);
    }

    /// <summary>The controller and its rung, as its commands name it: <c>strategy/predictive</c>.</summary>
    public string Controller { get; }
    public DateTimeOffset Time { get; }
    public string Model { get; }
    public DecisionBasis Basis { get; }
    public DecisionStatus Status { get; }
    public string Reason { get; }

    /// <summary>Iterations that the solver made; with <see cref="DecisionStatus.Deadline"/> those after which time was up.</summary>
    public int Iterations { get; }
    public double Cost { get; }

    /// <summary>
    /// When the plan in force was made: <see cref="Time"/> when it is this decision's own, earlier when it is the last safe one; null when there
    /// is none.
    /// </summary>
    public DateTimeOffset? PlanTime { get; }

    /// <summary>The trajectory in force from here on, whichever decision made it.</summary>
    public PlannedTrajectory Plan { get; }

    /// <summary>Whether the plan in force is this decision's own.</summary>
    public bool IsOwnPlan => PlanTime == Time;
}
