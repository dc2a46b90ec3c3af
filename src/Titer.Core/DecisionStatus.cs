namespace Titer.Core;

/// <summary>How the optimisation behind a decision ended. A record holds the words of <see cref="DecisionWords"/>, which never change.</summary>
public enum DecisionStatus
{
    /// <summary>Converged to the first-order conditions of optimality.</summary>
    Solved,
    /// <summary>One real-time iteration was asked for and made.</summary>
    Iterated,
    /// <summary>Time was up.</summary>
    Deadline,
    /// <summary>The solver used up the iterations it allows itself.</summary>
    IterationLimit,
    /// <summary>The hard limits cannot be kept together.</summary>
    Infeasible,
    /// <summary>No step improves the plan.</summary>
    Stalled,
    /// <summary>The model or the problem gave a number that is not finite.</summary>
    NotFinite,
}
