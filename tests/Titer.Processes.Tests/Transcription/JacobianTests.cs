using Titer.Processes.Transcription;
using P = Titer.Processes.Transcription.IvtParameter;
using X = Titer.Processes.Transcription.IvtState;

namespace Titer.Processes.Tests.Transcription;

public class JacobianTests
{
    // Off zero, where the smoothed floors bend within less than a difference can resolve.
    private static readonly CsCheck.Gen<Reaction> Inside = CsCheck.Gen.Select(Reaction.Any, r =>
        r with { State = [.. r.State.Select((v, i) => Math.Max(v, i == X.Nuclei ? 1e-6 : 1e-3))] });

    [Fact]
    public void The_dual_Jacobian_is_the_central_difference_at_random_states() => Inside.ForAll(60, r =>
    {
        const int n = X.Count;
        var ode = new ModelOde<InVitroTranscription>(r.Inputs, r.Parameters);
        double[] jacobian = new double[n * n];
        ode.Jacobian(0, r.State, jacobian);
        for (int j = 0; j < n; j++)
        {
            double[] slope = Slope(h => r.With(j, r.State[j] + h).Rates(), 1e-5 * Math.Max(Math.Abs(r.State[j]), j == X.Nuclei ? 1e-4 : 0.1));
            double scale = Enumerable.Range(0, n).Max(i => Math.Abs(jacobian[i * n + j]));
            for (int i = 0; i < n; i++)
                Assert.True(Math.Abs(slope[i] - jacobian[i * n + j]) <= 2e-5 * (scale + 1), $"d f{i} / d x{j} = {jacobian[i * n + j]}, by difference {slope[i]}");
        }
    });

    [Fact]
    public void The_dual_parameter_Jacobian_is_the_central_difference() => Inside.ForAll(20, r =>
    {
        var ode = new ModelOde<InVitroTranscription>(r.Inputs, r.Parameters);
        double[] jacobian = new double[X.Count * P.Count];
        ode.ParameterJacobian(0, r.State, jacobian);
        for (int j = 0; j < P.Count; j++)
        {
            double value = r.Parameters[j];
            double[] slope = Slope(h =>
            {
                double[] p = [.. r.Parameters];
                p[j] = value * (1 + h);
                return (r with { Parameters = p }).Rates();
            }, 1e-5);
            double scale = Enumerable.Range(0, X.Count).Max(i => Math.Abs(value * jacobian[i * P.Count + j]));
            for (int i = 0; i < X.Count; i++)
                Assert.True(Math.Abs(slope[i] - value * jacobian[i * P.Count + j]) <= 2e-5 * (scale + 1), $"d f{i} / d ln p{j}");
        }
    });

    // Fourth order, so that its own error stays small where the kinetics saturate.
    private static double[] Slope(Func<double, double[]> f, double h)
    {
        double[] near = [.. f(h).Zip(f(-h), (a, b) => a - b)], far = [.. f(2 * h).Zip(f(-2 * h), (a, b) => a - b)];
        return [.. near.Zip(far, (a, b) => (8 * a - b) / (12 * h))];
    }
}
