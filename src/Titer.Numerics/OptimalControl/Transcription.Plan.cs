namespace Titer.Numerics;

/// <summary>Where the plan comes from before it is solved: a guess, or an earlier plan.</summary>
internal sealed partial class Transcription<TModel>
{
    // Newton steps of a stage that is rolled out, and the largest of the last one, in multiples of the scales.
    private const int MostNewton = 20;
    private const double RolledOut = 1e-8;

    public void Start(ReadOnlySpan<double> x, ReadOnlySpan<double> u)
    {
        for (int node = 0; node < _tree.Nodes; node++)
        {
            x.CopyTo(_x.AsSpan(node * _n));
            u.CopyTo(_u.AsSpan(node * _m));
            u.CopyTo(_v.AsSpan(node * _m));
            for (int point = 0; point < _stage.Points; point++) x.CopyTo(_points.AsSpan(node * _pointsSize + point * _n));
        }
        _multipliers.AsSpan().Clear();
    }

    /// <summary>
    /// Lets the model run from a state under the inputs of the plan, by Newton's method on each stage's equations; false where it runs away.
    /// </summary>
    public bool RollOut(double time, ReadOnlySpan<double> x)
    {
        x.CopyTo(_x);
        for (int node = 1; node < _tree.Nodes; node++)
        {
            int parent = _tree.Parent(node);
            Span<double> points = _points.AsSpan(node * _pointsSize, _pointsSize);
            for (int i = 0; i < _pointsSize; i++) points[i] = _x[parent * _n + i % _n];
            Span<double> sensitivities = _sensitivities.AsSpan(node * _stage.Sensitivities, _stage.Sensitivities);
            _stage.Step = _problem.Steps[_tree.Stage(parent)];
            double change = double.PositiveInfinity;
            for (int iteration = 0; iteration < MostNewton && change > RolledOut; iteration++)
            {
                _hessian.AsSpan().Clear();
                _stage.Linearise(Time(time, parent), State(parent), Input(parent), Parameters(node), points, _multipliers.AsSpan(node * _nx, _n),
                    sensitivities, _hessian);
                change = 0;
                for (int i = 0; i < _pointsSize; i++)
                {
                    double step = sensitivities[i * _stage.Width + _d];
                    points[i] += step;
                    change = Math.Max(change, Math.Abs(step) / _scale[i % _n]);
                }
            }
            if (!(change <= RolledOut)) return false;
            points[(_pointsSize - _n)..].CopyTo(_x.AsSpan(node * _n));
        }
        return true;
    }

    /// <summary>One node's state and input, and its points on the line from its parent, which comes first.</summary>
    public void Start(int node, ReadOnlySpan<double> x, ReadOnlySpan<double> u)
    {
        x.CopyTo(_x.AsSpan(node * _n));
        if (!_tree.IsLeaf(node)) u.CopyTo(_u.AsSpan(node * _m));
        _multipliers.AsSpan(node * _nx, _nx).Clear();
        int parent = Math.Max(_tree.Parent(node), 0);
        Input(parent).CopyTo(_v.AsSpan(node * _m));
        Span<double> points = _points.AsSpan(node * _pointsSize, _pointsSize);
        for (int i = 0; i < _pointsSize; i++)
        {
            double from = _x[parent * _n + i % _n];
            points[i] = from + _stage.Part(i / _n) * (x[i % _n] - from);
        }
    }

    /// <summary>Remembers the plan as one that begins at this time.</summary>
    public void Keep(double time) => _kept.Keep(time, _problem.Steps, _x, _u, _points, _multipliers, _costs.PathMultipliers);

    /// <summary>Starts from the plan that was kept, read at the times of the grid of now; false when none is kept.</summary>
    public bool Resume(double time)
    {
        if (!_kept.Resume(time, _problem.Steps, _x, _u, _points, _multipliers, _costs.PathMultipliers)) return false;
        Input(0).CopyTo(_v);
        for (int node = 1; node < _tree.Nodes; node++) Input(_tree.Parent(node)).CopyTo(_v.AsSpan(node * _m));
        return true;
    }

    public void Shift()
    {
        if (_tree.Nodes != _tree.Stage(_tree.Nodes - 1) + 1) return;
        Move(_x, _n);
        Move(_u, _m);
        Move(_v, _m);
        Move(_points, _pointsSize);
        Move(_multipliers, _nx);
        // A leaf has no input of its own.
        int last = _tree.Nodes - 2;
        _u.AsSpan((last - 1) * _m, _m).CopyTo(_u.AsSpan(last * _m));

        static void Move(double[] values, int size) => values.AsSpan(size).CopyTo(values);
    }
}
