namespace Titer.Numerics;

/// <summary>
/// The step of a damped linear least-squares problem within a box: minimise |R h + q|^2 + mu |D h|^2 with lower &lt;= p + h &lt;= upper,
/// by the active-set method of Stark and Parker (BVLS, Comput. Stat. 10, 129, 1995). Strictly convex for mu &gt; 0, hence finite.
/// </summary>
internal sealed class BoundedStep(int n)
{
    private enum Side : byte { Free, Lower, Upper, Fixed }

    private readonly Side[] _side = new Side[n];
    private readonly int[] _free = new int[n];
    private readonly double[] _columns = new double[2 * n * (n + 1)], _triangle = new double[n * n], _trial = new double[n], _product = new double[n];

    public int Size => n;

    /// <summary>Where the last step of <see cref="Solve"/> leads: exactly onto the bound that it ends on.</summary>
    public double Target(int i, double p, double h, FitParameter box) => _side[i] switch
    {
        Side.Free => Math.Clamp(p + h, box.Lower, box.Upper),
        Side.Lower => box.Lower,
        Side.Upper => box.Upper,
        _ => p,
    };

    /// <summary>
    /// Fills <paramref name="free"/> with the parameters that may move: not fixed, and not on a bound with the gradient R'q pushing out.
    /// </summary>
    /// <returns>How many.</returns>
    public int FreeAt(ReadOnlySpan<double> p, ReadOnlySpan<FitParameter> box, ReadOnlySpan<double> r, ReadOnlySpan<double> q, Span<int> free)
    {
        Classify(p, box, r, q);
        int count = 0;
        for (int i = 0; i < n; i++)
            if (_side[i] == Side.Free) free[count++] = i;
        return count;
    }

    /// <summary>|Q_F'r|^2: what the free parameters alone could take off the sum of squares.</summary>
    public double Reducible(ReadOnlySpan<int> free, ReadOnlySpan<double> r, ReadOnlySpan<double> q)
    {
        if (free.Length == n) return FixedDot.Of(q, q);
        int f = free.Length;
        for (int c = 0; c < f; c++)
            for (int i = 0; i < n; i++) _columns[c * n + i] = r[i * n + free[c]];
        q.CopyTo(_columns.AsSpan(f * n, n));
        TallQr.Reduce(_columns, n, f, f + 1, _triangle);
        ReadOnlySpan<double> projected = _columns.AsSpan(f * n, f);
        return FixedDot.Of(projected, projected);
    }

    /// <returns>The predicted reduction of half the sum of squares; zero or NaN when there is no step.</returns>
    public double Solve(
        ReadOnlySpan<double> p, ReadOnlySpan<FitParameter> box, ReadOnlySpan<double> r, ReadOnlySpan<double> q, ReadOnlySpan<double> d,
        double mu, Span<double> h)
    {
        Classify(p, box, r, q);
        h.Clear();
        for (int round = 0; round < 4 * n + 4; round++)
        {
            int free = 0;
            for (int i = 0; i < n; i++)
                if (_side[i] == Side.Free) _free[free++] = i;
            if (free > 0 && !FreeStep(free, r, q, d, mu, h)) return double.NaN;
            if (free > 0 && Blocked(free, p, box, h)) continue;
            if (!Release(r, q, d, mu, h)) break;
        }
        Multiply(r, h, _product);
        return -(FixedDot.Of(q, _product) + 0.5 * FixedDot.Of(_product, _product));
    }

    private void Classify(ReadOnlySpan<double> p, ReadOnlySpan<FitParameter> box, ReadOnlySpan<double> r, ReadOnlySpan<double> q)
    {
        for (int i = 0; i < n; i++)
        {
            _side[i] = Side.Free;
            if (box[i].IsFixed) _side[i] = Side.Fixed;
            else if (p[i] <= box[i].Lower && Gradient(i, r, q) > 0) _side[i] = Side.Lower;
            else if (p[i] >= box[i].Upper && Gradient(i, r, q) < 0) _side[i] = Side.Upper;
        }
    }

    // A column that is zero so far has no scale: any positive weight keeps its parameter where it is.
    private static double Weight(double d) => d > 0 ? d : 1;

