namespace Titer.Numerics;

/// <summary>How a fit ended.</summary>
public enum FitStatus
{
    /// <summary>The residual is orthogonal to every direction that the bounds leave open (relative offset).</summary>
    ConvergedGradient,
    /// <summary>The steps became smaller than the tolerance.</summary>
    ConvergedStep,
    /// <summary>The cost no longer falls; at the limit of rounding.</summary>
    ConvergedCost,
    /// <summary>Not converged after the steps allowed; the parameters are the best seen.</summary>
    MaxIterations,
    /// <summary>No step, however short, lowers the cost as the Jacobian says it should: a wrong Jacobian, or a model with kinks.</summary>
    Stalled,
    /// <summary>The residuals or the Jacobian are not finite at the start; the parameters are the start.</summary>
    NonFinite,
}

/// <summary>The figures of one fit; its vectors stay with the solver.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="Cost">Half the sum of squares (of the loss) of data and priors.</param>
/// <param name="SumOfSquares">Sum of the squared residuals of the data alone, without loss.</param>
/// <param name="DegreesOfFreedom">Residuals minus parameters that they determine; a prior takes its share.</param>
/// <param name="Scale">Standard deviation of the residuals: 1 when known, else estimated.</param>
/// <param name="Iterations">Steps tried.</param>
/// <param name="Evaluations">Calls of the residuals, with or without Jacobian.</param>
public readonly record struct FitSummary(
    FitStatus Status, double Cost, double SumOfSquares, double DegreesOfFreedom, double Scale, int Iterations, int Evaluations)
{
    public bool Converged => Status is FitStatus.ConvergedGradient or FitStatus.ConvergedStep or FitStatus.ConvergedCost;

    public double ReducedChiSquare => SumOfSquares / DegreesOfFreedom;
}
