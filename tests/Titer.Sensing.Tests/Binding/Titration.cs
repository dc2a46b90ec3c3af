using System.Collections.Immutable;
using Titer.Numerics;
using Titer.Sensing.Binding;

namespace Titer.Sensing.Tests.Binding;

/// <summary>A simulated titration: a model, concentrations, and noise that is white and slow at once, as in a real instrument.</summary>
internal sealed record Titration
{
    public IBindingKinetics Kinetics { get; init; } = new Langmuir();
    /// <summary>ka, kd and what else the model has.</summary>
    public double[] Rates { get; init; } = [1e5, 1e-3];
    public double Rmax { get; init; } = 100;
    public double[] Concentrations { get; init; } = [2.5e-9, 5e-9, 10e-9, 20e-9, 40e-9];
    public double Association { get; init; } = 180;
    public double Dissociation { get; init; } = 400;
    public double Step { get; init; } = 3;
    /// <summary>Relative, of Rmax from cycle to cycle.</summary>
    public double Spread { get; init; } = 0.03;
    public double White { get; init; } = 0.1;
    public double Slow { get; init; } = 0.2;
    public double Tau { get; init; } = 15;

    public double KD => Rates[1] / Rates[0];

    public ImmutableArray<BindingCycle> Draw(ulong seed)
    {
        Gaussian noise = Gaussian.Stream(seed, "titration");
        double[] logs = [.. Rates.Select(r => Math.Log(r))];
        return [.. Concentrations.Select((c, i) =>
        {
            double[] times = [.. Enumerable.Range(1, (int)((Association + Dissociation) / Step)).Select(k => k * Step).Where(t => Math.Abs(t - Association) > 1)];
            double[] y = new double[times.Length];
            Assert.True(Kinetics.Respond(logs, Rmax * (1 + Spread * noise.Next()), c, Association, times, y, []));
            double slow = Slow * noise.Next(), bulk = noise.Next();
            for (int k = 0; k < y.Length; k++)
            {
                double rho = k == 0 ? 1 : Math.Exp(-(times[k] - times[k - 1]) / Tau);
                slow = rho * slow + Slow * Math.Sqrt(1 - rho * rho) * noise.Next();
                y[k] += slow + White * noise.Next() + (times[k] <= Association ? bulk : 0);
            }
            return new BindingCycle($"cycle {i + 1}", c, times, y, 0, Math.Sqrt(White * White + Slow * Slow));
        })];
    }

    public TitrationFit Fit(ulong seed, TitrationOptions? options = null, bool intervals = true) =>
        TitrationFitter.Fit(Draw(seed), Association, options ?? new TitrationOptions(), intervals);
}
