namespace Titer.Numerics;

/// <summary>
/// An optimal control problem over a <see cref="StageTree"/>: which model, which limits, which prices. Vectors are in the order of states, inputs and
/// path rows of the
/// model; an absent one means no limits. Everything may change between solutions except sizes.
/// </summary>
public sealed record OptimalControlProblem
{
    public required StageTree Tree { get; init; }
    public required int States { get; init; }
    public required int Inputs { get; init; }

    /// <summary>Rows of the model's path function.</summary>
    public int PathRows { get; init; }

    /// <summary>
    /// Time between stages, one for each. A stage of no length is past the end of the horizon: nothing moves, its limits rest and the input of its
    /// change costs
    /// keeps it at the one before, so that a horizon can shrink to a fixed end.
    /// </summary>
    public required double[] Steps { get; init; }

    /// <summary>Elements between two stages, and Radau points in each.</summary>
    public int Elements { get; init; } = 1;

    /// <summary>1 to 3.</summary>
    public int Points { get; init; } = 2;

    /// <summary>Model parameters of each scenario of the tree.</summary>
    public required double[][] Parameters { get; init; }

    /// <summary>Weight of the stage or terminal cost of each node; those of the tree when it is null.</summary>
    public double[]? Weights { get; init; }

    public double[]? StateLow { get; init; }
    public double[]? StateHigh { get; init; }
    public double[]? InputLow { get; init; }
    public double[]? InputHigh { get; init; }
    public double[]? PathLow { get; init; }
    public double[]? PathHigh { get; init; }

    /// <summary>Price per unit beyond a state's limits; infinite where the limit is hard.</summary>
    public double[]? StatePrice { get; init; }
    public double[]? PathPrice { get; init; }

    /// <summary>By how much the limits of the states of each node are moved inwards, nodes x states, not negative.</summary>
    public double[]? StateBackOff { get; init; }

    /// <summary>By how much the limits of the path rows of each node are moved inwards, nodes x path rows, not negative.</summary>
    public double[]? PathBackOff { get; init; }

    /// <summary>State limits hold at the collocation points between the stages too.</summary>
    public bool LimitsBetweenStages { get; init; }

    /// <summary>State and path limits hold at the end of the horizon too.</summary>
    public bool LimitsAtEnd { get; init; } = true;

    /// <summary>Slack times multiplier of every limit at the solution; 0 for the exact optimum. See <see cref="TreeQpSolver.Barrier"/>.</summary>
    public double Barrier { get; init; }

    /// <summary>Cost per square of the change of each input from one stage to the next, times the probability of the node.</summary>
    public double[]? ChangeWeight { get; init; }

    /// <summary>
    /// Largest rate of change of each input, units per time: an input may differ from the one before by the rate times the length of its own stage,
    /// which is the time
    /// that the actuator has for it.
    /// </summary>
    public double[]? RateLimit { get; init; }

    /// <summary>
    /// Each stage's Hessian of the dynamics, in multiples of the scales, has its eigenvalues raised to this before it is used; null for the exact
    /// one. An economic cost along nonlinear dynamics is indefinite far from its optimum, where exact quadratic programs have no solution; raised
    /// ones
    /// always have, at the price of linear convergence (the regularisation PROJECT of acados: R. Verschueren et al., Math. Program. Comput. 14 (2022)
    /// 147).
    /// </summary>
    public double? LeastCurvature { get; init; }

    /// <summary>Typical size of each state and input; the solver works in multiples of them.</summary>
    public double[]? StateScale { get; init; }
    public double[]? InputScale { get; init; }

    /// <summary>The input before this one is part of the state.</summary>
    internal bool RemembersInput => ChangeWeight is not null || RateLimit is not null;

    /// <summary>Stages of the same length.</summary>
    public static double[] EqualSteps(int horizon, double step)
    {
        var steps = new double[horizon];
        Array.Fill(steps, step);
        return steps;
    }

    /// <summary>The node stands where its parent stands, at or past the end of a horizon that has shrunk.</summary>
    internal bool IsPast(int node) => node > 0 && Steps[Tree.Stage(node) - 1] == 0;

    /// <summary>States and path rows of the node have no limits.</summary>
    internal bool IsFree(int node) => IsPast(node) || (Tree.IsLeaf(node) && !LimitsAtEnd);
}
