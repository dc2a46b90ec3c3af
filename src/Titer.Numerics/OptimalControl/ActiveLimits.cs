namespace Titer.Numerics;

/// <summary>
/// The finite limits of a <see cref="TreeQp"/> with their slacks and multipliers, a lower and an upper one each on its own:
/// y = sign (a'z - bound), s = y + e >= 0 with multiplier l >= 0, and for a soft one e >= 0 at the price w, so that l + v = w with v the multiplier of e.
/// Newton's equations for s l = c and e v = d reduce to l = pull - weight y, with weight = 1 / (s/l + e/v); e = 0 for hard limits.
/// </summary>
internal sealed class ActiveLimits
{
    private readonly TreeQp _qp;
    private readonly int[] _node, _limit;
    private readonly double[] _sign, _bound, _price;
    private readonly double[] _s, _l, _e, _v;
    private readonly double[] _ds, _dl, _de, _dv;
    private readonly double[] _weight, _pull, _excess;
    private int _warm = -1;

    public ActiveLimits(TreeQp qp)
    {
        _qp = qp;
        int most = 2 * qp.Tree.Nodes * qp.Limits;
        (_node, _limit) = (new int[most], new int[most]);
        (_sign, _bound, _price) = (new double[most], new double[most], new double[most]);
        (_s, _l, _e, _v) = (new double[most], new double[most], new double[most], new double[most]);
        (_ds, _dl, _de, _dv) = (new double[most], new double[most], new double[most], new double[most]);
        (_weight, _pull, _excess) = (new double[most], new double[most], new double[most]);
    }

    public int Count { get; private set; }

    /// <summary>There are slacks and multipliers of an earlier solution.</summary>
    public bool IsWarm => _warm >= 0;

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

    /// <summary>Slacks and multipliers to begin with.</summary>
    public void Start(ReadOnlySpan<double> z, bool warm)
    {
        warm &= _warm == Count;
        for (int i = 0; i < Count; i++)
        {
            bool soft = double.IsFinite(_price[i]);
            if (warm)
            {
                // Off the boundary, where a method of interior points cannot turn.
                _s[i] = Math.Max(_s[i], 1e-4);
                _l[i] = Math.Max(_l[i], 1e-4);
                if (soft) _l[i] = Math.Min(_l[i], _price[i] * (1 - 1e-4));
                _e[i] = soft ? Math.Max(_e[i], 1e-4) : 0;
            }
            else
            {
                // On the central path: every product of slack and multiplier is 1.
                _s[i] = Math.Max(Distance(i, z), 1e-2);
                _l[i] = soft ? Math.Min(1 / _s[i], 0.5 * _price[i]) : 1 / _s[i];
                _s[i] = 1 / _l[i];
                _e[i] = soft ? 1 / (_price[i] - _l[i]) : 0;
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
            for (int j = 0; j < z; j++) Rows.Add(_weight[i] * a[j], a, h.Slice(j * z, z));
        }
    }

    /// <summary>Adds to the gradients what the limits pull, for products of slack and multiplier of <paramref name="gap"/>.</summary>
    /// <param name="corrected">With the second-order term of the step that <see cref="Direct"/> found last.</param>
    public void AddPull(Span<double> gradients, double gap, bool corrected)
    {
        int z = Variables;
        for (int i = 0; i < Count; i++)
        {
            double c = gap + _s[i] * _l[i] - (corrected ? _ds[i] * _dl[i] : 0), d = 0;
            double pull = c;
            if (double.IsFinite(_price[i]))
            {
                d = gap + _e[i] * _v[i] - (corrected ? _de[i] * _dv[i] : 0);
                _excess[i] = (d - _e[i] * _price[i]) / _v[i];
                pull -= _l[i] * _excess[i];
            }
            // pull / (s + l e / v), which is weight / l times pull
            _pull[i] = pull * _weight[i] / _l[i];
            double slope = -_sign[i] * _pull[i] - _weight[i] * _bound[i];
            Span<double> g = gradients.Slice(_node[i] * z, z);
            if (_limit[i] < z) g[_limit[i]] += slope;
            else Rows.Add(slope, Row(i), g);
        }
    }

    /// <summary>Directions of all slacks and multipliers towards the point z; the longest step that keeps them positive, at most 1 / fraction.</summary>
    public double Direct(ReadOnlySpan<double> z)
    {
        double step = 1.01;
        for (int i = 0; i < Count; i++)
        {
            double y = Distance(i, z), l = _pull[i] - _weight[i] * y;
            _dl[i] = l - _l[i];
            if (double.IsFinite(_price[i]))
            {
                double e = _excess[i] + _e[i] * l / _v[i];
                _de[i] = e - _e[i];
                _dv[i] = -_dl[i];
                y += e;
                step = Longest(Longest(step, _e[i], _de[i]), _v[i], _dv[i]);
            }
            _ds[i] = y - _s[i];
            step = Longest(Longest(step, _s[i], _ds[i]), _l[i], _dl[i]);
        }
        return step;
    }

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
        for (int i = 0; i < Count; i++) most = Math.Max(most, -Distance(i, z));
        return most;
    }

    public void RowMultipliers(Span<double> multipliers, int rows)
    {
        multipliers.Clear();
        for (int i = 0; i < Count; i++)
        {
            int row = _limit[i] - Variables;
            if (row >= 0 && row < rows) multipliers[_node[i] * rows + row] -= _sign[i] * _l[i];
        }
    }

    private double Distance(int i, ReadOnlySpan<double> z)
    {
        ReadOnlySpan<double> own = z.Slice(_node[i] * Variables, Variables);
        double value = _limit[i] < Variables ? own[_limit[i]] : Rows.Dot(Row(i), own);
        return _sign[i] * (value - _bound[i]);
    }

    private ReadOnlySpan<double> Row(int i) => _qp.Matrix(_node[i]).Slice((_limit[i] - Variables) * Variables, Variables);

    private static double Longest(double step, double value, double direction) => direction < 0 ? Math.Min(step, -value / direction) : step;
}
