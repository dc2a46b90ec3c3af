using CsCheck;
using Titer.Sensing.Binding;
using Titer.Tests;

namespace Titer.Sensing.Tests.Binding;

public class KineticsTests
{
    private static readonly double[] Times = [.. Enumerable.Range(0, 117).Select(i => 5.0 * i)];

    private static double[] Response(IBindingKinetics kinetics, double[] rates, double rmax = 100, double c = 2e-8)
    {
        double[] y = new double[Times.Length];
        Assert.True(kinetics.Respond([.. rates.Select(r => Math.Log(r))], rmax, c, 180, Times, y, []));
        return y;
    }

    [Fact]
    public void At_equilibrium_the_Langmuir_isotherm_holds()
    {
        double[] y = new double[1];
        new Langmuir().Respond([Math.Log(1e5), Math.Log(1e-3)], 100, 1e-8, 1e6, [1e6], y, []);
        Assert.Equal(100 * 1e-8 / (1e-8 + 1e-8), y[0], 1e-9);
    }

    [Fact]
    public void Transport_that_is_fast_leaves_the_1_to_1_model() => Close(
        Response(new Langmuir(), [1e5, 1e-3]), Response(BindingModels.Create(BindingModel.Transport), [1e5, 1e-3, 1e14]), 1e-4);

    [Fact]
    public void Two_states_without_change_of_conformation_are_the_1_to_1_model() => Close(
        Response(new Langmuir(), [1e5, 1e-3]), Response(BindingModels.Create(BindingModel.TwoState), [1e5, 1e-3, 1e-12, 1e-3]), 1e-4);

    [Fact]
    public void Where_transport_limits_the_first_slope_is_km_times_concentration()
    {
        double[] y = new double[1];
        BindingModels.Create(BindingModel.Transport).Respond([Math.Log(1e8), Math.Log(1e-3), Math.Log(1e7)], 100, 1e-8, 180, [1.0], y, []);
        Assert.Equal(1e7 * 1e-8, y[0], 1e-3);
    }

    [Fact]
    public void Two_states_at_equilibrium_have_the_KD_of_both_steps()
    {
        double[] y = new double[1], rates = [1e5, 1e-2, 5e-3, 1e-3];
        double[] logs = [.. rates.Select(r => Math.Log(r))];
        double kd = Math.Exp(RateChart.LogKD(logs));
        Assert.Equal(1e-2 / 1e5 * (1e-3 / (5e-3 + 1e-3)), kd, 1e-16);
        BindingModels.Create(BindingModel.TwoState).Respond(logs, 100, kd, 1e5, [1e5], y, []);
        Assert.Equal(50, y[0], 1e-3);
    }

    [Fact]
    public void Derivatives_of_every_model_and_parameter_are_those_of_its_residuals()
    {
        foreach (BindingModel model in Enum.GetValues<BindingModel>())
        {
            foreach (bool byKD in (bool[])[false, true])
            {
                var options = new TitrationOptions { Model = model, Drift = true, FreeDissociationStart = true, StartTimes = true };
                double[] rates = [1e5, 2e-3, model == BindingModel.Transport ? 2e7 : 4e-3, 1.5e-3];
                var residuals = new TitrationResiduals(new Titration { Step = 10 }.Draw(1), 180, options, new RateChart(byKD));
                int n = residuals.Parameters, m = residuals.Count;
                double[] p = new double[n], r0 = new double[m], r1 = new double[m], jacobian = new double[m * n], start = new double[n];
                for (int i = 0; i < residuals.Layout.Rates; i++) start[i] = Math.Log(rates[i]);
                new RateChart(byKD).Convert(start.AsSpan(0, residuals.Layout.Rates), p);
                for (int c = 0; c < 5; c++)
                {
                    p[residuals.Layout.Rmax(c)] = 80 + 10 * c;
                    (p[residuals.Layout.Bulk + c], p[residuals.Layout.Drift + c]) = (0.5, 1e-3);
                    (p[residuals.Layout.Dissociation + c], p[residuals.Layout.Start + c]) = (0.03, 0.4);
                }
                residuals.Evaluate(p, r0, jacobian);
                for (int j = 0; j < n; j++)
                {
                    double[] up = [.. p], down = [.. p];
                    double h = 1e-5 * Math.Max(0.1, Math.Abs(p[j]));
                    (up[j], down[j]) = (p[j] + h, p[j] - h);
                    residuals.Evaluate(up, r0, []);
                    residuals.Evaluate(down, r1, []);
                    double largest = Enumerable.Range(0, m).Max(i => Math.Abs(jacobian[i * n + j]));
                    for (int i = 0; i < m; i++)
                    {
                        double difference = (r0[i] - r1[i]) / (2 * h);
                        Assert.True(Math.Abs(difference - jacobian[i * n + j]) < 2e-4 * largest + 1e-6,
                            $"{model} parameter {j} residual {i}: {jacobian[i * n + j]} and {difference}");
                    }
                }
            }
        }
    }

    [Fact]
    public void Coordinates_with_KD_are_their_own_inverse() =>
        Gen.Double[-12, 12].Array[4].ForAll(100, logs =>
        {
            double[] there = new double[4], back = new double[4];
            new RateChart(true).Convert(logs, there);
            Assert.Equal(RateChart.LogKD(logs), there[0], 1e-9);
            new RateChart(true).Convert(there, back);
            for (int i = 0; i < 4; i++) Assert.Equal(logs[i], back[i], 1e-9);
        });

    [Fact]
    public void The_fit_finds_the_rates_of_clean_curves_of_any_speed_without_a_start_value() =>
        Gen.Select(Gen.Double[3, 7], Gen.Double[-4.5, -1.5], Gen.Double[20, 2000]).ForAll(40, drawn =>
        {
            (double ka, double kd, double rmax) = (Math.Pow(10, drawn.Item1), Math.Pow(10, drawn.Item2), drawn.Item3);
            double[] concentrations = [.. new[] { 0.25, 0.5, 1, 2, 8 }.Select(f => f * Math.Max(kd / ka, 0.01 / ka))];
            var clean = new Titration { Rates = [ka, kd], Rmax = rmax, Concentrations = concentrations, White = 1e-4 * rmax, Slow = 0, Step = 4 };
            TitrationFit fit = clean.Fit(7, intervals: false);
            Assert.Equal(ka, fit.Association.Value, 0.02 * ka);
            Assert.Equal(kd, fit.Dissociation.Value, 0.02 * kd);
        });

    [Fact]
    public void Slow_noise_is_told_from_white_and_its_time_is_found()
    {
        var fits = Enumerable.Range(0, 20).Select(s => new Titration().Fit((ulong)s, intervals: false)).ToList();
        double[] tau = [.. fits.SelectMany(f => f.Cycles.Select(c => c.Noise.Tau)).Order()];
        double[] deviation = [.. fits.SelectMany(f => f.Cycles.Select(c => Math.Sqrt(c.Noise.Variance))).Order()];
        Assert.InRange(tau[tau.Length / 2], 9, 24);
        Assert.InRange(deviation[deviation.Length / 2], 0.18, 0.27); // sqrt(0.1^2 + 0.2^2) = 0.224
    }

    private static void Close(double[] a, double[] b, double tolerance)
    {
        for (int i = 0; i < a.Length; i++) Assert.Equal(a[i], b[i], tolerance);
    }
}
