namespace Titer.Numerics.Tests.LeastSquares;

/// <summary>Certified to 11 digits by NIST with two independent programs in quadruple precision (www.itl.nist.gov/div898/strd).</summary>
public class NistTests
{
    // From their first start, by intent of NIST far away, a descent ends on the plateau of an infinite rate (BoxBOD) or in a valley of
    // 1e-5 relative width (MGH10).
    private static readonly string[] RunsAway = ["BoxBOD", "MGH10"];

    public static TheoryData<NistProblem, int> Cases
    {
        get
        {
            var cases = new TheoryData<NistProblem, int>();
            foreach (NistProblem problem in NistProblem.All)
                for (int start = 0; start < 2; start++)
                    if (start == 1 || !RunsAway.Contains(problem.Name)) cases.Add(problem, start);
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public void Certified_parameters_and_standard_deviations_are_found(NistProblem problem, int start)
    {
        FitParameter[] parameters = [.. problem.Starts[start].Select(s => new FitParameter(s))];
        var residuals = new FiniteDifferences<FunctionResiduals>(
            new FunctionResiduals(problem.Model, problem.X, problem.Y, parameters.Length), parameters);
        var solver = new LevenbergMarquardt();
        FitSummary fit = solver.Fit(residuals, parameters, new FitOptions { MaxIterations = 1000 });
        Assert.True(fit.Converged, fit.ToString());
        Assert.Equal(1, fit.SumOfSquares / problem.SumOfSquares, 1e-6);
        for (int i = 0; i < parameters.Length; i++)
        {
            Assert.Equal(1, solver.Parameters[i] / problem.Certified[i], 1e-6);
            Assert.Equal(1, solver.StandardUncertainty(i) / problem.Deviations[i], 1e-4);
        }
    }
}
