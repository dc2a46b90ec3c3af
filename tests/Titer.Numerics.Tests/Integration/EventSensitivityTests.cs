namespace Titer.Numerics.Tests.Integration;

public sealed class EventSensitivityTests
{
    /// <summary>Height and speed of a ball under gravity p0; p1, the rebound, is not in the equations of flight.</summary>
    private readonly struct Ball(double gravity) : IOde
    {
        public int States => 2;

        public void Derivatives(double t, ReadOnlySpan<double> x, Span<double> dx) => (dx[0], dx[1]) = (x[1], -gravity);

        public void Jacobian(double t, ReadOnlySpan<double> x, Span<double> j) => (j[0], j[1], j[2], j[3]) = (0, 1, 0, 0);

        public void ParameterJacobian(double t, ReadOnlySpan<double> x, Span<double> j) => (j[0], j[1], j[2], j[3]) = (0, 0, -1, 0);
    }

    private readonly struct Floor : IEvents
    {
        public void Evaluate(double t, ReadOnlySpan<double> x, Span<double> g) => g[0] = x[0];

        public void Occurred(int i, double t, ReadOnlySpan<double> x) { }
    }

    private static double Height(double gravity, double rebound, double from, double t)
    {
        double fall = Math.Sqrt(2 * from / gravity), since = t - fall;
        return rebound * gravity * fall * since - 0.5 * gravity * since * since;
    }

    [Fact]
    public void A_ball_that_bounces_has_the_sensitivities_of_its_closed_form()
    {
        const double Gravity = 9.81, Rebound = 0.8, From = 1.3, End = 0.9;
        var ode = new SensitivityOde<Ball>(new Ball(Gravity), 2, 3);
        var solver = new DormandPrinceSolver(8, new(1e-11, 1e-13));
        solver.Start(ref ode, 0, [From, 0, 0, 0, 0, 0, 1, 0]);
        var events = new Floor();
        EventStop stop = new EventLocator<DormandPrinceSolver>(solver, [new(CrossingDirection.Falling, true)], 1e-14).Advance(ref ode, ref events, End);
        Assert.Equal(0, stop.Event);
        double[] x = solver.State.ToArray();
        double speed = x[1];
        double[] before = [speed, -Gravity], after = [-Rebound * speed, -Gravity];
        Assert.True(EventSensitivities.Cross(before, after, [1, 0], 0, default, [1, 0, 0, -Rebound], x.AsSpan(2)));
        x[1] = -Rebound * speed;
        x[2 + 2 + 1] -= speed; // the rebound itself by its own parameter
        solver.Start(ref ode, stop.Time, x);
        Assert.Equal(IntegrationStatus.Success, solver.Advance(ref ode, End));
        const double H = 1e-5;
        double[] exact =
        [
            (Height(Gravity + H, Rebound, From, End) - Height(Gravity - H, Rebound, From, End)) / (2 * H),
            (Height(Gravity, Rebound + H, From, End) - Height(Gravity, Rebound - H, From, End)) / (2 * H),
            (Height(Gravity, Rebound, From + H, End) - Height(Gravity, Rebound, From - H, End)) / (2 * H),
        ];
        for (int j = 0; j < 3; j++) Assert.Equal(exact[j], solver.State[2 + 2 * j], 1e-8);
        Assert.Equal(Height(Gravity, Rebound, From, End), solver.State[0], 1e-9);
    }

    [Fact]
    public void A_switch_at_a_level_that_is_a_parameter_moves_what_follows()
    {
        // dx/dt = 1 up to the level p, 3 from there on: x(t) = p + 3 (t - p), dx/dp = -2.
        double[] s = [0];
        Assert.True(EventSensitivities.Cross([1], [3], [1], 0, [-1], default, s));
        Assert.Equal(-2, s[0], 1e-15);
    }

    [Fact]
    public void A_trajectory_that_grazes_the_event_has_no_sensitivity()
    {
        double[] s = [1, 2];
        Assert.False(EventSensitivities.Cross([0, 1], [1, 1], [1, 0], 0, default, default, s));
        Assert.Equal([1, 2], s);
    }
}
