namespace Titer.Control.Predictive;

/// <summary>Which plan a decision follows.</summary>
public enum PlanSource
{
    /// <summary>None: there is no safe plan, or it is too old or over.</summary>
    None,
    /// <summary>That of this decision.</summary>
    New,
    /// <summary>The last safe plan, moved on to now, because this decision did not come to a safe one.</summary>
    Earlier,
    /// <summary>None: the fixed end is reached and nothing is left to decide.</summary>
    Ended,
}
