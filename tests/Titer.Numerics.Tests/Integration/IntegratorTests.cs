using CsCheck;
using Titer.Bench.Decide.Models;

namespace Titer.Numerics.Tests.Integration;

public class IntegratorTests
{
    private static (double[] X, Integrator Integrator) Solve<TOde>(TOde ode, double[] start, double end, Tolerance tolerance) where TOde : struct, IOde
    {
        var integrator = new Integrator(ode.States, tolerance);
        double[] x = [.. start];
        Assert.Equal(IntegrationStatus.Success, integrator.Advance(ref ode, 0, end, x));
        return (x, integrator);
    }

    private static void Agrees(double[] expected, double[] actual, double relative)
    {
        for (int i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) <= relative * Math.Abs(expected[i]), $"state {i}: {actual[i]} and not {expected[i]}");
    }

    [Fact]
    public void Arenstorfs_orbit_closes()
    {
        (double[] x, Integrator integrator) = Solve(new Arenstorf(), Arenstorf.Start, Arenstorf.Period, new(1e-11, 1e-11));
        Assert.InRange(Stepper.Distance(Arenstorf.Start, x), 0, 1e-4);
        Assert.Equal(0, integrator.ImplicitSteps);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void A_Kepler_ellipse_closes_after_ten_turns_without_an_implicit_step(double eccentricity)
    {
        double[] start = Kepler.Start(eccentricity);
        (double[] x, Integrator integrator) = Solve(new Kepler(), start, 20 * Math.PI, new(1e-11, 1e-11));
        Assert.InRange(Stepper.Distance(start, x), 0, 1e-5 * start[3]);
        Assert.Equal(0, integrator.ImplicitSteps);
    }

    [Fact]
    public void The_error_is_of_the_size_of_the_tolerance()
    {
        foreach (double tolerance in new[] { 1e-4, 1e-6, 1e-8, 1e-10 })
        {
            (double[] x, _) = Solve(new Logistic(), Logistic.Start, 8, new(tolerance, tolerance));
            Assert.InRange(Stepper.Distance(Logistic.Exact(8), x), 0, 30 * tolerance);
            (double[] stiff, _) = Solve(new Kaps(1e-6), Kaps.Start, 1, new(tolerance, tolerance));
            Assert.InRange(Stepper.Distance(Kaps.Exact(1), stiff), 0, 30 * tolerance);
        }
    }

    [Fact]
    public void HIRES_ends_at_the_reference()
    {
        (double[] x, Integrator integrator) = Solve(new Hires(), Hires.Start, Hires.End, new(1e-9, 1e-12));
        Agrees(Hires.Reference, x, 1e-6);
        Assert.True(integrator.ImplicitSteps > 0);
    }

    // Hairer and Wanner, Solving ODEs II, sec. IV.10 (t = 40); Test Set for IVP Solvers, release 2.4 (t = 1e11).
    [Theory]
    [InlineData(40, 0.7158270688, 9.185534765e-6, 0.2841637457)]
    [InlineData(1e11, 0.2083340149701255e-7, 0.8333360770334713e-13, 0.9999999791665050)]
    public void Robertsons_reaction_ends_at_the_reference_by_implicit_steps(double end, double a, double b, double c)
    {
        (double[] x, Integrator integrator) = Solve(new Robertson(), [1, 0, 0], end, new(1e-8, 1e-16));
        Agrees([a, b, c], x, 1e-5);
        Assert.True(integrator.ImplicitSteps > 0);
        Assert.InRange(integrator.Accepted + integrator.Rejected, 0, 5000);
    }

    // Test Set for IVP Solvers, release 2.4, van der Pol in its original scale.
    [Fact]
    public void Van_der_Pols_oscillator_of_mu_1000_ends_at_the_reference_by_implicit_steps()
    {
        (double[] x, Integrator integrator) = Solve(new VanDerPol(1000), [2, 0], 2000, new(1e-9, 1e-12));
        Agrees([0.1706167732170469e1, -0.8928097010248125e-3], x, 1e-5);
        Assert.True(integrator.ImplicitSteps > 0);
        Assert.InRange(integrator.Accepted + integrator.Rejected, 0, 20_000);
    }

    [Fact]
    public void A_soft_van_der_Pol_oscillator_stays_explicit() =>
        Assert.Equal(0, Solve(new VanDerPol(1), [2, 0], 100, new(1e-8, 1e-8)).Integrator.ImplicitSteps);

    [Fact]
    public void Only_Rosenbrock_steps_count_as_implicit()
    {
        int[] counts = new int[2];
        (double[] x, Integrator integrator) = Solve(new Scalar((_, y) => -1000 * (y - 1), (_, _) => -1000, counts), [0], 10, new(1e-6, 1e-6));
        Assert.Equal(1, x[0], 1e-5);
        Assert.InRange(integrator.ImplicitSteps, 1, counts[1]);
    }

    [Fact]
    public void A_right_hand_side_that_is_not_finite_at_the_start_is_reported_and_the_state_kept()
    {
        foreach (double bad in new[] { double.NaN, double.PositiveInfinity })
        {
            var ode = new Scalar((_, _) => bad);
            double[] x = [3];
            Assert.Equal(IntegrationStatus.NotFinite, new Integrator(1, Tolerance.Default).Advance(ref ode, 0, 1, x));
            Assert.Equal([3], x);
        }
    }

    [Fact]
    public void A_blow_up_in_finite_time_is_reported()
    {
        var ode = new Scalar((_, y) => y * y, (_, y) => 2 * y);
        double[] x = [1]; // 1 / (1 - t)
        Assert.Equal(IntegrationStatus.StepTooSmall, new Integrator(1, Tolerance.Default).Advance(ref ode, 0, 2, x));
        Assert.True(double.IsFinite(x[0]) && x[0] > 1e6, $"{x[0]}");
    }

    [Fact]
    public void On_failure_the_state_is_the_last_accepted_one()
    {
        var ode = new Scalar((t, _) => t < 1 ? 1 : double.NaN);
        double[] x = [0];
        Assert.Equal(IntegrationStatus.StepTooSmall, new Integrator(1, Tolerance.Default).Advance(ref ode, 0, 2, x));
        Assert.Equal(1, x[0], 1e-9);
        Assert.True(x[0] < 1);
    }

    [Fact]
    public void Over_a_zero_span_nothing_is_evaluated_and_nothing_changes()
    {
        int[] counts = new int[2];
        var ode = new Scalar((_, _) => double.NaN, counts: counts);
        double[] x = [5];
        Assert.Equal(IntegrationStatus.Success, new Integrator(1, Tolerance.Default).Advance(ref ode, 3, 3, x));
        Assert.Equal((5, 0), (x[0], counts[0]));
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(0, double.NaN)]
    [InlineData(0, double.PositiveInfinity)]
    public void Time_runs_forward_to_a_finite_end(double from, double to)
    {
        var ode = new Logistic();
        Assert.Throws<ArgumentOutOfRangeException>(() => new Integrator(2, Tolerance.Default).Advance(ref ode, from, to, Logistic.Start));
    }

    [Fact]
    public void The_same_problem_gives_the_same_bits() => Gen.Double[0.5, 20].ForAll(20, end =>
    {
        Assert.Equal(Solve(new Kaps(1e-5), Kaps.Start, end, Tolerance.Default).X, Solve(new Kaps(1e-5), Kaps.Start, end, Tolerance.Default).X);
        Assert.Equal(Solve(new Logistic(), Logistic.Start, end, Tolerance.Default).X, Solve(new Logistic(), Logistic.Start, end, Tolerance.Default).X);
    });

    [Fact]
    public void Steps_allocate_nothing()
    {
        var integrator = new Integrator(2, Tolerance.Default);
        var ode = new Kaps(1e-6);
        double[] x = Kaps.Start;
        integrator.Advance(ref ode, 0, 0.1, x);
        long before = GC.GetAllocatedBytesForCurrentThread();
        integrator.Advance(ref ode, 0.1, 1, x);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