    private double Gradient(int column, ReadOnlySpan<double> r, ReadOnlySpan<double> v)
    {
        double sum = 0;
        for (int i = 0; i <= column; i++) sum += r[i * n + column] * v[i];
        return sum;
    }

    private void Multiply(ReadOnlySpan<double> r, ReadOnlySpan<double> h, Span<double> product)
    {
        for (int i = 0; i < n; i++)
        {
            double sum = 0;
            for (int j = i; j < n; j++) sum += r[i * n + j] * h[j];
            product[i] = sum;
        }
    }

    /// <summary>The minimum over the free parameters, the others where they are, into <see cref="_trial"/>; false when not finite.</summary>
    private bool FreeStep(int free, ReadOnlySpan<double> r, ReadOnlySpan<double> q, ReadOnlySpan<double> d, double mu, ReadOnlySpan<double> h)
    {
        // The damping row of a parameter that is not free is constant and drops out: n + free rows.
        int rows = n + free;
        double root = Math.Sqrt(mu);
        Span<double> right = _columns.AsSpan(free * rows, rows);
        right.Clear();
        for (int c = 0; c < free; c++)
        {
            Span<double> column = _columns.AsSpan(c * rows, rows);
            column.Clear();
            int j = _free[c];
            for (int i = 0; i <= j; i++) column[i] = r[i * n + j];
            column[n + c] = root * Weight(d[j]);
        }
        for (int i = 0; i < n; i++)
        {
            double sum = -q[i];
            for (int j = i; j < n; j++)
                if (_side[j] != Side.Free) sum -= r[i * n + j] * h[j];
            right[i] = sum;
        }
        TallQr.Reduce(_columns, rows, free, free + 1, _triangle);
        for (int c = free - 1; c >= 0; c--)
        {
            double sum = right[c];
            for (int j = c + 1; j < free; j++) sum -= _triangle[c * free + j] * _trial[_free[j]];
            double value = sum / _triangle[c * free + c];
            if (!double.IsFinite(value)) return false;
            _trial[_free[c]] = value;
        }
        return true;
    }

    /// <summary>Moves to the trial, or along the way to the first bound met: then that parameter is no longer free.</summary>
    private bool Blocked(int free, ReadOnlySpan<double> p, ReadOnlySpan<FitParameter> box, Span<double> h)
    {
        double shortest = 1;
        int blocking = -1;
        for (int c = 0; c < free; c++)
        {
            int i = _free[c];
            double low = box[i].Lower - p[i], high = box[i].Upper - p[i];
            if (_trial[i] >= low && _trial[i] <= high) continue;
            double bound = _trial[i] < low ? low : high, share = (bound - h[i]) / (_trial[i] - h[i]);
            if (blocking < 0 || share < shortest) (shortest, blocking) = (Math.Max(0, share), i);
        }
        for (int c = 0; c < free; c++) h[_free[c]] += shortest * (_trial[_free[c]] - h[_free[c]]);
        if (blocking < 0) return false;
        bool below = _trial[blocking] < box[blocking].Lower - p[blocking];
        _side[blocking] = below ? Side.Lower : Side.Upper;
        h[blocking] = (below ? box[blocking].Lower : box[blocking].Upper) - p[blocking];
        return true;
    }

    /// <summary>Frees the parameter on a bound that would lower the cost most by leaving it; false when none would.</summary>
    private bool Release(ReadOnlySpan<double> r, ReadOnlySpan<double> q, ReadOnlySpan<double> d, double mu, ReadOnlySpan<double> h)
    {
        Multiply(r, h, _product);
        for (int i = 0; i < n; i++) _product[i] += q[i];
        double scale = Math.Sqrt(FixedDot.Of(q, q)), worst = 1e-12 * scale;
        int released = -1;
        for (int i = 0; i < n; i++)
        {
            if (_side[i] is Side.Free or Side.Fixed) continue;
            double weight = Weight(d[i]), gradient = Gradient(i, r, _product) / weight + mu * weight * h[i];
            double outward = _side[i] == Side.Lower ? -gradient : gradient;
            if (outward > worst) (worst, released) = (outward, i);
        }
        if (released < 0) return false;
        _side[released] = Side.Free;
        return true;
    }
}
