using Titer.Numerics;

namespace Titer.Control.Estimators.Horizon;

/// <summary>
/// Moving-horizon estimation (C. V. Rao, J. B. Rawlings, D. Q. Mayne, IEEE Trans. Autom. Control 48 (2003) 246): the most probable states of the
/// last nodes given all readings there, within limits, with what was before summed up in an arrival cost. Parameters are states without noise. A
/// late result enters at its own time, where a node is put in if there is none. The program is solved by Gauss-Newton steps on a Riccati
/// interior-point method (<see cref="TreeQpSolver"/>), to the end (<see cref="Solve"/>) or one step at a time (<see cref="Iterate"/>, the real-time
/// iteration of Kuehl et al. 2011). However that ends, the estimate is the last one that was finite and kept the limits. Allocates nothing per step
/// after the first ones; not thread-safe.
/// </summary>
public sealed class MovingHorizonEstimator<TModel, TMeasure> where TModel : struct, IStateModel where TMeasure : struct, IMeasurementModel
{
    private const double ShortestStep = 1e-6, Armijo = 1e-4, PenaltyMargin = 1.5;
    // So many steps take a robust loss for the parabola above it.
    private const int SafeIterations = 3;
    // In the unit of the whitened noise.
    private const double FirstDamping = 1, LeastDamping = 0.1;

    private readonly HorizonOptions _options;
    private readonly HorizonProgram<TModel, TMeasure> _program;
    private readonly HorizonPass<TModel, TMeasure> _pass;
    private readonly TreeQpSolver _solver;
    private readonly GaussianState _newest;
    private readonly Stack<HorizonNode<TMeasure>> _spare = new();
    private readonly List<HorizonNode<TMeasure>> _nodes;
    private readonly int _inputs;
    private double _penalty, _length, _damping;
    private bool _limited;

