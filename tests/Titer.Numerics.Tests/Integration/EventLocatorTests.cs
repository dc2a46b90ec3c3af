using Titer.Bench.Decide.Models;

namespace Titer.Numerics.Tests.Integration;

public class EventLocatorTests
{
    /// <summary>Free fall from a height: x' = v, v' = -g.</summary>
    private readonly struct Fall : IOde
    {
        public const double G = 9.81;

        public int States => 2;

        public void Derivatives(double t, ReadOnlySpan<double> x, Span<double> dx) => (dx[0], dx[1]) = (x[1], -G);

        public void Jacobian(double t, ReadOnlySpan<double> x, Span<double> j) => (j[0], j[1], j[2], j[3]) = (0, 1, 0, 0);
    }

    private readonly struct Functions(Func<double, double[], double[]> g, List<(int Event, double Time, double[] X)> seen) : IEvents
    {
        public void Evaluate(double t, ReadOnlySpan<double> x, Span<double> values) => g(t, x.ToArray()).CopyTo(values);

        public void Occurred(int i, double t, ReadOnlySpan<double> x) => seen.Add((i, t, x.ToArray()));
    }

    private static readonly Func<int, IStepSolver>[] Methods =
    [
        n => new DormandPrinceSolver(n, new(1e-11, 1e-11)), n => new RadauSolver(n, new(1e-11, 1e-11)), n => new RodasSolver(n, new(1e-11, 1e-11)),
    ];

    private static readonly EventRule Stop = new(CrossingDirection.Falling, Terminal: true);

    // Dropped from 1 m with a coefficient of restitution e: bounce k at sqrt(2 h / g) (1 + 2 (e + ... + e^k)).
    [Fact]
    public void A_bouncing_ball_meets_the_floor_at_the_known_times()
    {
        foreach (Func<int, IStepSolver> method in Methods)
        {
            var ode = new Fall();
            IStepSolver solver = method(2);
            List<(int, double, double[])> seen = [];
            var events = new Functions((_, x) => [x[0]], seen);
            var locator = new EventLocator<IStepSolver>(solver, [Stop], 1e-12);
            solver.Start(ref ode, 0, [1, 0]);
            double first = Math.Sqrt(2 / Fall.G), expected = first, e = 0.8, rebound = 1, worst = 0;
            for (int bounce = 0; bounce < 12; bounce++)
            {
                EventStop stop = locator.Advance(ref ode, ref events, 100);
                Assert.Equal((IntegrationStatus.Success, 0), (stop.Status, stop.Event));
                worst = Math.Max(worst, Math.Abs(stop.Time - expected));
                Assert.Equal(stop.Time, solver.Time);
                solver.Start(ref ode, stop.Time, [0, -e * solver.State[1]]);
                rebound *= e;
                expected += 2 * first * rebound;
            }
            Assert.InRange(worst, 0, 1e-10);
            Assert.Equal(12, seen.Count);
        }
    }

