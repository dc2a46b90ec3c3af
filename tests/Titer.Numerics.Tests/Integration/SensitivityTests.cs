namespace Titer.Numerics.Tests.Integration;

public class SensitivityTests
{
    /// <summary>Growth at rate p0 to the capacity p1: x' = p0 x (1 - x / p1), with its closed form.</summary>
    private readonly struct Growth(double rate, double capacity) : IOde
    {
        public int States => 1;

        public void Derivatives(double t, ReadOnlySpan<double> x, Span<double> dx) => dx[0] = rate * x[0] * (1 - x[0] / capacity);

        public void Jacobian(double t, ReadOnlySpan<double> x, Span<double> j) => j[0] = rate * (1 - 2 * x[0] / capacity);

        public void ParameterJacobian(double t, ReadOnlySpan<double> x, Span<double> j) =>
            (j[0], j[1]) = (x[0] * (1 - x[0] / capacity), rate * x[0] * x[0] / (capacity * capacity));

        /// <summary>dx/d(rate), dx/d(capacity) and dx/dx0 at t.</summary>
        public double[] Exact(double t, double x0)
        {
            double e = Math.Exp(rate * t), d = capacity + x0 * (e - 1), square = d * d;
            return [capacity * x0 * t * e * (capacity - x0) / square, x0 * x0 * e * (e - 1) / square, capacity * capacity * e / square];
        }
    }

    /// <summary>Robertson's reaction over its three rate constants.</summary>
    private readonly struct Rates(double[] k, bool conserved = false) : IOde
    {
        public int States => 3;

        public void Derivatives(double t, ReadOnlySpan<double> x, Span<double> dx)
        {
            dx[0] = -k[0] * x[0] + k[1] * x[1] * x[2];
            dx[2] = k[2] * x[1] * x[1];
            dx[1] = -dx[0] - dx[2];
            if (conserved) dx[2] = x[0] + x[1] + x[2] - 1;
        }

        public void Jacobian(double t, ReadOnlySpan<double> x, Span<double> j)
        {
            (j[0], j[1], j[2]) = (-k[0], k[1] * x[2], k[1] * x[1]);
            (j[3], j[4], j[5]) = (k[0], -k[1] * x[2] - 2 * k[2] * x[1], -k[1] * x[1]);
            (j[6], j[7], j[8]) = conserved ? (1, 1, 1) : (0, 2 * k[2] * x[1], 0);
        }

        public void ParameterJacobian(double t, ReadOnlySpan<double> x, Span<double> j)
        {
            (j[0], j[1], j[2]) = (-x[0], x[1] * x[2], 0);
            (j[3], j[4], j[5]) = (x[0], -x[1] * x[2], -x[1] * x[1]);
            (j[6], j[7], j[8]) = conserved ? (0, 0, 0) : (0, 0, x[1] * x[1]);
        }
    }

    private static readonly double[] K = [0.04, 1e4, 3e7];

    private static RadauSolver Solve(Rates ode, double end, Tolerance tolerance, Tolerance? sensitivity, bool conserved = false)
    {
        var solver = new RadauSolver(3, tolerance, conserved ? RobertsonDae.Mass : null, new(3, 3, sensitivity));
        double[] start = new double[12];
        start[0] = 1;
        Assert.Equal(IntegrationStatus.Success, solver.Start(ref ode, 0, start));
        Assert.Equal(IntegrationStatus.Success, solver.Advance(ref ode, end));
        return solver;
    }

    [Fact]
    public void Both_methods_give_the_closed_form_for_rate_capacity_and_start()
    {
        var ode = new Growth(0.7, 3);
        double[] exact = ode.Exact(6, 0.2);
        foreach (Tolerance? control in new Tolerance?[] { null, new(1e-10, 1e-10) })
        {
            var radau = new RadauSolver(1, new(1e-10, 1e-10), default, new(2, 3, control));
            radau.Start(ref ode, 0, [0.2, 0, 0, 1]);
            Assert.Equal(IntegrationStatus.Success, radau.Advance(ref ode, 6));
            Assert.InRange(Stepper.Distance(exact, radau.State[1..].ToArray()), 0, 1e-8);

            var appended = new SensitivityOde<Growth>(ode, 2, 3);
            var explicitly = new DormandPrinceSolver(4, new(1e-10, 1e-10), control is null ? 1 : 0);
            explicitly.Start(ref appended, 0, [0.2, 0, 0, 1]);
            Assert.Equal(IntegrationStatus.Success, explicitly.Advance(ref appended, 6));
            Assert.InRange(Stepper.Distance(exact, explicitly.State[1..].ToArray()), 0, 1e-8);
        }
    }