    /// <param name="start">Time of the prior.</param>
    /// <param name="mean">Prior mean, n.</param>
    /// <param name="standardDeviations">Of the prior; 0 for what is known.</param>
    /// <exception cref="ArgumentOutOfRangeException">The horizon has fewer than two nodes.</exception>
    public MovingHorizonEstimator(
        TModel model, DateTimeOffset start, ReadOnlySpan<double> mean, ReadOnlySpan<double> standardDeviations, HorizonOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Nodes, 2);
        (_options, _inputs) = (options, model.Inputs.Length);
        double[] scale = options.StateScale ?? standardDeviations.ToArray();
        for (int i = 0; i < scale.Length; i++) scale[i] = scale[i] > 0 ? scale[i] : 1;
        _program = new(options, model, new GaussianState(mean, standardDeviations), scale);
        _pass = new(_program, mean.Length);
        _solver = new TreeQpSolver(_program.Qp);
        _newest = new GaussianState(mean, standardDeviations);
        _nodes = _program.Nodes;
        HorizonNode<TMeasure> first = New(start);
        mean.CopyTo(first.X);
        _program.Clamp(first.X);
        model.Inputs.CopyTo(first.Inputs);
        _nodes.Add(first);
    }

    /// <summary>Time of the first node: readings from before are too late.</summary>
    public DateTimeOffset Oldest => _nodes[0].Time;

    public DateTimeOffset Newest => _nodes[^1].Time;

    public int Iterations { get; private set; }

    /// <summary>The estimate of the newest state.</summary>
    public ReadOnlySpan<double> Mean => _nodes[^1].X;

    /// <summary>
    /// A square root of its covariance as of the last solution, row-major: that of the linearised horizon, without what limits add to the knowledge.
    /// </summary>
    public ReadOnlySpan<double> Root => _newest.Root;

    /// <summary>
    /// What a sensor is expected to read now, and the variance of that expectation without the sensor's own: to judge a reading before it is taken.
    /// </summary>
    public (double Mean, double Variance) Expect(ref TMeasure measure) => _pass.Expect(_newest, _nodes[^1].X, ref measure);

    /// <summary>The estimate at a time of the horizon given all readings, earlier and later (smoothed); at the node at or before it.</summary>
    public ReadOnlySpan<double> StateAt(DateTimeOffset time) => _nodes[NodeAt(time)].X;

    /// <summary>Moves to <paramref name="now"/> with the inputs that held since the last call; the oldest node leaves a full horizon.</summary>
    public void Advance(DateTimeOffset now, ReadOnlySpan<double> inputs)
    {
        HorizonNode<TMeasure> last = _nodes[^1];
        inputs.CopyTo(last.Inputs);
        if (now <= last.Time) return;
        Insert(_nodes.Count, now);
        _pass.Predict(_newest, last);
    }

    /// <summary>
    /// Takes a reading at the time the medium had it, from <see cref="Oldest"/> to <see cref="Newest"/>; false when it came too late or from the
    /// future, or is no number.
    /// </summary>
    /// <param name="variance">Of the reading around what the state predicts.</param>
    public bool Take(DateTimeOffset time, double value, double variance, TMeasure measure)
    {
        if (time > Newest || time < Oldest || !double.IsFinite(value) || !(variance > 0 && double.IsFinite(variance))) return false;
        int at = NodeAt(time);
        if (_nodes[at].Time != time)
        {
            int nodes = _nodes.Count;
            Insert(at + 1, time);
            // What had been the first node may have left.
            at += _nodes.Count == nodes ? 0 : 1;
        }
        _nodes[at].Taken.Add(new Taken<TMeasure>(time, value, variance, measure));
        return true;
    }

    /// <summary>Solves until the steps are too small to matter, each shortened until cost and defects fall.</summary>
    public SqpStatus Solve()
    {
        (_penalty, _damping) = (0, 0);
        SqpStatus status = SqpStatus.IterationLimit;
        double before = double.PositiveInfinity;
        for (Iterations = 0; Iterations < _options.IterationLimit; Iterations++)
        {
            if (Iterations > 0 && _options.Expired?.Invoke() == true)
            {
                status = SqpStatus.Deadline;
                break;
            }
            if (Direct(first: Iterations == 0) is { } failed)
            {
                status = failed;
                break;
            }
            bool converged = _length < _options.Tolerance && _program.Defect.Largest < _options.Tolerance;
            double step = Search(converged);
            if (step > 0) _program.Move(step);
            // Without damping, steps that grow tell as much as steps that must be shortened.
            bool grows = _damping == 0 && _length > before;
            before = _damping == 0 ? _length : double.PositiveInfinity;
            _damping = step < 1 ? Math.Max(FirstDamping, 4 * _damping) : grows ? FirstDamping : _damping > LeastDamping ? 0.5 * _damping : 0;
            if (!converged && step > 0) continue;
            Iterations++;
            status = converged ? SqpStatus.Solved : SqpStatus.Stalled;
            break;
        }
        Spread();
        return status;
    }

    /// <summary>One whole Gauss-Newton step.</summary>
    public SqpStatus Iterate()
    {
        (Iterations, _damping) = (0, 0);
        SqpStatus status = Direct(first: true) ?? SqpStatus.Iterated;
        Iterations = 1;
        if (status == SqpStatus.Iterated)
        {
            // A whole step that leads nowhere is not made.
            (double cost, double defects) = _program.Judge(1, rolled: false);
            if (double.IsFinite(cost) && double.IsFinite(defects)) _program.Move(1);
            else status = SqpStatus.NotFinite;
        }
        Spread();
        return status;
    }

    /// <summary>Linearises and finds the step: without the limits, as long as they do not press.</summary>
    private SqpStatus? Direct(bool first)
    {
        _program.Linearise(near: Iterations >= SafeIterations, _damping);
        bool warm = !first && _limited;
        _limited &= !first;
        if (!_limited)
        {
            _program.Limit(false);
            if (_solver.Solve() == QpStatus.NotFinite) return SqpStatus.NotFinite;
            _limited = !_program.Keeps(_solver);
        }
        if (_limited)
        {
            _program.Limit(true);
            QpStatus status = _solver.Solve(warm, warm ? Math.Min(1, _length) : 0);
            if (status == QpStatus.Infeasible && warm) status = _solver.Solve();
            if (status == QpStatus.NotFinite) return SqpStatus.NotFinite;
            if (status == QpStatus.Infeasible) return SqpStatus.Infeasible;
        }
        (_length, double multiplier) = _program.ReadStep(_solver);
        _penalty = Math.Max(_penalty, PenaltyMargin * multiplier);
        return double.IsFinite(_length) ? null : SqpStatus.NotFinite;
    }

    /// <summary>
    /// The longest part of the step that lowers cost + penalty x defects enough (Nocedal and Wright, Numerical Optimization 2006, sec. 18.3), as it
    /// is or rolled out, or 0.
    /// </summary>
    /// <param name="whole">Take the whole step without a question.</param>
    private double Search(bool whole)
    {
        double now = _program.Cost + _penalty * _program.Defect.Sum, slope = _program.Slope - _penalty * _program.Defect.Sum;
        double slack = 1e-12 * (1 + Math.Abs(now));
        for (double step = 1; step >= ShortestStep; step *= 0.5)
            if (Good(step, rolled: false) || Good(step, rolled: true)) return step;
        return 0;

        bool Good(double step, bool rolled)
        {
            (double cost, double defects) = _program.Judge(step, rolled);
            return whole || cost + _penalty * defects <= now + Armijo * step * slope + slack;
        }
    }

    /// <summary>Covariance of the newest state, along the whole horizon.</summary>
    private void Spread()
    {
        _newest.Restore(_program.Arrival.Mean, _program.Arrival.Root);
        for (int k = 0; k < _nodes.Count; k++)
        {
            _pass.Correct(_newest, _nodes[k]);
            if (k + 1 < _nodes.Count) _pass.Predict(_newest, _nodes[k]);
        }
    }

    /// <summary>Puts a node in before the position, or behind all; its state is where the model leads.</summary>
    private void Insert(int position, DateTimeOffset time)
    {
        HorizonNode<TMeasure> before = _nodes[position - 1], node = New(time);
        double hours = (time - before.Time).TotalHours;
        before.Inputs.CopyTo(node.Inputs, 0);
        _program.Propagate(before, before.X, hours, node.X);
        foreach (double x in node.X)
        {
            if (double.IsFinite(x)) continue;
            before.X.CopyTo(node.X, 0);
            break;
        }
        _program.Clamp(node.X);
        before.V.AsSpan().Clear();
        _program.SetNoise(before, hours);
        if (position < _nodes.Count) _program.SetNoise(node, (_nodes[position].Time - time).TotalHours);
        _nodes.Insert(position, node);
        _program.LineariseWay(position - 1);
        if (position + 1 < _nodes.Count) _program.LineariseWay(position);
        if (_nodes.Count > _options.Nodes) Leave();
    }

    /// <summary>The first node leaves: what its readings said goes into the arrival cost of the next.</summary>
    private void Leave()
    {
        HorizonNode<TMeasure> first = _nodes[0];
        _pass.Correct(_program.Arrival, first);
        _pass.Predict(_program.Arrival, first);
        _nodes.RemoveAt(0);
        _spare.Push(first);
        _program.Prior.AsSpan().Clear();
    }

    private HorizonNode<TMeasure> New(DateTimeOffset time)
    {
        HorizonNode<TMeasure> node = _spare.Count > 0 ? _spare.Pop() : new HorizonNode<TMeasure>(_newest.States, _inputs);
        node.Taken.Clear();
        node.V.AsSpan().Clear();
        node.Time = time;
        return node;
    }

    private int NodeAt(DateTimeOffset time)
    {
        int at = _nodes.Count - 1;
        while (at > 0 && _nodes[at].Time > time) at--;
        return at;
    }
}
