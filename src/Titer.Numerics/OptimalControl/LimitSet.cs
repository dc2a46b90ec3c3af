using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Titer.Numerics;

/// <summary>
/// Slacks and multipliers of the hard limits of a <see cref="TreeQp"/>, or of its soft ones, eight of them at once. A limit is
/// y = sign value - bound, s = y + e >= 0 with multiplier l >= 0, and for a soft one e >= 0 at the price w, so that l + v = w with v the multiplier
/// of e. Newton's equations for s l = c and e v = d reduce to l = pull - l rate y, with rate = 1 / (s + l e / v); e = 0 for hard limits.
/// Lanes beyond the last limit stand for one that is never near: s = 1, l = 0, wanted product 0.
/// </summary>
internal sealed class LimitSet
{
    private const int Lanes = 8;

    private readonly bool _soft;
    private readonly int[] _at;                  // where the limited value stands
    private readonly int[] _limit;               // node * limits + limit
    private readonly double[] _sign, _bound, _present, _price;
    private readonly double[] _s, _l, _ds, _dl, _e, _v, _de, _dv;
    private readonly double[] _inverseS, _inverseL, _inverseE, _inverseV, _rate, _c, _d, _distance;
    private readonly double[] _buffer;           // of all lanes, between scattered and contiguous

    public LimitSet(int most, bool soft)
    {
        _soft = soft;
        int size = PaddedRows.Width(most), softSize = soft ? size : 0;
        (_at, _limit) = (new int[size], new int[size]);
        (_sign, _bound, _present, _price) = (new double[size], new double[size], new double[size], new double[softSize]);
        (_s, _l, _ds, _dl) = (new double[size], new double[size], new double[size], new double[size]);
        (_e, _v, _de, _dv) = (new double[softSize], new double[softSize], new double[softSize], new double[softSize]);
        (_inverseS, _inverseL, _inverseE, _inverseV) = (new double[size], new double[size], new double[softSize], new double[softSize]);
        (_rate, _c, _d, _distance, _buffer) = (new double[size], new double[size], new double[softSize], new double[size], new double[size]);
    }

    public int Count { get; private set; }

    /// <summary>Products of slack and multiplier.</summary>
    public int Pairs => _soft ? 2 * Count : Count;

    private int Padded => PaddedRows.Width(Count);

    public void Clear() => Count = 0;

    public void Add(int at, int limit, double sign, double bound, double price)
    {
        (_at[Count], _limit[Count], _sign[Count], _bound[Count], _present[Count]) = (at, limit, sign, sign * bound, 1);
        if (_soft) _price[Count] = price;
        Count++;
    }

    /// <summary>Slacks and multipliers of the last solution, off the boundary, where a method of interior points cannot turn.</summary>
    public void StartWarm(double away)
    {
        for (int i = 0; i < Count; i++)
        {
            _s[i] = Math.Max(_s[i], away);
            _l[i] = Math.Max(_l[i], away);
            if (!_soft) continue;
            _l[i] = Math.Min(_l[i], _price[i] * (1 - away));
            _e[i] = Math.Max(_e[i], away);
            _v[i] = _price[i] - _l[i];
        }
        Fill();
    }

    /// <summary>
    /// A point of the central path with the product <paramref name="centre"/>; slacks of hard limits are at least <paramref name="room"/>.
    /// </summary>
    public void StartCold(ReadOnlySpan<double> values, double room, double centre)
    {
        for (int i = 0; i < Count; i++)
        {
            double y = _sign[i] * values[_at[i]] - _bound[i];
            if (!_soft)
            {
                _s[i] = Math.Max(y, 0) + room;
                _l[i] = centre / _s[i];
                continue;
            }
            // s l = e v = centre, l + v = price, s = y + e: a quadratic equation in e.
            double half = 0.5 * y - centre / _price[i], root = Math.Sqrt(half * half + centre * y / _price[i]);
            _e[i] = half > 0 ? centre * y / _price[i] / (half + root) : root - half;
            _v[i] = centre / _e[i];
            _l[i] = _price[i] - _v[i];
            _s[i] = centre / _l[i];
        }
        Fill();
    }

    private void Fill()
    {
        for (int i = Count; i < Padded; i++)
        {
            (_at[i], _sign[i], _bound[i], _present[i], _s[i], _l[i]) = (0, 0, -1, 0, 1, 0);
            if (_soft) (_e[i], _v[i]) = (0, 1);
        }
        _ds.AsSpan(0, Padded).Clear();
        _dl.AsSpan(0, Padded).Clear();
        if (!_soft) return;
        _de.AsSpan(0, Padded).Clear();
        _dv.AsSpan(0, Padded).Clear();
    }

    /// <summary>Readies Newton's equations at a point; adds the curvature l rate of every limit at its place.</summary>
    public void Linearise(ReadOnlySpan<double> values, Span<double> curvature)
    {
        Gather(values);
        for (int i = 0; i < Count; i += Lanes)
        {
            Vector512<double> s = At(_s, i), l = At(_l, i), rate = Vector512<double>.One / s;
            At(_distance, i) = At(_sign, i) * At(_buffer, i) - At(_bound, i);
            (At(_inverseS, i), At(_inverseL, i)) = (rate, Vector512<double>.One / l);
            if (_soft)
            {
                Vector512<double> e = At(_e, i), inverseV = Vector512<double>.One / At(_v, i);
                (At(_inverseE, i), At(_inverseV, i)) = (Vector512<double>.One / e, inverseV);
                rate = Vector512<double>.One / (s + l * e * inverseV);
            }
            At(_rate, i) = rate;
            At(_buffer, i) = l * rate;
        }
        Scatter(curvature);
    }

