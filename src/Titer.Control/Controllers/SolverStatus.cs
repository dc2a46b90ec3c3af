using Titer.Core;
using Titer.Numerics;

namespace Titer.Control.Controllers;

/// <summary>The status of the solver in the words of the record.</summary>
public static class SolverStatus
{
    public static DecisionStatus ForRecord(this SqpStatus status) => status switch
    {
        SqpStatus.Solved => DecisionStatus.Solved,
        SqpStatus.Iterated => DecisionStatus.Iterated,
        SqpStatus.Deadline => DecisionStatus.Deadline,
        SqpStatus.IterationLimit => DecisionStatus.IterationLimit,
        SqpStatus.Infeasible => DecisionStatus.Infeasible,
        SqpStatus.Stalled => DecisionStatus.Stalled,
        SqpStatus.NotFinite => DecisionStatus.NotFinite,
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "The solver has no such status."),
    };
}
