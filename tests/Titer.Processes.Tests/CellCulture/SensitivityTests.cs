using Titer.Numerics;
using Titer.Processes.CellCulture;

namespace Titer.Processes.Tests.CellCulture;

public class SensitivityTests
{
    [Fact]
    public void The_dual_parameter_Jacobian_is_the_central_difference_at_random_states() => Culture.Any.ForAll(100, c =>
    {
        const int n = ChoState.Count, m = ChoParameter.Count;
        double[] jacobian = new double[n * m];
        new ModelOde<ChoFedBatch>(c.Inputs, c.Parameters).ParameterJacobian(0, c.State, jacobian);
        for (int j = 0; j < m; j++)
        {
            double h = 1e-5 * Math.Abs(c.Parameters[j]);
            double[] up = c.Parameter(j, c.Parameters[j] + h).Rates(), down = c.Parameter(j, c.Parameters[j] - h).Rates();
            double scale = Enumerable.Range(0, n).Max(i => Math.Abs(jacobian[i * m + j]));
            for (int i = 0; i < n; i++)
            {
                // rounding of the rates, divided by the step, is the limit of the difference
                double rounding = 1e-14 * (Math.Abs(up[i]) + 100) / h;
                Assert.InRange((up[i] - down[i]) / (2 * h), jacobian[i * m + j] - 1e-5 * scale - rounding, jacobian[i * m + j] + 1e-5 * scale + rounding);
            }
        }
    });

    [Fact]
    public void Two_days_of_culture_respond_to_every_parameter_as_their_sensitivities_say()
    {
        const int n = ChoState.Count, m = ChoParameter.Count;
        Culture c = Culture.Default.Input(ChoInput.Feed, 0.05);
        double[] Run(double[] parameters, int columns)
        {
            var ode = new ModelOde<ChoFedBatch>(c.Inputs, parameters);
            var solver = new RadauSolver(n, new(1e-11, 1e-13), default, columns == 0 ? null : new(columns, columns));
            double[] start = new double[solver.Size];
            c.State.CopyTo(start, 0);
            Assert.Equal(IntegrationStatus.Success, solver.Start(ref ode, 0, start));
            Assert.Equal(IntegrationStatus.Success, solver.Advance(ref ode, 48));
            return solver.State.ToArray();
        }
        double[] x = Run(c.Parameters, m);
        for (int j = 0; j < m; j++)
        {
            double h = 1e-4 * c.Parameters[j];
            double[] up = Run(c.Parameter(j, c.Parameters[j] + h).Parameters, 0), down = Run(c.Parameter(j, c.Parameters[j] - h).Parameters, 0);
            for (int i = 0; i < n; i++)
            {
                // by relative change of the parameter, in units of the state
                double sensitivity = x[n + j * n + i] * c.Parameters[j], difference = (up[i] - down[i]) / 2e-4, size = Math.Abs(x[i]) + 1e-3;
                Assert.True(Math.Abs(sensitivity - difference) <= 1e-5 * size, $"state {i}, parameter {j}: {sensitivity}, by difference {difference}");
            }
        }
    }
}
