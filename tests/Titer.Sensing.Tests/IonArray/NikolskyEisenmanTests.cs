using System.Collections.Immutable;
using CsCheck;
using Titer.Numerics;
using Titer.Sensing.IonArray;
using Titer.Tests;

namespace Titer.Sensing.Tests.IonArray;

public sealed class NikolskyEisenmanTests
{
    private static readonly IonArrayCalibration Culture = CultureIonArray.Nominal;
    private static readonly ImmutableArray<IonElectrode> Electrodes =
        [.. IonArraySensor.Jointly(Culture.Electrodes).Select(i => Culture.Electrodes[i])];

    /// <summary>mol/L: sodium, potassium, ammonium, calcium, chloride.</summary>
    private static readonly double[] Medium = [0.135, 0.005, 0.003, 0.0015, 0.115];

    [Theory]
    [InlineData(0.1, 0.778)]
    [InlineData(0.01, 0.902)]
    public void Davies_gives_the_known_activity_coefficients(double molar, double gamma) =>
        Assert.Equal(gamma, Math.Exp(ActivityCoefficient.LnGammaOfOne(molar, ActivityCoefficient.DebyeHueckel(25))), 0.008);

    [Theory]
    [InlineData(0, 0.491)]
    [InlineData(25, 0.509)]
    [InlineData(37, 0.520)]
    public void Debye_and_Hueckels_constant_is_that_of_the_tables(double celsius, double a) =>
        Assert.Equal(a, ActivityCoefficient.DebyeHueckel(celsius), 0.003);

    [Fact]
    public void The_derivative_of_the_activity_coefficient_is_that_of_its_difference_quotient()
    {
        double a = ActivityCoefficient.DebyeHueckel(30);
        for (double i = 0.002; i < 0.5; i *= 1.7)
        {
            double quotient = (ActivityCoefficient.LnGammaOfOne(i * 1.0001, a) - ActivityCoefficient.LnGammaOfOne(i * 0.9999, a)) / (2e-4 * i);
            Assert.Equal(quotient, ActivityCoefficient.Derivative(i, a), 1e-5 * Math.Abs(quotient));
        }
    }

    [Fact]
    public void Any_medium_comes_back_from_the_voltages_it_makes_in_a_few_steps()
    {
        var solver = new NikolskyEisenman(Electrodes, Culture.Background);
        double[] volts = new double[5];
        Gen.Double[-4.5, -0.7].Array[5].Select(Gen.Double[5, 45]).ForAll(500, c =>
        {
            double[] truth = [.. c.Item1.Select(x => Math.Pow(10, x))];
            solver.Voltages(truth, c.Item2, volts);
            Assert.True(solver.Solve(volts, c.Item2, 0.1));
            Assert.True(solver.Steps <= 25, $"{solver.Steps} steps");
            for (int i = 0; i < 5; i++) Assert.Equal(truth[i], solver.Concentrations[i], 1e-6 * truth[i] / Math.Sqrt(Detectable(i, truth)));
        });
    }

    /// <summary>Share of the ion's own activity in what its electrode feels; the solution is as much worse as the share is small.</summary>
    private static double Detectable(int i, double[] c)
    {
        double own = c[i], all = own;
        foreach (Selectivity s in Electrodes[i].Selectivities)
        {
            int j = Electrodes.IndexOf(Electrodes.FirstOrDefault(e => e.Ion == s.Interferent)!);
            double other = j >= 0 ? c[j] : Culture.Background.First(b => b.Ion == s.Interferent).Concentration;
            all += Math.Pow(10, s.LogK) * Math.Pow(other, (double)Electrodes[i].Ion.Charge / s.Interferent.Charge);
        }
        return Math.Pow(own / all, 4);
    }

    [Fact]
    public void An_electrode_alone_in_a_dilute_solution_follows_Nernst()
    {
        var electrode = new IonElectrode { Name = "na", Kind = ElectrodeKind.IonSelective, Ion = IonSpecies.Sodium, E0 = 0.2 };
        var solver = new NikolskyEisenman([electrode], []);
        Assert.True(solver.Solve([0.2 - 5 * Nernst.Slope(25)], 25, 0));
        Assert.Equal(1e-5, solver.Concentrations[0], 1e-7);
    }

