using System.Numerics;
using CsCheck;

namespace Titer.Numerics.Tests.Integration;

public class StabilityTests
{
    /// <summary>The stability function R(z): one step of size 1 on x' = z x from 1.</summary>
    private static Complex R(Func<Linear, Stepper.Step> method, Complex z)
    {
        double[] next = method(new Linear(z.Real, z.Imaginary))([1, 0], 1).Next;
        return new Complex(next[0], next[1]);
    }

    private static readonly Gen<Complex> Disc = Gen.Select(Gen.Double[-3, 3], Gen.Double[-3, 3], (a, b) => new Complex(a, b));

    [Fact]
    public void RungeKutta4_is_the_exponential_series_to_fourth_order() => Disc.ForAll(200, z =>
        Close(1 + z + z * z / 2 + z * z * z / 6 + z * z * z * z / 24, R(_ => Stepper.RungeKutta4<Linear>(z.Real, z.Imaginary), z)));

    // Dormand and Prince 1980: the sixth coefficient of the propagated solution is 1/600.
    [Fact]
    public void DormandPrince_is_the_exponential_series_to_fifth_order_and_a_sixth_of_1_600() => Disc.ForAll(200, z =>
        Close(1 + z * (1 + z / 2 * (1 + z / 3 * (1 + z / 4 * (1 + z / 5 * (1 + z / 5))))), R(Stepper.DormandPrince, z)));

    [Fact]
    public void Rodas_is_A_stable() => Gen.Select(Gen.Double[-6, 6], Gen.Double[-6, 6], Gen.Bool).ForAll(2000, c =>
    {
        (double re, double im, bool onAxis) = c;
        var z = new Complex(onAxis ? 0 : -Math.Pow(10, re), Math.Pow(10, im));
        Assert.True(Complex.Abs(R(Stepper.Rodas, z)) <= 1 + 1e-9, $"|R({z})| = {Complex.Abs(R(Stepper.Rodas, z))}");
    });

    [Theory]
    [InlineData(0.0)]
    [InlineData(1.0)]
    [InlineData(10.0)]
    public void Rodas_is_L_stable(double imaginaryPerReal)
    {
        // R(z) falls like 1/|z|: a component a million times faster than the step is gone after it.
        double previous = 1;
        foreach (double size in new[] { 1e2, 1e4, 1e6, 1e8 })
        {
            double r = Complex.Abs(R(Stepper.Rodas, new Complex(-size, size * imaginaryPerReal)));
            Assert.True(r < 10 / size, $"|R| = {r} at {size}");
            Assert.True(r < previous / 10);
            previous = r;
        }
    }

    [Fact]
    public void Rodas_and_its_embedded_solution_are_rational_approximations_of_the_exponential()
    {
        foreach (Complex z in new Complex[] { new(-0.05, 0), new(0, 0.05), new(-0.03, 0.04) })
            Assert.InRange(Complex.Abs(R(Stepper.Rodas, z) - Complex.Exp(z)), 0, 5e-3 * Math.Pow(0.05, 5));
    }

    [Fact]
    public void DormandPrince_estimates_the_dominant_eigenvalue() => Gen.Double[0.1, 3].ForAll(100, size =>
    {
        var ode = new Linear(-size, 0);
        double[] x = [1, 0.5], workspace = new double[DormandPrince.WorkspaceSize(2)];
        ode.Derivatives(0, x, workspace);
        Assert.Equal(size, DormandPrince.Step(ref ode, 0, x, 1, new double[2], new double[2], workspace), 1e-6 * size);
    });

    private static void Close(Complex expected, Complex actual) =>
        Assert.True(Complex.Abs(expected - actual) <= 1e-12 * Math.Max(1, Complex.Abs(expected)), $"{expected} and {actual}");
}
