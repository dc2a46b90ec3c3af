namespace Titer.Numerics.Tests.Integration;

public sealed class RodasSensitivityTests
{
    /// <summary>x' = -p (x - y^2) / e, y' = x - y (1 + y), and as the limit e = 0 with the first row algebraic; x = y^2 for every p.</summary>
    private readonly struct Stiff(double p, double epsilon) : IOde
    {
        public int States => 2;

        public void Derivatives(double t, ReadOnlySpan<double> x, Span<double> dx) =>
            (dx[0], dx[1]) = (-p * (x[0] - x[1] * x[1] * p) / epsilon, x[0] - x[1] * (1 + x[1]));

        public void Jacobian(double t, ReadOnlySpan<double> x, Span<double> j) =>
            (j[0], j[1], j[2], j[3]) = (-p / epsilon, 2 * p * p * x[1] / epsilon, 1, -1 - 2 * x[1]);

        public void ParameterJacobian(double t, ReadOnlySpan<double> x, Span<double> j) => (j[0], j[1]) = ((-x[0] + 2 * p * x[1] * x[1]) / epsilon, 0);
    }

    private static double[] Radau(double p, double epsilon, double[] mass, double[] start)
    {
        var ode = new Stiff(p, epsilon);
        var solver = new RadauSolver(2, new(1e-12, 1e-13), mass, new(1, 2, new(1e-12, 1e-13)));
        solver.Start(ref ode, 0, start);
        Assert.Equal(IntegrationStatus.Success, solver.Advance(ref ode, 1));
        return solver.State.ToArray();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Sensitivities_have_the_order_four_of_the_states(bool algebraic)
    {
        double[] mass = algebraic ? [0, 0, 0, 1] : [], start = [1.1, 1, 0, 0, 0, 1];
        double epsilon = algebraic ? 1 : 0.2;
        var ode = new Stiff(1.1, epsilon);
        if (algebraic) Assert.True(new ConsistentStart(2, mass, new(1, 2)).Find(ref ode, 0, start, new(1e-14, 1e-14)));
        double[] exact = Radau(1.1, epsilon, mass, start);
        int[] steps = [8, 16, 32, 64];
        double[] errors = [.. steps.Select(n =>
        {
            var solver = new RodasSolver(2, Tolerance.Default, mass, new(1, 2)) { FixedStep = 1.0 / n };
            solver.Start(ref ode, 0, start);
            Assert.Equal(IntegrationStatus.Success, solver.Advance(ref ode, 1));
            return Stepper.Distance(exact[2..], solver.State[2..].ToArray());
        })];
        Assert.InRange(Stepper.Slope([.. steps.Select(n => 1.0 / n)], errors), 3.7, 4.5);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(1e-9)]
    public void A_stiff_system_has_the_sensitivities_that_Radau_finds(double? control)
    {
        double[] start = [1.1, 1, 0, 0, 0, 1], exact = Radau(1.1, 1e-4, [], start);
        var ode = new Stiff(1.1, 1e-4);
        var solver = new RodasSolver(2, new(1e-9, 1e-9), default, new(1, 2, control is { } c ? new Tolerance(c, c) : null));
        solver.Start(ref ode, 0, start);
        Assert.Equal(IntegrationStatus.Success, solver.Advance(ref ode, 1));
        Assert.InRange(Stepper.Distance(exact[2..4], solver.Sensitivity(0).ToArray()), 0, 2e-7);
        Assert.InRange(Stepper.Distance(exact[4..], solver.Sensitivity(1).ToArray()), 0, 2e-7);
    }

    [Fact]
    public void Sensitivities_are_known_inside_a_step_and_cost_no_memory()
    {
        var ode = new Stiff(1.1, 0.2);
        var solver = new RodasSolver(2, new(1e-8, 1e-8), default, new(1, 2));
        solver.Start(ref ode, 0, [1.1, 1, 0, 0, 0, 1]);
        solver.Step(ref ode, 1);
        long before = GC.GetAllocatedBytesForCurrentThread();
        solver.Step(ref ode, 1);
        solver.Step(ref ode, 1);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        double middle = 0.5 * (solver.StepStart + solver.Time);
        double[] inside = new double[6];
        solver.Interpolate(middle, inside);
        var to = new RodasSolver(2, new(1e-11, 1e-11), default, new(1, 2));
        to.Start(ref ode, 0, [1.1, 1, 0, 0, 0, 1]);
        Assert.Equal(IntegrationStatus.Success, to.Advance(ref ode, middle));
        Assert.InRange(Stepper.Distance(to.State.ToArray(), inside), 0, 1e-6);
    }
}