    [Fact]
    public void Solving_each_electrode_for_itself_is_wrong_where_ions_interfere()
    {
        var solver = new NikolskyEisenman(Electrodes, Culture.Background);
        double[] volts = new double[5];
        solver.Voltages(Medium, 37, volts);
        var alone = new NikolskyEisenman(
            [Electrodes[2] with { Selectivities = [] }], [new BackgroundIon(IonSpecies.Sodium, 0.14), new BackgroundIon(IonSpecies.Chloride, 0.14)]);
        Assert.True(alone.Solve(volts.AsSpan(2, 1), 37, 0));
        Assert.True(solver.Solve(volts, 37, 0));
        Assert.Equal(Medium[2], solver.Concentrations[2], 1e-9);
        Assert.True(alone.Concentrations[0] > 1.2 * Medium[2], $"{alone.Concentrations[0]}");
    }

    [Fact]
    public void The_covariance_is_that_of_Monte_Carlo_over_all_inputs()
    {
        const int Trials = 10_000;
        const double TemperatureUncertainty = 0.1;
        // Half of the usual uncertainties: first order is compared where first order holds.
        ImmutableArray<IonElectrode> electrodes = [.. Electrodes.Select(e => e with
        {
            E0Uncertainty = e.E0Uncertainty / 2, Noise = e.Noise / 2, SlopeUncertainty = e.SlopeUncertainty / 2,
            Selectivities = [.. e.Selectivities.Select(s => s with { Uncertainty = s.Uncertainty / 4 })],
        })];
        var solver = new NikolskyEisenman(electrodes, Culture.Background);
        double[] volts = new double[5], drawn = new double[5];
        solver.Voltages(Medium, 37, volts);
        Assert.True(solver.Solve(volts, 37, TemperatureUncertainty));
        double[] covariance = solver.Covariance.ToArray(), truth = [.. Medium.Select(c => Math.Log(c))];
        var random = new Gaussian(5);
        double[] sums = new double[5], products = new double[25];
        for (int k = 0; k < Trials; k++)
        {
            // The array as it might be makes the voltages; the array as it is calibrated reads them.
            var real = new NikolskyEisenman([.. electrodes.Select(e => e with
            {
                E0 = e.E0 + e.E0Uncertainty * random.Next(), Slope = e.Slope * (1 + e.SlopeUncertainty / e.Slope * random.Next()),
                Selectivities = [.. e.Selectivities.Select(s => s with { LogK = s.LogK + s.Uncertainty * random.Next() })],
            })], Culture.Background);
            real.Voltages(Medium, 37, drawn);
            for (int i = 0; i < 5; i++) drawn[i] += electrodes[i].Noise * random.Next();
            Assert.True(solver.Solve(drawn, 37 + TemperatureUncertainty * random.Next(), TemperatureUncertainty));
            for (int i = 0; i < 5; i++)
            {
                double di = Math.Log(solver.Concentrations[i]) - truth[i];
                sums[i] += di;
                for (int j = 0; j <= i; j++) products[i * 5 + j] += di * (Math.Log(solver.Concentrations[j]) - truth[j]);
            }
        }
        for (int i = 0; i < 5; i++)
        {
            double u = Math.Sqrt(covariance[i * 6]), sampled = Math.Sqrt(products[i * 6] / Trials - Math.Pow(sums[i] / Trials, 2));
            Assert.Equal(u, sampled, 0.03 * u);
            for (int j = 0; j < i; j++)
            {
                double correlation = covariance[i * 5 + j] / (u * Math.Sqrt(covariance[j * 6]));
                double found = (products[i * 5 + j] / Trials - sums[i] * sums[j] / Trials / Trials)
                    / Math.Sqrt(products[i * 6] / Trials * products[j * 6] / Trials);
                Assert.Equal(correlation, found, 0.03);
            }
        }
    }

    [Fact]
    public void Voltages_that_no_medium_makes_are_refused()
    {
        var solver = new NikolskyEisenman(Electrodes, Culture.Background);
        double[] volts = new double[5];
        solver.Voltages(Medium, 37, volts);
        volts[2] -= 0.3; // less ammonium than potassium and sodium alone would show
        Assert.False(solver.Solve(volts, 37, 0.1));
        volts[2] = double.NaN;
        Assert.False(solver.Solve(volts, 37, 0.1));
    }
}
