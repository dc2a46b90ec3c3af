namespace Titer.Control.Estimators.Horizon;

/// <summary>
/// What a <see cref="MovingHorizonEstimator{TModel, TMeasure}"/> keeps to. Vectors are in the order of the states; an absent one means no limits.
/// </summary>
public sealed record HorizonOptions
{
    /// <summary>Nodes of the horizon, at least 2: how many updates and samples at times of their own it holds.</summary>
    public required int Nodes { get; init; }

    /// <summary>Hard limits of the states at every node, and with them of the estimated parameters.</summary>
    public double[]? StateLow { get; init; }
    public double[]? StateHigh { get; init; }

    /// <summary>Limits of the process noise of each state between two nodes, in multiples of its standard deviation.</summary>
    public double[]? NoiseLow { get; init; }
    public double[]? NoiseHigh { get; init; }

    /// <summary>
    /// Residual, in standard deviations, beyond which a reading counts linearly (Huber 1964); 1.345 keeps 95 % of the efficiency on normal noise.
    /// Infinite: squares throughout.
    /// </summary>
    public double Huber { get; init; } = double.PositiveInfinity;

    /// <summary>Typical size of each state, in which steps and defects are measured; the standard deviations of the prior when it is null.</summary>
    public double[]? StateScale { get; init; }

    public int IterationLimit { get; init; } = 30;

    /// <summary>Largest step and defect, in multiples of the scales, at which the solution is taken for exact.</summary>
    public double Tolerance { get; init; } = 1e-9;

    /// <summary>Asked between iterations; true ends the solution with what it has.</summary>
    public Func<bool>? Expired { get; init; }
}