    [Fact]
    public void Direction_decides_which_crossings_of_a_sine_count()
    {
        foreach (Func<int, IStepSolver> method in Methods)
        {
            var ode = new Linear(0, 1); // cos t, sin t
            IStepSolver solver = method(2);
            List<(int Event, double Time, double[] X)> seen = [];
            var events = new Functions((_, x) => [x[1], x[1], x[1]], seen);
            var locator = new EventLocator<IStepSolver>(
                solver, [new(CrossingDirection.Either), new(CrossingDirection.Rising), new(CrossingDirection.Falling)], 1e-13);
            solver.Start(ref ode, 0, [1, 0]); // starts at a zero, which is no event
            EventStop stop = locator.Advance(ref ode, ref events, 20);
            Assert.Equal(new EventStop(IntegrationStatus.Success, 20, -1), stop);
            double[] Times(int i) => [.. seen.Where(s => s.Event == i).Select(s => s.Time)];
            Near([1, 2, 3, 4, 5, 6], Times(0));
            Near([2, 4, 6], Times(1));
            Near([1, 3, 5], Times(2));
            Assert.Equal(seen.Select(s => s.Time).Order(), seen.Select(s => s.Time));
        }

        static void Near(double[] expected, double[] actual)
        {
            Assert.Equal(expected.Length, actual.Length);
            for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i] * Math.PI, actual[i], 1e-9);
        }
    }

    [Fact]
    public void A_dip_within_one_step_is_seen()
    {
        var ode = new Scalar((_, _) => 1, (_, _) => 0); // one long step: x = t
        foreach (Func<int, IStepSolver> method in Methods)
        {
            IStepSolver solver = method(1);
            List<(int Event, double Time, double[] X)> seen = [];
            var events = new Functions((_, x) => [(x[0] - 40) * (x[0] - 75)], seen);
            solver.Start(ref ode, 0, [0]);
            Assert.Equal(IntegrationStatus.Success, new EventLocator<IStepSolver>(solver, [default], 1e-12).Advance(ref ode, ref events, 100).Status);
            Assert.Equal(2, seen.Count);
            Assert.Equal(40, seen[0].Time, 1e-9);
            Assert.Equal(75, seen[1].Time, 1e-9);
        }
    }

    [Fact]
    public void After_a_terminal_event_the_solver_stands_there_and_goes_on_without_finding_it_again()
    {
        foreach (Func<int, IStepSolver> method in Methods)
        {
            var ode = new Logistic();
            IStepSolver solver = method(2);
            List<(int Event, double Time, double[] X)> seen = [];
            var events = new Functions((_, x) => [x[0] - 0.5], seen);
            var locator = new EventLocator<IStepSolver>(solver, [new(CrossingDirection.Rising, Terminal: true)], 1e-13);
            solver.Start(ref ode, 0, Logistic.Start);
            EventStop stop = locator.Advance(ref ode, ref events, 10);
            Assert.Equal(Math.Log(9), stop.Time, 1e-8); // x = 1 / (1 + 9 exp(-t)) is a half at ln 9
            Assert.Equal(0.5, solver.State[0], 1e-12);
            Assert.Equal(new EventStop(IntegrationStatus.Success, 10, -1), locator.Advance(ref ode, ref events, 10));
            Assert.InRange(Stepper.Distance(Logistic.Exact(10), solver.State.ToArray()), 0, 1e-8);
            Assert.Single(seen);
        }
    }

    [Fact]
    public void Robertsons_reaction_passes_one_tenth_at_the_time_that_CVODE_gives()
    {
        // Roots of the example cvRoberts_dns of SUNDIALS (rtol 1e-4): c = 0.01 at t = 0.26391, a = 1e-4 at t = 2.0797e7.
        var ode = new Robertson();
        var solver = new RadauSolver(3, new(1e-10, 1e-16));
        List<(int Event, double Time, double[] X)> seen = [];
        var events = new Functions((_, x) => [x[0] - 1e-4, x[2] - 0.01], seen);
        solver.Start(ref ode, 0, [1, 0, 0]);
        EventStop stop = new EventLocator<RadauSolver>(solver, [default, default], 1e-9).Advance(ref ode, ref events, 4e7);
        Assert.Equal(IntegrationStatus.Success, stop.Status);
        Assert.Equal([1, 0], seen.Select(s => s.Event));
        Assert.InRange(seen[0].Time / 0.26391, 0.999, 1.001);
        Assert.InRange(seen[1].Time / 2.0797e7, 0.999, 1.001);
    }

    [Fact]
    public void A_function_that_is_not_finite_and_a_solver_that_fails_are_reported()
    {
        var ode = new Fall();
        IStepSolver solver = Methods[0](2);
        var events = new Functions((t, _) => [t > 0.5 ? double.NaN : 1], []);
        solver.Start(ref ode, 0, [1, 0]);
        Assert.Equal(IntegrationStatus.NotFinite, new EventLocator<IStepSolver>(solver, [default], 1e-12).Advance(ref ode, ref events, 1).Status);

        var blowUp = new Scalar((_, y) => y * y, (_, y) => 2 * y);
        solver = Methods[1](1);
        events = new Functions((_, _) => [1], []);
        solver.Start(ref blowUp, 0, [1]);
        EventStop stop = new EventLocator<IStepSolver>(solver, [default], 1e-12).Advance(ref blowUp, ref events, 2);
        Assert.Equal(IntegrationStatus.StepTooSmall, stop.Status);
    }
}
