namespace Titer.Control.Predictive;

/// <summary>Standard deviation of the process noise of each state that gathers in the square root of a unit of time, at a state.</summary>
public delegate void ProcessNoise(ReadOnlySpan<double> x, Span<double> perSquareRootTime);

/// <summary>How a <see cref="Planner{TModel}"/> plans, beside what the problem itself says.</summary>
public sealed record PlannerOptions
{
    /// <summary>Fixed end of the horizon in the model's time, such as a batch end: stages are cut there. Null for a horizon that recedes.</summary>
    public double? End { get; init; }

    /// <summary>
    /// Probability with which the true value may be beyond a limit, for each limit of a state or path row at each node: the limit is moved inwards by
    /// the normal
    /// quantile of it times the standard deviation there. In (0, 0.5]; 0.5 moves nothing.
    /// </summary>
    public double Risk { get; init; } = 0.05;

    /// <summary>Parameters, by position, whose uncertainty comes with the estimate, in the order of the rows behind the states.</summary>
    public int[] UncertainParameters { get; init; } = [];

    /// <summary>What the model does not know; null for none.</summary>
    public ProcessNoise? Noise { get; init; }

    /// <summary>
    /// Time from now over which the predicted uncertainty grows; it is held from there on. What lies further ahead will be planned again with more
    /// knowledge, as in the
    /// robust horizon of Lucia, Finkler and Engell (J. Process Control 23 (2013) 1306).
    /// </summary>
    public double RobustTime { get; init; } = double.PositiveInfinity;

    /// <summary>
    /// Cost per multiple of the scale by which a hard limit of a state or path row is broken while it cannot be kept: the state is outside already,
    /// or
    /// no plan is inside.
    /// </summary>
    public double RecoveryPrice { get; init; } = 1e4;

    /// <summary>Scenarios of parameters: this many standard deviations to both sides of the estimate.</summary>
    public double Spread { get; init; } = 2;

    /// <summary>One iteration a decision once there is a plan, and as many more as it needs to be safe; else until it has converged.</summary>
    public bool RealTime { get; init; }

    public int IterationLimit { get; init; } = 50;

    /// <summary>Largest step, in multiples of the scales, at which a plan is taken for converged.</summary>
    public double Tolerance { get; init; } = 1e-7;

    /// <summary>Sum of all defects and broken hard limits, in multiples of the scales, up to which a plan that has not converged is safe.</summary>
    public double SafeDefect { get; init; } = 1e-3;

    /// <summary>Age from which on an earlier plan is no longer followed.</summary>
    public double MaximumAge { get; init; } = double.PositiveInfinity;

    /// <summary>
    /// Asked between iterations, with how many this decision has made in all its attempts; true when its time is up:
    /// <see cref="Controllers.IDeadline.IsUp"/>.
    /// </summary>
    public Func<int, bool>? Expired { get; init; }
}
