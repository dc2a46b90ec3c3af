using System.Numerics;
using CsCheck;
using Titer.Numerics;
using Titer.Sensing.Impedance.Circuits;

namespace Titer.Sensing.Tests.Impedance;

public class CircuitFitTests
{
    private static readonly double[] Frequencies = [.. Enumerable.Range(0, 41).Select(i => 5e4 * Math.Pow(2 / 5e4, i / 40.0))];

    private static Complex[] Spectrum(Circuit circuit, params double[] values)
    {
        var evaluator = new CircuitEvaluator(circuit);
        evaluator.SetFrequencies(Frequencies);
        evaluator.Evaluate([.. values.Select((v, i) => circuit.Parameters[i].Definition.IsExponent ? v : Math.Log(v))], derive: false);
        return evaluator.Impedance.ToArray();
    }

    private static FittedCircuit Fit(CircuitFit fit, Complex[] z, SpectrumWeighting weighting = SpectrumWeighting.Modulus, string bounds = "") => fit.Fit(
        Frequencies, [.. z.Select(c => c.Real)], [.. z.Select(c => c.Imaginary)], weighting, ParameterBounds.Parse(fit.Circuit, bounds));

    [Theory]
    [InlineData("R", 25.0)]
    [InlineData("p(R,C)", 300.0, 1e-6)]
    [InlineData("R-p(R,C)", 25.0, 300.0, 1e-6)]
    [InlineData("R-p(R,C)-p(R,C)", 25.0, 300.0, 1e-6, 80.0, 3e-5)]
    [InlineData("R-p(R,CPE)", 25.0, 300.0, 3e-6, 0.85)]
    [InlineData("R-CC", 25.0, 300.0, 1e-3, 0.8)]
    [InlineData("L-R-p(R,C)", 2e-5, 25.0, 300.0, 1e-6)]
    [InlineData("R-p(R-W,C)", 25.0, 300.0, 500.0, 1e-6)]
    [InlineData("R-p(R-Ws,C)", 25.0, 100.0, 200.0, 0.02, 1e-6)]
    [InlineData("R-Wo", 25.0, 100.0, 0.02)]
    [InlineData("R-G", 25.0, 300.0, 0.003)]
    [InlineData("R-C", 25.0, 1e-5)]
    [InlineData("R-p(R,C)-p(R,C)-p(R,C)", 25.0, 60.0, 1e-6, 80.0, 8e-6, 90.0, 1e-4)]
    public void Without_noise_the_parameters_come_back_from_no_guess_at_all(string text, params double[] values)
    {
        Circuit circuit = Circuit.Parse(text);
        FittedCircuit fitted = Fit(new CircuitFit(circuit), Spectrum(circuit, values));
        Assert.True(fitted.Converged, $"{fitted.Status}");
        Assert.All(fitted.Parameters.Zip(values), p => Assert.Equal(1, p.First.Value / p.Second, 1e-6));
    }

    [Fact]
    public void The_95_percent_intervals_hold_the_parameters_in_95_percent_of_simulated_spectra()
    {
        Circuit circuit = Circuit.Parse("R-p(R,C)-p(R,C)");
        var fit = new CircuitFit(circuit);
        double[] truth = [25, 300, 1e-6, 80, 3e-5];
        Complex[] clean = Spectrum(circuit, truth);
        Coverage[] coverage = [.. truth.Select(_ => new Coverage())];
        var noise = new Gaussian(7);
        for (int i = 0; i < 400; i++)
        {
            FittedCircuit fitted = Fit(fit, [.. clean.Select(z => z + 0.01 * z.Magnitude * new Complex(noise.Next(), noise.Next()))]);
            for (int p = 0; p < truth.Length; p++)
                coverage[p].Add(Math.Log(fitted.Parameters[p].Value), fitted.Parameters[p].Uncertainty / fitted.Parameters[p].Value, Math.Log(truth[p]));
        }
        Assert.All(coverage, c => Assert.True(c.Fraction is > 0.92 and < 0.98, $"{c.Fraction}, ratio {c.Ratio}"));
    }

    [Fact]
    public void Profile_intervals_hold_the_parameters_as_often_and_agree_with_the_first_order_ones_where_the_fit_is_good()
    {
        Circuit circuit = Circuit.Parse("R-p(R,C)");
        var fit = new CircuitFit(circuit);
        double[] truth = [25, 300, 1e-6];
        Complex[] clean = Spectrum(circuit, truth);
        var noise = new Gaussian(8);
        int inside = 0;
        for (int i = 0; i < 60; i++)
        {
            FittedCircuit plain = Fit(fit, [.. clean.Select(z => z + 0.005 * z.Magnitude * new Complex(noise.Next(), noise.Next()))]);
            FittedCircuit profiled = fit.WithProfiles(plain);
            for (int p = 0; p < truth.Length; p++)
            {
                if (profiled.Parameters[p].Lower <= truth[p] && truth[p] <= profiled.Parameters[p].Upper) inside++;
                Assert.Equal(plain.Parameters[p].Upper, profiled.Parameters[p].Upper, 0.01 * plain.Parameters[p].Upper);
                Assert.Equal(Determination.Determined, profiled.Parameters[p].Determination);
            }
        }
        Assert.InRange(inside, 162, 178); // of 180
    }

