using System.Collections.Immutable;
using Titer.Numerics;

namespace Titer.Design.Calibration;

/// <summary>A calibrated model.</summary>
/// <param name="Fit">How the fit ended.</param>
/// <param name="Scale">Factor by which the measurement errors were widened, 1 or more: what the model misses beside them.</param>
/// <param name="Starts">Starts of the search.</param>
/// <param name="Agreeing">How many of them ended in this optimum.</param>
/// <param name="Parameters">All parameters of the model, calibrated.</param>
/// <param name="Findings">The free ones, one by one.</param>
/// <param name="Covariance">Of the natural logarithms of the free parameters, row-major; a parameter on a bound has zeros.</param>
/// <param name="Condition">Condition number of the scaled Jacobian: above 1e4 some combination is not determined.</param>
/// <param name="Predicted">Predicted values, in the order of experiments and observations.</param>
public sealed record CalibrationResult(FitSummary Fit, double Scale, int Starts, int Agreeing, ImmutableArray<double> Parameters,
    ImmutableArray<ParameterFinding> Findings, ImmutableArray<double> Covariance, double Condition, ImmutableArray<double> Predicted)
{
    /// <summary>One sentence: whether the data determine the parameters.</summary>
    public string Verdict
    {
        get
        {
            ParameterFinding[] weak = [.. Findings.Where(f => f.Verdict != "identifiable")];
            if (!Fit.Converged) return "The fit did not converge: its parameters are the best seen.";
            return weak.Length == 0 ? "All parameters are identifiable."
                : $"{Findings.Length - weak.Length} of {Findings.Length} parameters are identifiable; "
                    + "the others hold by their prior or have an open side.";
        }
    }
}
