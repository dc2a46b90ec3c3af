using System.Numerics;
using CsCheck;
using Titer.Sensing.Impedance;
using Titer.Sensing.Impedance.Circuits;

namespace Titer.Sensing.Tests.Impedance;

public class CircuitImpedanceTests
{
    private static Complex At(string circuit, double frequency, params double[] values)
    {
        Circuit parsed = Circuit.Parse(circuit);
        var evaluator = new CircuitEvaluator(parsed);
        evaluator.SetFrequencies([frequency]);
        evaluator.Evaluate([.. values.Select((v, i) => parsed.Parameters[i].Definition.IsExponent ? v : Math.Log(v))], derive: false);
        return evaluator.Impedance[0];
    }

    private static void Near(Complex expected, Complex actual, double relative = 1e-12) =>
        Assert.True((expected - actual).Magnitude <= relative * expected.Magnitude, $"{expected} and {actual}");

    [Fact]
    public void Derivatives_are_those_of_the_impedance() => Gen.ULong[1, 1_000_000].ForAll(200, seed =>
    {
        var random = new RandomCircuit(seed, points: 7);
        var evaluator = new CircuitEvaluator(random.Circuit);
        evaluator.SetFrequencies(random.Frequencies);
        evaluator.Evaluate(random.Fitted, derive: true);
        Complex[][] analytic = [.. random.Fitted.Select((_, j) => evaluator.Derivatives(j).ToArray())];
        const double h = 1e-5;
        for (int j = 0; j < random.Fitted.Length; j++)
        {
            double[] p = [.. random.Fitted];
            p[j] += h;
            evaluator.Evaluate(p, derive: false);
            Complex[] more = evaluator.Impedance.ToArray();
            p[j] -= 2 * h;
            evaluator.Evaluate(p, derive: false);
            for (int k = 0; k < more.Length; k++)
            {
                Complex numeric = (more[k] - evaluator.Impedance[k]) / (2 * h);
                Assert.True((numeric - analytic[j][k]).Magnitude <= 1e-7 * random.Impedance[k].Magnitude + 1e-6 * numeric.Magnitude,
                    $"{random}: {random.Circuit.Parameters[j].Name} at {random.Frequencies[k]} Hz: {numeric} and {analytic[j][k]}");
            }
        }
    });

    [Fact]
    public void Elements_are_what_the_literature_says()
    {
        double w = 2 * Math.PI * 50;
        Near(new Complex(0, -1 / (w * 1e-5)), At("C", 50, 1e-5));
        Near(new Complex(0, w * 0.1), At("L", 50, 0.1));
        Near(new Complex(0, -1 / (w * 1e-5)), At("CPE", 50, 1e-5, 1));
        Near(Complex.FromPolarCoordinates(Math.Pow(w, -0.8) / 1e-5, -0.4 * Math.PI), At("CPE", 50, 1e-5, 0.8));
        Near(new Complex(20, -20) / Math.Sqrt(w), At("W", 50, 20));
        Near(100 / Complex.Sqrt(new Complex(1, w * 0.01)), At("G", 50, 100, 0.01));
        Near(At("p(R,C)", 50, 100, 1e-4), At("CC", 50, 100, 0.01, 1));
        // The depressed arc is that of the dielectric dispersion on-line, with 1 - alpha for alpha.
        Near(ImpedancePhysics.ColeCole(50, 0, 300, 1 / (2 * Math.PI * 0.01), 0.2), At("CC", 50, 300, 0.01, 0.8));
        Near(1 / (1 / new Complex(10, 0) + new Complex(0, w * 1e-3)), At("p(R,C)", 50, 10, 1e-3));
        Near(new Complex(10, 0) + 1 / (1 / new Complex(5, w * 0.1) + new Complex(0, w * 1e-3)), At("R-p(R-L,C)", 50, 10, 5, 0.1, 1e-3));
    }

    [Fact]
    public void Finite_diffusion_has_its_limits()
    {
        // Fast: both are the half-infinite one, Z0 / sqrt(jw tau) = sigma (1 - j) / sqrt(w) with sigma = Z0 / sqrt(2 tau).
        Near(At("W", 1e4, 30 / Math.Sqrt(2 * 2.0)), At("Wo", 1e4, 30, 2), 1e-9);
        Near(At("W", 1e4, 30 / Math.Sqrt(2 * 2.0)), At("Ws", 1e4, 30, 2), 1e-9);
        // Slow: to a sink a resistor, to a wall a third of it and the capacitor tau / Z0.
        Near(30, At("Ws", 1e-9, 30, 2), 1e-7);
        Complex wall = At("Wo", 1e-7, 30, 2);
        Assert.Equal(10, wall.Real, 1e-6);
        Near(new Complex(0, -30 / (2 * Math.PI * 1e-7 * 2)), wall, 1e-6);
        // The series for small arguments joins the closed form.
        double f = 1e-4 / (2 * Math.PI * 2);
        Near(At("Ws", f * 0.9999999, 30, 2), At("Ws", f * 1.0000001, 30, 2), 1e-8);
    }

    [Fact]
    public void Impedance_of_a_passive_circuit_has_no_negative_real_part() => Gen.ULong[1, 1_000_000].ForAll(300, seed =>
        Assert.All(new RandomCircuit(seed).Impedance, z => Assert.True(z.Real >= 0)));
}