    [Fact]
    public void Arcs_that_are_alike_come_in_the_order_of_their_time_constants_whatever_the_start()
    {
        Circuit circuit = Circuit.Parse("R-p(R,C)-p(R,C)");
        Complex[] z = Spectrum(circuit, 25, 300, 1e-6, 80, 3e-5);
        var fit = new CircuitFit(circuit);
        foreach (double[] start in new double[][] { [20, 100, 2e-5, 200, 2e-6], [20, 200, 2e-6, 100, 2e-5] })
        {
            FittedCircuit fitted = fit.Fit(
                Frequencies, [.. z.Select(c => c.Real)], [.. z.Select(c => c.Imaginary)], SpectrumWeighting.Modulus, ParameterBounds.None(circuit), start);
            Assert.Equal(300, fitted["R1"].Value, 1e-4);
            Assert.Equal(3e-5, fitted["C2"].Value, 1e-10);
        }
        // Bounds given to one of the names keep it where it was put.
        FittedCircuit bound = Fit(fit, z, bounds: "R1<=150");
        Assert.Equal(80, bound["R1"].Value, 1e-3);
        Assert.Equal(300, bound["R2"].Value, 1e-3);
    }

    [Fact]
    public void Ten_times_the_impedance_is_ten_times_the_resistances_and_a_tenth_of_the_capacitances() => Gen.ULong[1, 1_000].ForAll(10, seed =>
    {
        Circuit circuit = Circuit.Parse("R-p(R,C)-p(R,CPE)");
        var noise = new Gaussian(seed);
        Complex[] z = [.. Spectrum(circuit, 25, 300, 1e-6, 80, 3e-5, 0.9).Select(c => c + 0.002 * c.Magnitude * new Complex(noise.Next(), noise.Next()))];
        var fit = new CircuitFit(circuit);
        FittedCircuit one = Fit(fit, z), ten = Fit(fit, [.. z.Select(c => 10 * c)]);
        foreach (FittedParameter p in one.Parameters)
        {
            double factor = p.Parameter.Definition.Scaling switch { ImpedanceScaling.With => 10, ImpedanceScaling.Against => 0.1, _ => 1 };
            Assert.Equal(1, ten[p.Parameter.Name].Value / (factor * p.Value), 1e-4);
        }
    });

    [Fact]
    public void A_parameter_at_a_bound_and_one_without_effect_are_called_so()
    {
        Circuit circuit = Circuit.Parse("R-p(R,C)-p(R,C)");
        var fit = new CircuitFit(circuit);
        Complex[] two = Spectrum(circuit, 25, 300, 1e-6, 80, 3e-5);
        FittedCircuit bound = Fit(fit, two, bounds: "C<=1e-5");
        Assert.Equal(Determination.AtBound, bound["C2"].Determination);
        Assert.Equal(1e-5, bound["C2"].Value, 1e-12);
        Assert.Equal(Determination.Fixed, Fit(fit, two, bounds: "R0=25")["R0"].Determination);

        Complex[] one = Spectrum(Circuit.Parse("R-p(R,C)"), 25, 300, 1e-6);
        var noise = new Gaussian(3);
        FittedCircuit over = fit.WithProfiles(Fit(fit, [.. one.Select(c => c + 0.003 * c.Magnitude * new Complex(noise.Next(), noise.Next()))]));
        Assert.Contains(over.Parameters, p => p.Determination == Determination.Undetermined);
        // Either arc could be the other one: what is said to be determined has no interval from one to the other.
        Assert.All(over.Parameters.Where(p => p.Determination == Determination.Determined), p => Assert.True(p.Upper < 7.2 * p.Lower, p.Parameter.Name));
        // The simpler circuit is the better one, by Akaike's criterion.
        FittedCircuit simple = Fit(new CircuitFit(Circuit.Parse("R-p(R,C)")), [.. one.Select(c => c + 0.003 * c.Magnitude * new Complex(noise.Next(), noise.Next()))]);
        Assert.All(simple.Parameters, p => Assert.Equal(Determination.Determined, p.Determination));
    }

    [Fact]
    public void A_further_fit_gives_the_same_bits()
    {
        Circuit circuit = Circuit.Parse("R-p(R,C)-p(R,C)");
        Complex[] z = Spectrum(circuit, 25, 300, 1e-6, 80, 3e-5), other = Spectrum(circuit, 10, 30, 1e-5, 800, 1e-6);
        var fit = new CircuitFit(circuit);
        double[] first = [.. Fit(fit, z).Parameters.Select(p => p.Value)];
        Fit(fit, other);
        Assert.Equal(first, Fit(fit, z).Parameters.Select(p => p.Value));
        Assert.Equal(first, Fit(new CircuitFit(circuit), z).Parameters.Select(p => p.Value));
    }
}
