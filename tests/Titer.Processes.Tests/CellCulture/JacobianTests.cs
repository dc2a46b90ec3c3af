using Titer.Numerics;
using Titer.Processes.CellCulture;

namespace Titer.Processes.Tests.CellCulture;

public class JacobianTests
{
    [Fact]
    public void The_dual_Jacobian_is_the_central_difference_at_random_states() => Culture.Any.ForAll(300, c =>
    {
        const int n = ChoState.Count;
        var ode = new ModelOde<ChoFedBatch>(c.Inputs, c.Parameters);
        double[] jacobian = new double[n * n], up = new double[n], down = new double[n];
        ode.Jacobian(0, c.State, jacobian);
        for (int j = 0; j < n; j++)
        {
            // Fourth-order central difference, so that its own error stays below the bound near the edges of saturation terms.
            double h = 2e-5 * Math.Max(Math.Abs(c.State[j]), j == ChoState.Oxygen ? 0.05 : 0.5);
            double[] slope = new double[n];
            foreach ((double offset, double weight) in new[] { (1, 8 / 12.0), (2, -1 / 12.0) })
            {
                double[] x = [.. c.State];
                x[j] = c.State[j] + offset * h;
                ode.Derivatives(0, x, up);
                x[j] = c.State[j] - offset * h;
                ode.Derivatives(0, x, down);
                for (int i = 0; i < n; i++) slope[i] += weight * (up[i] - down[i]) / h;
            }
            double scale = Enumerable.Range(0, n).Max(i => Math.Abs(jacobian[i * n + j]));
            for (int i = 0; i < n; i++)
                Assert.True(Math.Abs(slope[i] - jacobian[i * n + j]) <= 1e-5 * (scale + 1), $"d f{i} / d x{j} = {jacobian[i * n + j]}, by difference {slope[i]}");
        }
    });

    [Fact]
    public void Duals_carry_the_values_of_the_reals() => Culture.Any.ForAll(200, c =>
    {
        Dual[] dx = new Dual[ChoState.Count];
        ChoFedBatch.Derivatives<Dual>(0, Lift(c.State), Lift(c.Inputs), Lift(c.Parameters), dx);
        Assert.Equal(c.Rates(), dx.Select(d => d.Value));

        static Dual[] Lift(double[] values) => [.. values.Select(v => (Dual)v)];
    });
}
