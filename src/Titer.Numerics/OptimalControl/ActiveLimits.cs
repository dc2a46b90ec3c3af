namespace Titer.Numerics;

/// <summary>
/// The finite limits of a <see cref="TreeQp"/> with their slacks and multipliers, a lower and an upper one each on its own:
/// y = sign (a'z - bound), s = y + e >= 0 with multiplier l >= 0, and for a soft one e >= 0 at the price w, so that l + v = w with v the multiplier
/// of e.
/// Newton's equations for s l = c and e v = d reduce to l = pull - weight y, with weight = 1 / (s/l + e/v); e = 0 for hard limits.
/// </summary>
internal sealed class ActiveLimits
{
    private readonly TreeQp _qp;
    private readonly int[] _node, _limit;
    private readonly double[] _sign, _bound, _price;
    private readonly double[] _s, _l, _e, _v;
    private readonly double[] _ds, _dl, _de, _dv;
    private readonly double[] _weight, _c, _d, _distance;
    private int _warm = -1;

    public ActiveLimits(TreeQp qp)
    {
        _qp = qp;
        int most = 2 * qp.Tree.Nodes * qp.Limits;
        (_node, _limit) = (new int[most], new int[most]);
        (_sign, _bound, _price) = (new double[most], new double[most], new double[most]);
        (_s, _l, _e, _v) = (new double[most], new double[most], new double[most], new double[most]);
        (_ds, _dl, _de, _dv) = (new double[most], new double[most], new double[most], new double[most]);
        (_weight, _c, _d, _distance) = (new double[most], new double[most], new double[most], new double[most]);
    }

    public int Count { get; private set; }

    /// <summary>There are slacks and multipliers of an earlier solution with as many limits.</summary>
    public bool IsWarm => _warm == Count && Count > 0;

    private int Variables => _qp.Variables;

    /// <summary>Lists the limits that are finite now.</summary>
    public void Collect()
    {
        Count = 0;
        for (int node = 0; node < _qp.Tree.Nodes; node++)
        {
            ReadOnlySpan<double> low = _qp.Low(node), high = _qp.High(node), price = _qp.Price(node);
            for (int i = 0; i < low.Length; i++)
            {
                // The root's state is given, and a leaf has no input.
                if (i < _qp.States ? node == 0 : i < Variables && _qp.Tree.IsLeaf(node)) continue;
                if (low[i] > double.NegativeInfinity) Add(node, i, 1, low[i], price[i]);
                if (high[i] < double.PositiveInfinity) Add(node, i, -1, high[i], price[i]);
            }
        }
    }

    private void Add(int node, int limit, double sign, double bound, double price)
    {
        (_node[Count], _limit[Count], _sign[Count], _bound[Count], _price[Count]) = (node, limit, sign, bound, price);
        Count++;
    }

    /// <summary>
    /// Slacks and multipliers to begin with: those of the last solution, off the boundary, or a point of the central path whose slacks are as large
    /// as the
    /// largest violation (after Mehrotra), so that no limit that z breaks shortens the first steps.
    /// </summary>
    /// <param name="size">Of the gradients.</param>
    /// <param name="away">Least slack and multiplier of a warm start.</param>
    public void Start(ReadOnlySpan<double> z, bool warm, double size, double away)
    {
        double room = warm ? 0 : Math.Max(1.5 * Violation(z), 1e-2), centre = room * size;
        for (int i = 0; i < Count; i++)
        {
            bool soft = double.IsFinite(_price[i]);
            if (warm)
            {
                // Off the boundary, where a method of interior points cannot turn.
                _s[i] = Math.Max(_s[i], away);
                _l[i] = Math.Max(_l[i], away);
                if (soft) _l[i] = Math.Min(_l[i], _price[i] * (1 - away));
                _e[i] = soft ? Math.Max(_e[i], away) : 0;
            }
            else if (soft)
            {
                // The point of the central path at this distance y: s l = e v = centre, l + v = price, s = y + e, a quadratic equation in e.
                double y = Distance(i, z), half = 0.5 * y - centre / _price[i], root = Math.Sqrt(half * half + centre * y / _price[i]);
                _e[i] = half > 0 ? centre * y / _price[i] / (half + root) : root - half;
                _l[i] = _price[i] - centre / _e[i];
                _s[i] = centre / _l[i];
            }
            else
            {
                _s[i] = Math.Max(Distance(i, z), 0) + room;
                _l[i] = centre / _s[i];
                _e[i] = 0;
            }
            _v[i] = soft ? _price[i] - _l[i] : 1;
            (_ds[i], _dl[i], _de[i], _dv[i]) = (0, 0, 0, 0);
        }
        _warm = Count;
    }

    /// <summary>Mean of all products of slack and multiplier.</summary>
    public double Gap() => GapAfter(0);

    /// <summary>Largest distance of a product from <paramref name="target"/>.</summary>
    public double Unevenness(double target)
    {
        double most = 0;
        for (int i = 0; i < Count; i++)
        {
            most = Math.Max(most, Math.Abs(_s[i] * _l[i] - target));
            if (double.IsFinite(_price[i])) most = Math.Max(most, Math.Abs(_e[i] * _v[i] - target));
        }
        return most;
    }

