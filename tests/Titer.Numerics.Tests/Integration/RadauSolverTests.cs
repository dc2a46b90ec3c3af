using Titer.Bench.Decide.Models;

namespace Titer.Numerics.Tests.Integration;

public class RadauSolverTests
{
    private static (double[] X, RadauSolver Solver) Solve<TOde>(TOde ode, double[] start, double end, Tolerance tolerance, double[]? mass = null)
        where TOde : struct, IOde
    {
        var solver = new RadauSolver(ode.States, tolerance, mass);
        Assert.Equal(IntegrationStatus.Success, solver.Start(ref ode, 0, start));
        Assert.Equal(IntegrationStatus.Success, solver.Advance(ref ode, end));
        Assert.Equal(end, solver.Time);
        return (solver.State.ToArray(), solver);
    }

    private static double Off(double[] expected, double[] actual) => expected.Zip(actual, (e, a) => Math.Abs(a / e - 1)).Max();

    [Theory]
    [InlineData(1e-1)]
    [InlineData(1e-8)]
    public void Fixed_steps_have_order_five_however_stiff_the_problem(double epsilon) => Assert.InRange(FixedOrder(new Kaps(epsilon), Kaps.Start, Kaps.Exact, 1, 4, 8, 16, 32), 4.8, 5.2);

    [Fact]
    public void Fixed_steps_have_order_five_on_the_logistic() =>
        Assert.InRange(FixedOrder(new Logistic(), Logistic.Start, Logistic.Exact, 3, 8, 16, 32, 64), 4.8, 5.3);

    // As a differential-algebraic system of index 1 (epsilon to 0) the differential part keeps order 2s - 1 = 5 (Solving ODEs II, thm VI.1.1).
    [Fact]
    public void Order_five_holds_on_a_differential_algebraic_system() =>
        Assert.InRange(FixedOrder(new KapsLimit(), Kaps.Start, Kaps.Exact, 1, [0, 0, 0, 1], 4, 8, 16, 32), 4.8, 5.2);

    private static double FixedOrder<TOde>(TOde ode, double[] start, Func<double, double[]> exact, double end, params int[] steps) where TOde : struct, IOde =>
        FixedOrder(ode, start, exact, end, null, steps);

    private static double FixedOrder<TOde>(TOde ode, double[] start, Func<double, double[]> exact, double end, double[]? mass, params int[] steps)
        where TOde : struct, IOde
    {
        double[] errors = [.. steps.Select(n =>
        {
            var solver = new RadauSolver(ode.States, new(1e-12, 1e-12), mass) { FixedStep = end / n };
            solver.Start(ref ode, 0, start);
            Assert.Equal(IntegrationStatus.Success, solver.Advance(ref ode, end));
            Assert.Equal(n, solver.Accepted);
            return Stepper.Distance(exact(end), solver.State.ToArray());
        })];
        return Stepper.Slope([.. steps.Select(n => end / n)], errors);
    }

    [Fact]
    public void The_error_is_of_the_size_of_the_tolerance()
    {
        foreach (double tolerance in new[] { 1e-4, 1e-6, 1e-8, 1e-10 })
        {
            double soft = Stepper.Distance(Logistic.Exact(8), Solve(new Logistic(), Logistic.Start, 8, new(tolerance, tolerance)).X);
            double stiff = Stepper.Distance(Kaps.Exact(1), Solve(new Kaps(1e-6), Kaps.Start, 1, new(tolerance, tolerance)).X);
            Assert.InRange(soft, 0, 30 * tolerance);
            Assert.InRange(stiff, 0, 30 * tolerance);
        }
    }

    [Fact]
    public void HIRES_ends_at_the_reference()
    {
        (double[] x, RadauSolver solver) = Solve(new Hires(), Hires.Start, Hires.End, new(1e-9, 1e-12));
        Assert.InRange(Off(Hires.Reference, x), 0, 1e-7);
        Assert.InRange(solver.Accepted + solver.Rejected, 0, 350);
    }

    // Hairer and Wanner, Solving ODEs II, sec. IV.10 (t = 40); Test Set for IVP Solvers, release 2.4 (t = 1e11).
    [Theory]
    [InlineData(40, 0.7158270688, 9.185534765e-6, 0.2841637457)]
    [InlineData(1e11, 0.2083340149701255e-7, 0.8333360770334713e-13, 0.9999999791665050)]
    public void Robertsons_reaction_ends_at_the_reference_and_keeps_its_mass(double end, double a, double b, double c)
    {
        (double[] x, RadauSolver solver) = Solve(new Robertson(), [1, 0, 0], end, new(1e-9, 1e-18));
        Assert.InRange(Off([a, b, c], x), 0, end < 100 ? 1e-8 : 2e-7);
        Assert.Equal(1, x.Sum(), 1e-12);
        Assert.InRange(solver.Accepted + solver.Rejected, 0, 1000);
    }

    [Theory]
    [InlineData(40, 0.7158270688, 9.185534765e-6, 0.2841637457)]
    [InlineData(1e11, 0.2083340149701255e-7, 0.8333360770334713e-13, 0.9999999791665050)]
    public void With_conservation_in_place_of_a_rate_Robertsons_reaction_is_a_DAE_with_the_same_end(double end, double a, double b, double c)
    {
        (double[] x, RadauSolver solver) = Solve(new RobertsonDae(), [1, 0, 0], end, new(1e-9, 1e-18), RobertsonDae.Mass);
        Assert.InRange(Off([a, b, c], x), 0, end < 100 ? 1e-8 : 2e-7);
        Assert.Equal(1, x.Sum(), 1e-14);
    }

