namespace Titer.Numerics;

/// <summary>How a fit is done and when it ends.</summary>
public sealed record FitOptions
{
    public static FitOptions Default { get; } = new();

    /// <summary>
    /// True when the residuals are divided by their known standard uncertainty: the covariance is then not scaled by the reduced
    /// chi-square, and a prior weighs as one more such residual.
    /// </summary>
    public bool SigmaKnown { get; init; }

    public RobustLoss Loss { get; init; } = RobustLoss.None;

    /// <summary>Steps tried, accepted or not.</summary>
    public int MaxIterations { get; init; } = 500;

    /// <summary>
    /// Relative offset (Bates and Watts, Technometrics 23, 179, 1981): the root-mean-square residual that the parameters could still
    /// take away over the one they cannot. At 1e-7 the parameters are within 1e-7 of their own standard uncertainty.
    /// </summary>
    public double OffsetTolerance { get; init; } = 1e-7;

    /// <summary>Length of a step over that of the parameters, both in the scaled norm.</summary>
    public double StepTolerance { get; init; } = 1e-12;

    /// <summary>Actual and predicted relative reduction of the cost by one step.</summary>
    public double CostTolerance { get; init; } = 1e-15;

    /// <summary>First damping over the largest scaled diagonal (Nielsen's tau).</summary>
    public double InitialDamping { get; init; } = 1e-3;
}
