namespace Titer.Numerics;

/// <summary>How a quadratic program ended.</summary>
public enum QpStatus
{
    Solved,
    /// <summary>The iterations were used up; the point is the best one found.</summary>
    IterationLimit,
    /// <summary>No point keeps all hard constraints, as far as the steps told: they became too short.</summary>
    Infeasible,
    /// <summary>A number of the problem, or one that came out of it, is not finite; the point is that of the last good iteration.</summary>
    NotFinite,
}
