namespace Titer.Numerics;

/// <summary>
/// An optimal control problem over a <see cref="StageTree"/>: which model, which limits, which prices. Vectors are in the order of states, inputs and
/// path rows of the
/// model; an absent one means no limits. Everything may change between solutions except sizes.
/// </summary>
public sealed class OptimalControlProblem
{
    public required StageTree Tree { get; init; }
    public required int States { get; init; }
    public required int Inputs { get; init; }

    /// <summary>Rows of the model's path function.</summary>
    public int PathRows { get; init; }

    /// <summary>Time between stages.</summary>
    public required double Step { get; init; }

    /// <summary>Elements between two stages, and Radau points in each.</summary>
    public int Elements { get; init; } = 1;

    /// <summary>1 to 3.</summary>
    public int Points { get; init; } = 2;

    /// <summary>Model parameters of each scenario of the tree.</summary>
    public required double[][] Parameters { get; init; }

    /// <summary>Weight of the costs of each node; those of the tree when it is null.</summary>
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

    /// <summary>State limits hold at the collocation points between the stages too.</summary>
    public bool LimitsBetweenStages { get; init; }

    /// <summary>State and path limits hold at the end of the horizon too.</summary>
    public bool LimitsAtEnd { get; init; } = true;

    /// <summary>Slack times multiplier of every limit at the solution; 0 for the exact optimum. See <see cref="TreeQpSolver.Barrier"/>.</summary>
    public double Barrier { get; init; }

    /// <summary>Cost per square of the change of each input from one stage to the next.</summary>
    public double[]? ChangeWeight { get; init; }

    /// <summary>Largest change of each input from one stage to the next.</summary>
    public double[]? ChangeLimit { get; init; }

    /// <summary>Typical size of each state and input; the solver works in multiples of them.</summary>
    public double[]? StateScale { get; init; }
    public double[]? InputScale { get; init; }

    /// <summary>The input before this one is part of the state.</summary>
    internal bool RemembersInput => ChangeWeight is not null || ChangeLimit is not null;
}