    [Fact]
    public void A_full_mass_matrix_gives_the_solution_of_the_system_multiplied_out()
    {
        double[] mass = [2, 1, -1, 3];
        (double[] x, _) = Solve(new Multiplied(mass), Logistic.Start, 5, new(1e-10, 1e-10), mass);
        Assert.InRange(Stepper.Distance(Logistic.Exact(5), x), 0, 1e-9);
    }

    // Test Set for IVP Solvers, release 2.4, van der Pol in its original scale.
    [Fact]
    public void Van_der_Pols_oscillator_of_mu_1000_ends_at_the_reference()
    {
        (double[] x, RadauSolver solver) = Solve(new VanDerPol(1000), [2, 0], 2000, new(1e-10, 1e-12));
        Assert.InRange(Off([0.1706167732170469e1, -0.8928097010248125e-3], x), 0, 1e-8);
        Assert.InRange(solver.Accepted + solver.Rejected, 0, 3500);
    }

    [Fact]
    public void A_blow_up_in_finite_time_is_reported()
    {
        var ode = new Scalar((_, y) => y * y, (_, y) => 2 * y);
        var solver = new RadauSolver(1, Tolerance.Default);
        solver.Start(ref ode, 0, [1]);
        Assert.Equal(IntegrationStatus.StepTooSmall, solver.Advance(ref ode, 2));
        Assert.True(double.IsFinite(solver.State[0]) && solver.State[0] > 1e6 && Math.Abs(solver.Time - 1) < 1e-6, $"{solver.State[0]} at {solver.Time}");
    }

    [Fact]
    public void Where_the_right_hand_side_ends_the_last_accepted_state_is_kept()
    {
        var ode = new Scalar((t, _) => t < 1 ? 1 : double.NaN, (_, _) => 0);
        var solver = new RadauSolver(1, Tolerance.Default);
        solver.Start(ref ode, 0, [0]);
        Assert.Equal(IntegrationStatus.StepTooSmall, solver.Advance(ref ode, 2));
        Assert.Equal(1, solver.State[0], 1e-9);
        Assert.Equal(solver.Time, solver.State[0], 1e-12);
    }

    [Fact]
    public void What_cannot_be_solved_ends_with_a_status()
    {
        foreach (double bad in new[] { double.NaN, double.PositiveInfinity })
        {
            var wrong = new Scalar((_, _) => bad, (_, _) => 0);
            Assert.Equal(IntegrationStatus.NotFinite, new RadauSolver(1, Tolerance.Default).Start(ref wrong, 0, [3]));
        }
        var later = new Scalar((t, _) => t > 0 ? double.NaN : 1, (_, _) => 0);
        var solver = new RadauSolver(1, Tolerance.Default);
        Assert.Equal(IntegrationStatus.Success, solver.Start(ref later, 0, [1]));
        Assert.Equal(IntegrationStatus.StepTooSmall, solver.Advance(ref later, 1));
        var noJacobian = new Scalar((_, y) => -y, (_, _) => double.NaN);
        solver.Start(ref noJacobian, 0, [1]);
        Assert.Equal(IntegrationStatus.StepTooSmall, solver.Advance(ref noJacobian, 1));
        var endless = new VanDerPol(1);
        solver = new RadauSolver(2, Tolerance.Default) { MaximumSteps = 50 };
        solver.Start(ref endless, 0, [2, 0]);
        Assert.Equal(IntegrationStatus.TooManySteps, solver.Advance(ref endless, 1e6));
        // 0 = 1 has no solution: a singular system of index higher than 1.
        var impossible = new Scalar((_, _) => 1, (_, _) => 0);
        solver = new RadauSolver(1, Tolerance.Default, [0.0]);
        solver.Start(ref impossible, 0, [1]);
        Assert.Equal(IntegrationStatus.StepTooSmall, solver.Advance(ref impossible, 1));
    }

    [Fact]
    public void A_long_run_in_pieces_agrees_with_one_run()
    {
        var ode = new Hires();
        var solver = new RadauSolver(8, new(1e-9, 1e-12));
        solver.Start(ref ode, 0, Hires.Start);
        for (int i = 1; i <= 40; i++) Assert.Equal(IntegrationStatus.Success, solver.Advance(ref ode, Hires.End * i / 40));
        Assert.InRange(Off(Hires.Reference, solver.State.ToArray()), 0, 1e-7);
    }

    [Fact]
    public void Steps_allocate_nothing()
    {
        var ode = new Hires();
        var solver = new RadauSolver(8, new(1e-9, 1e-12));
        solver.Start(ref ode, 0, Hires.Start);
        solver.Advance(ref ode, 1);
        long before = GC.GetAllocatedBytesForCurrentThread();
        solver.Advance(ref ode, Hires.End);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Sizes_that_do_not_fit_are_refused()
    {
        var ode = new Logistic();
        Assert.Throws<ArgumentException>(() => new RadauSolver(2, Tolerance.Default, [1, 0, 0]));
        Assert.Throws<ArgumentException>(() => new RadauSolver(2, Tolerance.Default, default, new(3, 2)));
        Assert.Throws<ArgumentException>(() => new RadauSolver(2, Tolerance.Default).Start(ref ode, 0, [1]));
    }
}
