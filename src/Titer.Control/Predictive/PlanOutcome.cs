using Titer.Numerics;

namespace Titer.Control.Predictive;

/// <summary>What came out of a decision.</summary>
/// <param name="Source">Which plan is followed.</param>
/// <param name="Status">How the solution of this decision ended, and hence why an earlier plan is followed.</param>
/// <param name="Iterations">Quadratic programs solved.</param>
/// <param name="Cost">Of the plan that is followed; not a number when there is none.</param>
/// <param name="Age">Time since the plan that is followed was made.</param>
/// <param name="Softened">Some hard limit of a state or path row could not be kept and was priced instead.</param>
/// <param name="Cut">Some back-off was cut, because the limits of a row are closer together than the uncertainty is wide.</param>
public readonly record struct PlanOutcome(PlanSource Source, SqpStatus Status, int Iterations, double Cost, double Age, bool Softened, bool Cut)
{
    /// <summary>There is a plan to follow.</summary>
    public bool Valid => Source is PlanSource.New or PlanSource.Earlier;
}