    /// <summary>Adds what the limits pull at their places, for products of slack and multiplier of <paramref name="gap"/>.</summary>
    /// <param name="correction">Part of the second-order term of the step that <see cref="Direct"/> found last.</param>
    public void AddPull(double gap, double correction, Span<double> pull)
    {
        for (int i = 0; i < Count; i += Lanes)
        {
            Vector512<double> wanted = At(_present, i) * gap;
            At(_c, i) = wanted - At(_s, i) * At(_l, i) - At(_ds, i) * At(_dl, i) * correction;
            if (_soft) At(_d, i) = (wanted - At(_e, i) * At(_v, i) - At(_de, i) * At(_dv, i) * correction) * At(_inverseV, i);
            At(_buffer, i) = -At(_sign, i) * (At(_l, i) + Rise(i, At(_distance, i)));
        }
        Scatter(pull);
    }

    /// <summary>
    /// Directions of all slacks and multipliers for a step of the values; the reciprocal of the longest part of it that keeps them positive, or
    /// <paramref name="least"/> where that is larger.
    /// </summary>
    public double Direct(ReadOnlySpan<double> step, double least)
    {
        Gather(step);
        Vector512<double> most = Vector512.Create(least);
        for (int i = 0; i < Count; i += Lanes)
        {
            Vector512<double> y = At(_distance, i) + At(_sign, i) * At(_buffer, i), dl = Rise(i, y), ds = y - At(_s, i);
            if (_soft)
            {
                Vector512<double> e = At(_e, i), de = At(_d, i) + e * dl * At(_inverseV, i);
                (At(_dv, i), At(_de, i)) = (-dl, de);
                ds += e + de;
                most = Larger(Larger(most, -de * At(_inverseE, i)), dl * At(_inverseV, i));
            }
            (At(_ds, i), At(_dl, i)) = (ds, dl);
            most = Larger(Larger(most, -ds * At(_inverseS, i)), -dl * At(_inverseL, i));
        }
        double largest = least;
        for (int i = 0; i < Lanes; i++) largest = Math.Max(largest, most[i]);
        return largest;
    }

    /// <summary>
    /// Change of a multiplier when the limit's distance becomes y. In changes, because near a solution the values themselves leave no digits.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector512<double> Rise(int i, Vector512<double> y)
    {
        Vector512<double> missing = y - At(_s, i);
        if (_soft) missing += At(_e, i) + At(_d, i);
        return (At(_c, i) - At(_l, i) * missing) * At(_rate, i);
    }

    /// <summary>The larger of each lane; a lane of <paramref name="b"/> that is not a number, as beyond the last limit, does not count.</summary>
    private static Vector512<double> Larger(Vector512<double> a, Vector512<double> b) =>
        Vector512.ConditionalSelect(Vector512.GreaterThan(b, a), b, a);

    public void Move(double step)
    {
        Move(_s, _ds);
        Move(_l, _dl);
        if (!_soft) return;
        Move(_e, _de);
        Move(_v, _dv);

        void Move(double[] values, double[] directions) => PaddedRows.Add(step, directions, values.AsSpan(0, Padded));
    }

    /// <summary>Sum of all products of slack and multiplier after a part of the step.</summary>
    public double Products(double step)
    {
        Vector512<double> sum = Vector512<double>.Zero, part = Vector512.Create(step);
        for (int i = 0; i < Count; i += Lanes)
        {
            sum += Vector512.FusedMultiplyAdd(part, At(_ds, i), At(_s, i)) * Vector512.FusedMultiplyAdd(part, At(_dl, i), At(_l, i));
            if (_soft) sum += Vector512.FusedMultiplyAdd(part, At(_de, i), At(_e, i)) * Vector512.FusedMultiplyAdd(part, At(_dv, i), At(_v, i));
        }
        double total = 0;
        for (int i = 0; i < Lanes; i++) total += sum[i];
        return total;
    }

    /// <summary>Largest distance of a product from <paramref name="target"/>.</summary>
    public double Unevenness(double target)
    {
        double most = 0;
        for (int i = 0; i < Count; i++)
        {
            most = Math.Max(most, Math.Abs(_s[i] * _l[i] - target));
            if (_soft) most = Math.Max(most, Math.Abs(_e[i] * _v[i] - target));
        }
        return most;
    }

    /// <summary>Largest amount by which a limit is broken.</summary>
    public double Violation(ReadOnlySpan<double> values)
    {
        double most = 0;
        for (int i = 0; i < Count; i++) most = Math.Max(most, _bound[i] - _sign[i] * values[_at[i]]);
        return most;
    }

    /// <summary>What the values pay for soft limits beyond what zeros would pay.</summary>
    public double Cost(ReadOnlySpan<double> values)
    {
        double cost = 0;
        for (int i = 0; i < Count && _soft; i++)
            cost += _price[i] * (Math.Max(0, _bound[i] - _sign[i] * values[_at[i]]) - Math.Max(0, _bound[i]));
        return cost;
    }

    /// <summary>Adds the multipliers at their node and limit, positive where the upper limit presses.</summary>
    public void AddMultipliers(Span<double> multipliers)
    {
        for (int i = 0; i < Count; i++) multipliers[_limit[i]] -= _sign[i] * _l[i];
    }

    private void Gather(ReadOnlySpan<double> values)
    {
        for (int i = 0; i < Padded; i++) _buffer[i] = values[_at[i]];
    }

    private void Scatter(Span<double> places)
    {
        for (int i = 0; i < Count; i++) places[_at[i]] += _buffer[i];
    }

    // Indices end at Padded, which is within every array.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref Vector512<double> At(double[] values, int i) =>
        ref Unsafe.As<double, Vector512<double>>(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(values), i));
}
