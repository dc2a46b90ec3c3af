namespace Titer.Control.Predictive;

/// <summary>
/// A planned course: an input for each stage, held over it, and the state at its ends. Times are those of the model. Owned by a planner and written
/// anew by each
/// decision.
/// </summary>
public sealed class Trajectory
{
    private readonly int _n, _m;
    private readonly double[] _times, _states, _inputs;

    internal Trajectory(int stages, int states, int inputs)
    {
        (_n, _m) = (states, inputs);
        (_times, _states, _inputs) = (new double[stages + 1], new double[(stages + 1) * states], new double[stages * inputs]);
    }

    /// <summary>Stages that are left; 0 before the first plan.</summary>
    public int Stages { get; private set; }

    /// <summary>When the plan was made.</summary>
    public double Made { get; private set; }

    public double Cost { get; private set; } = double.NaN;

    /// <summary>Begin of each stage and the end of the last, stages + 1.</summary>
    public ReadOnlySpan<double> Times => Stages == 0 ? default : _times.AsSpan(0, Stages + 1);

    /// <summary>State at each of <see cref="Times"/>, row by row.</summary>
    public ReadOnlySpan<double> States => Stages == 0 ? default : _states.AsSpan(0, (Stages + 1) * _n);

    /// <summary>Input over each stage, row by row.</summary>
    public ReadOnlySpan<double> Inputs => _inputs.AsSpan(0, Stages * _m);

    public ReadOnlySpan<double> State(int node) => States.Slice(node * _n, _n);

    public ReadOnlySpan<double> Input(int stage) => Inputs.Slice(stage * _m, _m);

    /// <summary>The input planned for a time: that of the first stage before the plan begins, that of the last one after its end.</summary>
    public ReadOnlySpan<double> InputAt(double time)
    {
        int stage = 0;
        while (stage < Stages - 1 && time >= _times[stage + 1]) stage++;
        return Input(stage);
    }

    /// <summary>A state at a time on the line between the nodes around it; that of the first or last node outside.</summary>
    public double StateAt(double time, int state)
    {
        int stage = 0;
        while (stage < Stages - 1 && time >= _times[stage + 1]) stage++;
        double part = Math.Clamp((time - _times[stage]) / (_times[stage + 1] - _times[stage]), 0, 1);
        return State(stage)[state] + part * (State(stage + 1)[state] - State(stage)[state]);
    }

    internal void Begin(double made, double cost) => (Stages, Made, Cost, _times[0]) = (0, made, cost, made);

    internal void SetState(ReadOnlySpan<double> x) => x.CopyTo(_states.AsSpan(Stages * _n));

    internal void AddStage(ReadOnlySpan<double> input, double step)
    {
        input.CopyTo(_inputs.AsSpan(Stages * _m));
        _times[Stages + 1] = _times[Stages] + step;
        Stages++;
    }

    /// <summary>Drops what is past; the state now lies on the line between those around it. Nothing is left from the end of the plan on.</summary>
    internal void MoveTo(double now)
    {
        int past = 0;
        while (past < Stages && _times[past + 1] <= now) past++;
        if (past < Stages && now > _times[past])
        {
            double part = (now - _times[past]) / (_times[past + 1] - _times[past]);
            for (int i = 0; i < _n; i++) _states[past * _n + i] += part * (_states[(past + 1) * _n + i] - _states[past * _n + i]);
            _times[past] = now;
        }
        _times.AsSpan(past).CopyTo(_times);
        _states.AsSpan(past * _n).CopyTo(_states);
        _inputs.AsSpan(past * _m).CopyTo(_inputs);
        Stages -= past;
    }
}
