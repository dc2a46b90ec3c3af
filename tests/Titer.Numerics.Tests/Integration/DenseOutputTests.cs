namespace Titer.Numerics.Tests.Integration;

public class DenseOutputTests
{
    /// <summary>Largest error of the continuous extension over all steps, and the slope of it over the step size.</summary>
    private static double InteriorOrder<TOde>(
        Func<double, IStepSolver> method, TOde ode, double[] start, Func<double, double[]> exact, double end, params int[] steps)
        where TOde : struct, IOde
    {
        double[] errors = [.. steps.Select(n =>
        {
            IStepSolver solver = method(end / n);
            TOde system = ode;
            double[] x = new double[start.Length];
            double worst = 0;
            Assert.Equal(IntegrationStatus.Success, solver.Start(ref system, 0, start));
            while (solver.Time < end)
            {
                Assert.Equal(IntegrationStatus.Success, solver.Step(ref system, end));
                for (int i = 1; i < 10; i++)
                {
                    double t = solver.StepStart + (solver.Time - solver.StepStart) * i / 10;
                    solver.Interpolate(t, x);
                    worst = Math.Max(worst, Stepper.Distance(exact(t), x));
                }
            }
            return worst;
        })];
        return Stepper.Slope([.. steps.Select(n => end / n)], errors);
    }

    // Order q of the extension: the error inside a step is O(h^(q + 1)) + O(h^p) of the solution carried.
    [Fact]
    public void The_extension_of_DormandPrince_has_order_four() => Assert.InRange(
        InteriorOrder(h => new DormandPrinceSolver(2, Tolerance.Default) { FixedStep = h },
        new Logistic(), Logistic.Start, Logistic.Exact, 4, 8, 16, 32, 64), 4.7, 5.4);

    [Theory]
    [InlineData(1e-1)]
    [InlineData(1e-8)]
    public void The_collocation_polynomial_of_Radau_has_order_three(double epsilon) => Assert.InRange(
        InteriorOrder(h => new RadauSolver(2, new(1e-11, 1e-11)) { FixedStep = h },
        new Kaps(epsilon), Kaps.Start, Kaps.Exact, 1, 8, 16, 32, 64), 3.7, 4.4);

    [Fact]
    public void The_extension_of_Rodas_has_order_three() => Assert.InRange(
        InteriorOrder(h => new RodasSolver(2, Tolerance.Default) { FixedStep = h },
        new Logistic(), Logistic.Start, Logistic.Exact, 4, 16, 32, 64, 128), 3.8, 4.3);

    // Inside a step the fast component, which is not stiffly accurate there, is one power of the step less exact.
    [Fact]
    public void The_extension_of_Rodas_keeps_third_power_where_the_problem_is_stiff() => Assert.InRange(
        InteriorOrder(h => new RodasSolver(2, Tolerance.Default) { FixedStep = h },
        new Kaps(1e-8), Kaps.Start, Kaps.Exact, 1, 8, 16, 32, 64), 2.8, 3.4);

    [Fact]
    public void DormandPrince_in_fixed_steps_has_order_five_at_their_ends()
    {
        int[] steps = [16, 32, 64, 128];
        double[] errors = [.. steps.Select(n =>
        {
            var ode = new Logistic();
            var solver = new DormandPrinceSolver(2, Tolerance.Default) { FixedStep = 4.0 / n };
            solver.Start(ref ode, 0, Logistic.Start);
            Assert.Equal(IntegrationStatus.Success, solver.Advance(ref ode, 4));
            return Stepper.Distance(Logistic.Exact(4), solver.State.ToArray());
        })];
        Assert.InRange(Stepper.Slope([.. steps.Select(n => 4.0 / n)], errors), 4.85, 5.45);
    }

    [Fact]
    public void The_extension_joins_the_steps_and_is_exact_at_their_ends()
    {
        IStepSolver[] solvers =
            [new DormandPrinceSolver(2, Tolerance.Default), new RodasSolver(2, Tolerance.Default), new RadauSolver(2, Tolerance.Default)];
        foreach (IStepSolver solver in solvers)
        {
            var ode = new Logistic();
            double[] before = Logistic.Start, x = new double[2];
            solver.Start(ref ode, 0, before);
            solver.Interpolate(0, x);
            Assert.Equal(before, x);
            while (solver.Time < 4)
            {
                solver.Step(ref ode, 4);
                solver.Interpolate(solver.StepStart, x);
                Assert.InRange(Stepper.Distance(before, x), 0, 1e-14);
                solver.Interpolate(solver.Time, x);
                Assert.Equal(solver.State, x);
                before = [.. x];
            }
        }
    }

    [Fact]
    public void Adaptive_DormandPrince_agrees_with_the_closed_form_and_reports_what_it_cannot_do()
    {
        var ode = new Logistic();
        var solver = new DormandPrinceSolver(2, new(1e-10, 1e-10));
        solver.Start(ref ode, 0, Logistic.Start);
        Assert.Equal(IntegrationStatus.Success, solver.Advance(ref ode, 8));
        Assert.InRange(Stepper.Distance(Logistic.Exact(8), solver.State.ToArray()), 0, 3e-9);

        var blowUp = new Scalar((_, y) => y * y);
        solver = new DormandPrinceSolver(1, Tolerance.Default);
        solver.Start(ref blowUp, 0, [1]);
        Assert.Equal(IntegrationStatus.StepTooSmall, solver.Advance(ref blowUp, 2));
        Assert.True(double.IsFinite(solver.State[0]) && solver.State[0] > 1e6);

        var bad = new Scalar((_, _) => double.NaN);
        Assert.Equal(IntegrationStatus.NotFinite, solver.Start(ref bad, 0, [1]));

        solver = new DormandPrinceSolver(2, Tolerance.Default) { MaximumSteps = 20 };
        solver.Start(ref ode, 0, Logistic.Start);
        Assert.Equal(IntegrationStatus.TooManySteps, solver.Advance(ref ode, 1000));
    }
}
