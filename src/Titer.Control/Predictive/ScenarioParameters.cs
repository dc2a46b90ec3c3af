using Titer.Numerics;

namespace Titer.Control.Predictive;

/// <summary>
/// Scenarios of the uncertain parameters for multi-stage control (Lucia, Finkler and Engell, J. Process Control 23 (2013) 1306): the estimate, then
/// some standard deviations above and below it in one parameter after the other.
/// </summary>
internal sealed class ScenarioParameters(OptimalControlProblem problem, PlannerOptions options)
{
    /// <summary>Moves the parameters of all scenarios, which hold the estimate, apart.</summary>
    /// <param name="root">Square root of the covariance, rows of states and then of the uncertain parameters.</param>
    public void SpreadOut(ReadOnlySpan<double> root, int columns)
    {
        for (int j = 0; j < options.UncertainParameters.Length; j++)
        {
            ReadOnlySpan<double> row = root.Slice((problem.States + j) * columns, columns);
            double apart = options.Spread * Math.Sqrt(FixedDot.Of(row, row));
            problem.Parameters[1 + 2 * j][options.UncertainParameters[j]] += apart;
            problem.Parameters[2 + 2 * j][options.UncertainParameters[j]] -= apart;
        }
    }
}