    public double GapAfter(double step)
    {
        double sum = 0;
        int pairs = Count;
        for (int i = 0; i < Count; i++)
        {
            sum += (_s[i] + step * _ds[i]) * (_l[i] + step * _dl[i]);
            if (!double.IsFinite(_price[i])) continue;
            sum += (_e[i] + step * _de[i]) * (_v[i] + step * _dv[i]);
            pairs++;
        }
        return sum / pairs;
    }

    /// <summary>Adds weight a a' of every limit to the Hessians.</summary>
    public void AddCurvature(Span<double> hessians)
    {
        int z = Variables;
        for (int i = 0; i < Count; i++)
        {
            _weight[i] = 1 / (_s[i] / _l[i] + _e[i] / _v[i]);
            Span<double> h = hessians.Slice(_node[i] * z * z, z * z);
            if (_limit[i] < z)
            {
                h[_limit[i] * z + _limit[i]] += _weight[i];
                continue;
            }
            ReadOnlySpan<double> a = Row(i);
            for (int j = 0; j < z; j++) FixedDot.Add(_weight[i] * a[j], a, h.Slice(j * z, z));
        }
    }

    /// <summary>
    /// Adds to the gradients of a step from z what the limits pull, for products of slack and multiplier of <paramref name="gap"/>.
    /// </summary>
    /// <param name="correction">Part of the second-order term of the step that <see cref="Direct"/> found last.</param>
    public void AddPull(Span<double> gradients, ReadOnlySpan<double> z, double gap, double correction)
    {
        for (int i = 0; i < Count; i++)
        {
            _c[i] = gap - _s[i] * _l[i] - correction * _ds[i] * _dl[i];
            _d[i] = double.IsFinite(_price[i]) ? (gap - _e[i] * _v[i] - correction * _de[i] * _dv[i]) / _v[i] : 0;
            _distance[i] = Distance(i, z);
            double slope = -_sign[i] * (_l[i] + Rise(i, _distance[i]));
            Span<double> g = gradients.Slice(_node[i] * Variables, Variables);
            if (_limit[i] < Variables) g[_limit[i]] += slope;
            else FixedDot.Add(slope, Row(i), g);
        }
    }

    /// <summary>
    /// Directions of all slacks and multipliers for a step from z; the longest part of it that keeps them positive, at most a little more than 1.
    /// </summary>
    public double Direct(ReadOnlySpan<double> step)
    {
        double longest = 1.01;
        for (int i = 0; i < Count; i++)
        {
            double y = _distance[i] + _sign[i] * Along(i, step);
            _dl[i] = Rise(i, y);
            if (double.IsFinite(_price[i]))
            {
                _dv[i] = -_dl[i];
                _de[i] = _d[i] + _e[i] * _dl[i] / _v[i];
                longest = Longest(Longest(longest, _e[i], _de[i]), _v[i], _dv[i]);
            }
            _ds[i] = y + _e[i] + _de[i] - _s[i];
            longest = Longest(Longest(longest, _s[i], _ds[i]), _l[i], _dl[i]);
        }
        return longest;
    }

    /// <summary>
    /// Change of a multiplier when the limit's distance becomes y. In changes, because near a solution the values themselves leave no digits.
    /// </summary>
    private double Rise(int i, double y) => (_c[i] - _l[i] * (y - (_s[i] - _e[i]) + _d[i])) * _weight[i] / _l[i];

    public void Move(double step)
    {
        for (int i = 0; i < Count; i++)
        {
            _s[i] += step * _ds[i];
            _l[i] += step * _dl[i];
            if (!double.IsFinite(_price[i])) continue;
            _e[i] += step * _de[i];
            _v[i] += step * _dv[i];
        }
    }

    /// <summary>What z pays for soft limits beyond what no step at all, z = 0, would pay.</summary>
    public double SoftCost(ReadOnlySpan<double> z)
    {
        double cost = 0;
        for (int i = 0; i < Count; i++)
        {
            if (!double.IsFinite(_price[i])) continue;
            cost += _price[i] * (Math.Max(0, -Distance(i, z)) - Math.Max(0, _sign[i] * _bound[i]));
        }
        return cost;
    }

    public double Violation(ReadOnlySpan<double> z)
    {
        double most = 0;
        for (int i = 0; i < Count; i++)
            if (double.IsInfinity(_price[i])) most = Math.Max(most, -Distance(i, z));
        return most;
    }

    public void Multipliers(Span<double> multipliers)
    {
        multipliers.Clear();
        for (int i = 0; i < Count; i++) multipliers[_node[i] * _qp.Limits + _limit[i]] -= _sign[i] * _l[i];
    }

    private double Distance(int i, ReadOnlySpan<double> z) => _sign[i] * (Along(i, z) - _bound[i]);

    private double Along(int i, ReadOnlySpan<double> z)
    {
        ReadOnlySpan<double> own = z.Slice(_node[i] * Variables, Variables);
        return _limit[i] < Variables ? own[_limit[i]] : FixedDot.Of(Row(i), own);
    }

    private ReadOnlySpan<double> Row(int i) => _qp.Matrix(_node[i]).Slice((_limit[i] - Variables) * Variables, Variables);

    private static double Longest(double step, double value, double direction) => direction < 0 ? Math.Min(step, -value / direction) : step;
}