    [Fact]
    public void Sensitivities_have_the_order_five_of_the_states()
    {
        int[] steps = [8, 16, 32, 64];
        double[] errors = [.. steps.Select(n =>
        {
            var ode = new Growth(0.7, 3);
            var solver = new RadauSolver(1, new(1e-13, 1e-13), default, new(2, 3)) { FixedStep = 6.0 / n };
            solver.Start(ref ode, 0, [0.2, 0, 0, 1]);
            Assert.Equal(IntegrationStatus.Success, solver.Advance(ref ode, 6));
            return Stepper.Distance(ode.Exact(6, 0.2), solver.State[1..].ToArray());
        })];
        Assert.InRange(Stepper.Slope([.. steps.Select(n => 6.0 / n)], errors), 4.8, 5.4);
    }

    // Reference of SUNDIALS' example cvsRoberts_FSA_dns at t = 4e3 (rtol 1e-4) is coarser than central differences of this solver.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Robertsons_sensitivities_agree_with_central_differences(bool conserved)
    {
        const double End = 4e3;
        RadauSolver solver = Solve(new(K, conserved), End, new(1e-11, 1e-16), null, conserved);
        double worst = 0;
        for (int p = 0; p < 3; p++)
        {
            double step = 1e-3 * K[p];
            double[] Shifted(double by)
            {
                double[] k = [.. K];
                k[p] += by;
                return Solve(new(k, conserved), End, new(1e-11, 1e-16), null, conserved).State[..3].ToArray();
            }
            (double[] a, double[] b, double[] c, double[] d) = (Shifted(-2 * step), Shifted(-step), Shifted(step), Shifted(2 * step));
            for (int i = 0; i < 3; i++)
            {
                double difference = (a[i] - 8 * b[i] + 8 * c[i] - d[i]) / (12 * step);
                worst = Math.Max(worst, Math.Abs(solver.Sensitivity(p)[i] / difference - 1));
            }
            Assert.Equal(0, solver.Sensitivity(p).ToArray().Sum() * K[p], 1e-12); // the mass does not depend on a rate
        }
        Assert.InRange(worst, 0, 1e-6);
    }

    [Fact]
    public void With_the_identity_as_start_the_columns_multiply_along_the_way()
    {
        // dx(2)/dx(0) = dx(2)/dx(1) dx(1)/dx(0)
        var ode = new Kaps(1e-3);
        double[] Columns(double from, double to, double[] x)
        {
            var solver = new RadauSolver(2, new(1e-11, 1e-11), default, new(0, 2, new(1e-10, 1e-10)));
            solver.Start(ref ode, from, [.. x, 1, 0, 0, 1]);
            Assert.Equal(IntegrationStatus.Success, solver.Advance(ref ode, to));
            return solver.State.ToArray();
        }
        double[] first = Columns(0, 1, Kaps.Start), second = Columns(1, 2, first[..2]), whole = Columns(0, 2, Kaps.Start);
        for (int j = 0; j < 2; j++)
            for (int i = 0; i < 2; i++)
                Assert.Equal(whole[2 + 2 * j + i], second[2 + i] * first[2 + 2 * j] + second[4 + i] * first[3 + 2 * j], 1e-9);
    }

    [Fact]
    public void Error_control_over_the_sensitivities_takes_more_steps_and_holds_their_error()
    {
        var ode = new Growth(0.7, 3);
        double[] exact = ode.Exact(6, 0.2);
        (double Error, long Steps) Run(Tolerance? control)
        {
            var solver = new RadauSolver(1, new(1e-3, 1e-3), default, new(2, 3, control));
            solver.Start(ref ode, 0, [0.2, 0, 0, 1]);
            solver.Advance(ref ode, 6);
            return (Stepper.Distance(exact, solver.State[1..].ToArray()), solver.Accepted);
        }
        (double loose, long few) = Run(null);
        (double tight, long many) = Run(new(1e-9, 1e-9));
        Assert.True(many > few && tight < 0.01 * loose);
        Assert.InRange(tight, 0, 1e-6);
    }

    [Fact]
    public void Steps_with_sensitivities_allocate_nothing()
    {
        var ode = new Rates(K);
        RadauSolver solver = Solve(ode, 1, Tolerance.Default, Tolerance.Default);
        long before = GC.GetAllocatedBytesForCurrentThread();
        solver.Advance(ref ode, 4e3);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void A_system_without_a_parameter_Jacobian_says_so()
    {
        var ode = new Logistic();
        var solver = new RadauSolver(2, Tolerance.Default, default, new(1, 1));
        Assert.Throws<NotSupportedException>(() => solver.Start(ref ode, 0, [0.1, 1, 0, 0]));
    }
}
