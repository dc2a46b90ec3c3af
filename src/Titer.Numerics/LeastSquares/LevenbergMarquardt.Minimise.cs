namespace Titer.Numerics;

public sealed partial class LevenbergMarquardt
{
    private const double LargestDamping = 1e30;

    private FitStatus Minimise<T>(ref T residuals, FitOptions options, double scale) where T : IResiduals, allows ref struct
    {
        Span<double> p = _p.AsSpan(0, _n), pNext = _pNext.AsSpan(0, _n), h = _h.AsSpan(0, _n), d = _d.AsSpan(0, _n);
        ReadOnlySpan<FitParameter> box = _box.AsSpan(0, _n);
        RobustLoss loss = options.Loss;
        d.Clear();
        Evaluate(ref residuals, p, _r, jacobian: true);
        _cost = CostOf(loss, scale, p, _r);
        if (!double.IsFinite(_cost) || !Triangulate(loss, scale, p, _r)) return FitStatus.NonFinite;
        Accept();
        double startCost = _cost;
        double mu = options.InitialDamping, growth = 2;
        bool lastAccepted = true;
        for (int budget = options.MaxIterations - _iterations; ; budget--)
        {
            double offset = Offset(p, box);
            if (offset <= options.OffsetTolerance) return FitStatus.ConvergedGradient;
            if (budget <= 0) return FitStatus.MaxIterations;
            _iterations++;

            double predicted = _step.Solve(p, box, _triangle, _q, d, mu, h);
            double length = 0, size = 0;
            for (int i = 0; i < _n; i++)
            {
                pNext[i] = _step.Target(i, p[i], h[i], box[i]);
                length += d[i] * h[i] * (d[i] * h[i]);
                size += d[i] * p[i] * (d[i] * p[i]);
            }
            if (predicted > 0 && double.IsFinite(predicted))
            {
                // After a step that was taken, the next is likely to be taken as well: its Jacobian comes in the same call.
                Evaluate(ref residuals, pNext, _rNext, lastAccepted);
                double cost = CostOf(loss, scale, pNext, _rNext), gain = (_cost - cost) / predicted;
                bool good = gain > 1e-4;
                if (good && !lastAccepted) Evaluate(ref residuals, pNext, _rNext, jacobian: true);
                if (good && Triangulate(loss, scale, pNext, _rNext))
                {
                    double actual = _cost - cost, before = _cost;
                    (_r, _rNext) = (_rNext, _r);
                    pNext.CopyTo(p);
                    _cost = cost;
                    Accept();
                    double shrink = 2 * gain - 1;
                    mu = Math.Max(mu * Math.Max(1.0 / 3, 1 - shrink * shrink * shrink), 1e-16);
                    growth = 2;
                    lastAccepted = true;
                    if (cost == 0 || (actual <= options.CostTolerance * before && predicted <= options.CostTolerance * before && gain < 2))
                        return FitStatus.ConvergedCost;
                    if (length <= options.StepTolerance * options.StepTolerance * size) return FitStatus.ConvergedStep;
                    continue;
                }
                if (lastAccepted && length <= options.StepTolerance * options.StepTolerance * size) return FitStatus.ConvergedStep;
                // Rounding swallows what the step would gain. That is the end when little is left, or when what is left lies in directions
                // that the residuals hardly see and a light damping closes; else the Jacobian is wrong.
                if (_cost <= 1e-28 * startCost) return FitStatus.ConvergedCost;
                if (predicted <= 1e-14 * _cost) return offset <= 1e-4 || mu <= 1e-2 ? FitStatus.ConvergedCost : FitStatus.Stalled;
            }
            else if (predicted == 0) return FitStatus.ConvergedGradient;
            if (length <= 1e-32 * size || mu > LargestDamping) return FitStatus.Stalled;
            mu *= growth;
            growth *= 2;
            lastAccepted = false;
        }
    }

    private void Evaluate<T>(ref T residuals, ReadOnlySpan<double> p, double[] r, bool jacobian) where T : IResiduals, allows ref struct
    {
        _evaluations++;
        residuals.Evaluate(p, r.AsSpan(0, _m), jacobian ? _jacobian.AsSpan(0, _m * _n) : default);
    }

