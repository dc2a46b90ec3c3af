namespace Titer.Numerics.Tests.LeastSquares;

/// <summary>Certified to 11 digits by NIST with two independent programs in quadruple precision (www.itl.nist.gov/div898/strd).</summary>
public class NistTests
{
    public static TheoryData<NistProblem, int> Cases
    {
        get
        {
            var cases = new TheoryData<NistProblem, int>();
            foreach (NistProblem problem in NistProblem.All)
                for (int start = 0; start < 2; start++) cases.Add(problem, start);
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
        TestContext.Current.SendDiagnosticMessage($"{problem.Name} {start}: {fit} {solver.ConditionNumber():g3}");
        Assert.True(fit.Converged, fit.ToString());
        Assert.Equal(1, fit.SumOfSquares / problem.SumOfSquares, 1e-6);
        for (int i = 0; i < parameters.Length; i++)
        {
            Assert.Equal(1, solver.Parameters[i] / problem.Certified[i], 1e-6);
            Assert.Equal(1, solver.StandardUncertainty(i) / problem.Deviations[i], 1e-4);
        }
    }
}
