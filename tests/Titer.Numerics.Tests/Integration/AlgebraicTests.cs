namespace Titer.Numerics.Tests.Integration;

/// <summary>Systems with a singular mass matrix: Rodas, and consistent starts.</summary>
public sealed class AlgebraicTests
{
    private static readonly double[] KapsMass = [0, 0, 0, 1];

    [Fact]
    public void Rodas_keeps_its_order_in_the_differential_and_the_algebraic_part()
    {
        double Error(int steps)
        {
            var solver = new RodasSolver(2, Tolerance.Default, KapsMass) { FixedStep = 1.0 / steps };
            var ode = new KapsLimit();
            solver.Start(ref ode, 0, [1, 1]);
            Assert.Equal(IntegrationStatus.Success, solver.Advance(ref ode, 1));
            double y = Math.Exp(-1);
            return Math.Max(Math.Abs(solver.State[1] - y), Math.Abs(solver.State[0] - y * y));
        }

        Assert.InRange(Math.Log2(Error(16) / Error(32)), 3.8, 4.4);
    }

    [Fact]
    public void Rodas_with_a_regular_mass_matrix_gives_the_plain_solution()
    {
        double[] mass = [2, 1, -1, 3];
        var (plain, multiplied) = (new Logistic(), new Multiplied(mass));
        var (one, other) = (new RodasSolver(2, new(1e-8, 1e-10)), new RodasSolver(2, new(1e-8, 1e-10), mass));
        one.Start(ref plain, 0, [0.1, 0.3]);
        other.Start(ref multiplied, 0, [0.1, 0.3]);
        one.Advance(ref plain, 2);
        other.Advance(ref multiplied, 2);
        for (int i = 0; i < 2; i++) Assert.Equal(one.State[i], other.State[i], 1e-9);
    }

    [Fact]
    public void A_start_is_made_consistent_by_its_algebraic_variables_alone()
    {
        var ode = new KapsLimit();
        double[] x = [0.3, 0.8];
        Assert.True(new ConsistentStart(2, KapsMass).Find(ref ode, 0, x, new(1e-12, 1e-12)));
        Assert.Equal(0.8, x[1]);
        Assert.Equal(0.64, x[0], 1e-12);
    }

    /// <summary>dy/dt = -p y, 0 = z^3 + z - p y.</summary>
    private readonly struct Cubic(double p) : IOde
    {
        public int States => 2;

        public void Derivatives(double t, ReadOnlySpan<double> x, Span<double> dx) => (dx[0], dx[1]) = (-p * x[0], x[1] * x[1] * x[1] + x[1] - p * x[0]);

        public void Jacobian(double t, ReadOnlySpan<double> x, Span<double> j) => (j[0], j[1], j[2], j[3]) = (-p, 0, -p, 3 * x[1] * x[1] + 1);

        public void ParameterJacobian(double t, ReadOnlySpan<double> x, Span<double> j) => (j[0], j[1]) = (-x[0], -x[0]);
    }

    [Fact]
    public void Sensitivities_start_consistently_too_and_stay_so()
    {
        double[] mass = [1, 0, 0, 0];
        var options = new SensitivityOptions(1, 2);
        var ode = new Cubic(2);
        double[] x = [1, 50, 0, 0, 1, 0];
        Assert.True(new ConsistentStart(2, mass, options).Find(ref ode, 0, x, new(1e-13, 1e-13)));
        // z^3 + z = 2 has z = 1, where dz = (dp y + p dy) / 4.
        Assert.Equal([1, 1, 0, 0.25, 1, 0.5], x.Select(v => Math.Round(v, 12)));
        var solver = new RadauSolver(2, new(1e-10, 1e-12), mass, options);
        solver.Start(ref ode, 0, x);
        Assert.Equal(IntegrationStatus.Success, solver.Advance(ref ode, 1));
        double y = Math.Exp(-2), slope = 3 * solver.State[1] * solver.State[1] + 1;
        Assert.Equal(-y, solver.Sensitivity(0)[0], 1e-8);
        Assert.Equal((y - 2 * y) / slope, solver.Sensitivity(0)[1], 1e-8);
        Assert.Equal(2 * y / slope, solver.Sensitivity(1)[1], 1e-8);
    }

    /// <summary>0 = z^2 + 1.</summary>
    private readonly struct NoSolution : IOde
    {
        public int States => 1;

        public void Derivatives(double t, ReadOnlySpan<double> x, Span<double> dx) => dx[0] = x[0] * x[0] + 1;

        public void Jacobian(double t, ReadOnlySpan<double> x, Span<double> j) => j[0] = 2 * x[0];
    }

    [Fact]
    public void Equations_without_a_solution_are_said_to_have_none()
    {
        var ode = new NoSolution();
        double[] x = [0.7];
        Assert.False(new ConsistentStart(1, [0]).Find(ref ode, 0, x, new(1e-12, 1e-12)));
        Assert.Equal(0.7, x[0]);
        Assert.Throws<ArgumentException>(() => new ConsistentStart(2, [1, 1, 0, 0]));
    }
}