    private double CostOf(RobustLoss loss, double scale, ReadOnlySpan<double> p, double[] r)
    {
        ReadOnlySpan<double> data = r.AsSpan(0, _m);
        double sum = 0;
        if (loss.Kind == LossKind.Square) sum = FixedDot.Of(data, data);
        else
        {
            double threshold = loss.Tuning * scale, square = threshold * threshold;
            foreach (double value in data) sum += square * loss.Rho(value * value / square, out _);
        }
        for (int i = 0; i < _n; i++)
        {
            if (!_box[i].HasPrior) continue;
            double prior = scale * (p[i] - _box[i].PriorMean) / _box[i].PriorSigma;
            sum += prior * prior;
        }
        return 0.5 * sum;
    }

    /// <summary>R and Q'r of the weighted Jacobian with the priors below it, into the buffers of the next point; false when not finite.</summary>
    private bool Triangulate(RobustLoss loss, double scale, ReadOnlySpan<double> p, double[] r)
    {
        int rows = Fill(loss, scale, p, r);
        TallQr.Reduce(_columns, rows, _n, _n + 1, _triangleNext);
        ReadOnlySpan<double> right = _columns.AsSpan(_n * rows, rows);
        int reduced = Math.Min(_n, rows);
        _qNext.AsSpan(0, _n).Clear();
        right[..reduced].CopyTo(_qNext);
        _unreachableNext = FixedDot.Of(right[reduced..], right[reduced..]);
        foreach (double value in _triangleNext.AsSpan(0, _n * _n))
            if (!double.IsFinite(value)) return false;
        foreach (double value in _qNext.AsSpan(0, _n))
            if (!double.IsFinite(value)) return false;
        return true;
    }

    /// <summary>The Jacobian by columns, the residuals as one more column, the rows of the priors last. Gives the number of rows.</summary>
    private int Fill(RobustLoss loss, double scale, ReadOnlySpan<double> p, double[] r)
    {
        int rows = _m;
        for (int i = 0; i < _n; i++) rows += _box[i].HasPrior ? 1 : 0;
        double threshold = loss.Tuning * scale;
        Span<double> right = _columns.AsSpan(_n * rows, rows);
        r.AsSpan(0, _m).CopyTo(right);
        for (int j = 0; j < _n; j++)
        {
            Span<double> column = _columns.AsSpan(j * rows, rows);
            ReadOnlySpan<double> jacobian = _jacobian.AsSpan(0, _m * _n);
            for (int i = 0, at = j; i < _m; i++, at += _n) column[i] = jacobian[at];
            column[_m..].Clear();
        }
        if (loss.Kind != LossKind.Square)
            for (int i = 0; i < _m; i++)
            {
                double z = right[i] / threshold;
                loss.Rho(z * z, out double slope);
                double weight = Math.Sqrt(slope);
                for (int j = 0; j <= _n; j++) _columns[j * rows + i] *= weight;
            }
        for (int i = 0, row = _m; i < _n; i++)
        {
            if (!_box[i].HasPrior) continue;
            _columns[i * rows + row] = scale / _box[i].PriorSigma;
            right[row++] = scale * (p[i] - _box[i].PriorMean) / _box[i].PriorSigma;
        }
        return rows;
    }

    /// <summary>The point just evaluated becomes the current one; the scaling grows to its column norms.</summary>
    private void Accept()
    {
        (_triangle, _triangleNext) = (_triangleNext, _triangle);
        (_q, _qNext) = (_qNext, _q);
        _unreachable = _unreachableNext;
        for (int j = 0; j < _n; j++)
        {
            double square = 0;
            for (int i = 0; i <= j; i++) square += _triangle[i * _n + j] * _triangle[i * _n + j];
            _d[j] = Math.Max(_d[j], Math.Sqrt(square));
        }
    }

    private double Offset(ReadOnlySpan<double> p, ReadOnlySpan<FitParameter> box)
    {
        int free = _step.FreeAt(p, box, _triangle, _q, _free);
        if (free == 0) return 0;
        double reducible = _step.Reducible(_free.AsSpan(0, free), _triangle, _q);
        double rest = _unreachable + Math.Max(0, FixedDot.Of(_q.AsSpan(0, _n), _q.AsSpan(0, _n)) - reducible);
        int freedom = Math.Max(1, _m - free);
        return rest > 0 ? Math.Sqrt(reducible / free / (rest / freedom)) : double.PositiveInfinity;
    }
}
