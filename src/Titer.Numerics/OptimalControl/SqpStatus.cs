namespace Titer.Numerics;

/// <summary>How a nonlinear program ended. Whatever it is, the plan is the best one found that keeps the limits of the inputs.</summary>
public enum SqpStatus
{
    /// <summary>Converged to a point that satisfies the first-order conditions.</summary>
    Solved,
    /// <summary>One real-time iteration was asked for and made.</summary>
    Iterated,
    /// <summary>The iterations were used up.</summary>
    IterationLimit,
    /// <summary>Time was up.</summary>
    Deadline,
    /// <summary>No step improves: the hard limits contradict each other here, or the model is not smooth.</summary>
    Stalled,
    /// <summary>The hard limits cannot be kept together.</summary>
    Infeasible,
    /// <summary>The model or the problem gave a number that is not finite.</summary>
    NotFinite,
}
