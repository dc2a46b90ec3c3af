namespace Titer.Numerics;

/// <summary>
/// Integration with event location on the continuous extension. Each step is searched in four parts, so that a function that dips through zero
/// and back within a step is seen when the dip lasts a quarter of it. A sign change is bracketed and closed by the Illinois rule (Dowell and
/// Jarratt, BIT 11 (1971) 168); the time given is the far end of the bracket, where the sign has changed, so that an event is not found twice
/// (as in LSODAR: Hiebert and Shampine, Sandia report SAND80-0180, 1980). A function that starts at zero has no event there.
/// </summary>
/// <param name="solver">The method; it must have been started.</param>
/// <param name="rules">One for each event function.</param>
/// <param name="timeTolerance">Length of the bracket at which the search ends; never below the rounding of the time.</param>
public sealed class EventLocator<TSolver>(TSolver solver, ReadOnlySpan<EventRule> rules, double timeTolerance) where TSolver : class, IStepSolver
{
    private const int Parts = 4, LongestSearch = 200;

    private readonly EventRule[] _rules = rules.ToArray();
    private readonly double[] _before = new double[rules.Length], _after = new double[rules.Length], _probe = new double[rules.Length];
    private readonly double[] _times = new double[rules.Length], _x = new double[solver.Size];

    /// <summary>
    /// Steps to exactly <paramref name="to"/> or to the first terminal event, where the solver then stands. To go on after a jump, start the
    /// solver again from the new state and call this again.
    /// </summary>
    public EventStop Advance<TOde, TEvents>(ref TOde ode, ref TEvents events, double to)
        where TOde : struct, IOde
        where TEvents : struct, IEvents
    {
        events.Evaluate(solver.Time, solver.State, _before);
        for (int steps = 0; solver.Time < to; steps++)
        {
            if (steps >= solver.MaximumSteps) return new(IntegrationStatus.TooManySteps, solver.Time, -1);
            IntegrationStatus status = solver.Step(ref ode, to);
            if (status != IntegrationStatus.Success) return new(status, solver.Time, -1);
            double start = solver.StepStart, end = solver.Time;
            for (int part = 1; part <= Parts; part++)
            {
                double a = start + (end - start) * (part - 1) / Parts, b = part == Parts ? end : start + (end - start) * part / Parts;
                solver.Interpolate(b, _x);
                events.Evaluate(b, _x, _after);
                if (!Locate(ref events, a, b)) return new(IntegrationStatus.NotFinite, end, -1);
                for (int i = Earliest(); i >= 0; i = Earliest())
                {
                    double t = _times[i];
                    _times[i] = double.NaN;
                    solver.Interpolate(t, _x);
                    events.Occurred(i, t, _x);
                    if (_rules[i].Terminal) return new(solver.Truncate(ref ode, t), t, i);
                }
                _after.CopyTo(_before, 0);
            }
        }
        return new(IntegrationStatus.Success, solver.Time, -1);
    }

    // Times of the events in (a, b]; false when a function is not finite.
    private bool Locate<TEvents>(ref TEvents events, double a, double b) where TEvents : struct, IEvents
    {
        for (int i = 0; i < _rules.Length; i++)
        {
            _times[i] = double.NaN;
            if (!double.IsFinite(_before[i]) || !double.IsFinite(_after[i])) return false;
            bool rising = _before[i] < 0 && _after[i] >= 0, falling = _before[i] > 0 && _after[i] <= 0;
            if ((rising && _rules[i].Direction != CrossingDirection.Falling) || (falling && _rules[i].Direction != CrossingDirection.Rising))
                _times[i] = Root(ref events, i, a, b);
        }
        return true;
    }

    private double Root<TEvents>(ref TEvents events, int i, double a, double b) where TEvents : struct, IEvents
    {
        double ga = _before[i], gb = _after[i], tolerance = Math.Max(timeTolerance, 4 * 2.2e-16 * Math.Abs(b));
        int kept = 0; // -1: the near end stayed in the last turn, +1: the far end
        for (int turn = 0; turn < LongestSearch && b - a > tolerance; turn++)
        {
            double t = gb == 0 ? b - 0.5 * tolerance : b - gb * (b - a) / (gb - ga);
            // Steps of half a tolerance inside the bracket let it close from both sides. Every third turn bisects: never slower than that.
            t = turn % 3 == 2 ? 0.5 * (a + b) : Math.Clamp(t, a + 0.5 * tolerance, b - 0.5 * tolerance);
            solver.Interpolate(t, _x);
            events.Evaluate(t, _x, _probe);
            double g = _probe[i];
            if (!double.IsFinite(g)) return b;
            if (g == 0 || g > 0 != _before[i] > 0)
            {
                (b, gb) = (t, g);
                if (kept < 0) ga *= 0.5;
                kept = -1;
            }
            else
            {
                (a, ga) = (t, g);
                if (kept > 0) gb *= 0.5;
                kept = 1;
            }
        }
        return b;
    }

    private int Earliest()
    {
        int first = -1;
        for (int i = 0; i < _times.Length; i++)
            if (!double.IsNaN(_times[i]) && (first < 0 || _times[i] < _times[first])) first = i;
        return first;
    }
}
