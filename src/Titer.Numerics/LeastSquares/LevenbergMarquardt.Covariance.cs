namespace Titer.Numerics;

public sealed partial class LevenbergMarquardt
{
    private double[] _covariance = [], _inverse = [];
    private bool[] _atBound = [];
    private int _freeCount;
    private bool _determined;

    /// <summary>
    /// Covariance of the parameters, n x n, row-major: s^2 (J'J + s^2 P)^-1 over the parameters that are free, P the precision of the
    /// priors, s^2 the variance of the residuals; with a robust loss after Huber (Robust Statistics, 1981, eq. 6.5). The rows of
    /// parameters on a bound or fixed are zero: the others hold given that they stay there. NaN when the data do not determine the
    /// parameters, or leave no degree of freedom to estimate s.
    /// </summary>
    public ReadOnlySpan<double> Covariance => _covariance.AsSpan(0, _n * _n);

    /// <summary>Whether the parameter ended on a bound that it would like to cross; its covariance then says nothing.</summary>
    public bool IsAtBound(int parameter) => _atBound[parameter];

    /// <summary>Standard uncertainty; zero when fixed, NaN on a bound or when not determined.</summary>
    public double StandardUncertainty(int parameter) =>
        _atBound[parameter] ? double.NaN : Math.Sqrt(_covariance[parameter * _n + parameter]);

    /// <summary>Correlation of two free parameters, -1 to 1; NaN for others.</summary>
    public double Correlation(int i, int j) =>
        _covariance[i * _n + j] / Math.Sqrt(_covariance[i * _n + i] * _covariance[j * _n + j]);

    private double SumOfSquares { get; set; }
    private double DegreesOfFreedom { get; set; }
    private double Scale { get; set; }

    /// <summary>Condition number of the Jacobian of the free parameters, columns scaled to unit length; infinite when singular.</summary>
    public double ConditionNumber()
    {
        int f = _freeCount;
        if (f == 0) return 1;
        // Columns of R_F, normalised, one below the other; their singular values by one-sided Jacobi rotations.
        Span<double> columns = _inverse.AsSpan(0, f * f);
        for (int c = 0; c < f; c++)
        {
            double norm = 0;
            for (int i = 0; i < f; i++) norm += _triangleNext[i * f + c] * _triangleNext[i * f + c];
            if (norm == 0) return double.PositiveInfinity;
            norm = Math.Sqrt(norm);
            for (int i = 0; i < f; i++) columns[c * f + i] = _triangleNext[i * f + c] / norm;
        }
        return SingularValues.Ratio(columns, f, f);
    }

    private void Covary(FitOptions options, double scale)
    {
        SumOfSquares = FixedDot.Of(_r.AsSpan(0, _m), _r.AsSpan(0, _m));
        Array.Clear(_covariance);
        for (int i = 0; i < _n; i++) _atBound[i] = !_box[i].IsFixed;
        for (int c = 0; c < _freeCount; c++) _atBound[_free[c]] = false;

        bool robust = options.Loss.Kind != LossKind.Square;
        _determined = Invert();
        double priorShare = _determined ? PriorShare(scale) : 0;
        DegreesOfFreedom = _m - _freeCount + priorShare;
        Scale = options.SigmaKnown ? 1
            : robust ? scale
            : DegreesOfFreedom > 1e-9 ? Math.Sqrt(SumOfSquares / DegreesOfFreedom)
            : double.NaN;
        double factor = _determined ? robust ? HuberFactor(options.Loss, scale) : Scale * Scale : double.NaN;
        for (int a = 0; a < _freeCount; a++)
            for (int b = 0; b < _freeCount; b++)
                _covariance[_free[a] * _n + _free[b]] = _determined ? _inverse[a * _freeCount + b] * factor : double.NaN;
    }

    /// <summary>(R_F'R_F)^-1 into <see cref="_inverse"/>, R_F itself into <see cref="_triangleNext"/>; false when singular to rounding.</summary>
    private bool Invert()
    {
        int f = _freeCount, n = _n;
        for (int c = 0; c < f; c++)
            for (int i = 0; i < n; i++) _columns[c * n + i] = _triangle[i * n + _free[c]];
        TallQr.Reduce(_columns, n, f, f, _triangleNext);
        Span<double> r = _triangleNext.AsSpan(0, f * f), inverse = _columns.AsSpan(0, f * f);
        for (int c = 0; c < f; c++)
        {
            double norm = 0;
            for (int i = 0; i <= c; i++) norm += r[i * f + c] * r[i * f + c];
            // The part of a column that the columns before it do not explain has drowned in rounding.
            if (!(Math.Abs(r[c * f + c]) > 1e-15 * f * Math.Sqrt(norm))) return false;
        }
        for (int c = 0; c < f; c++)
            for (int i = f - 1; i >= 0; i--)
            {
                double sum = i == c ? 1 : 0;
                for (int k = i + 1; k < f; k++) sum -= r[i * f + k] * inverse[k * f + c];
                inverse[i * f + c] = sum / r[i * f + i];
            }
        for (int a = 0; a < f; a++)
            for (int b = 0; b <= a; b++)
            {
                double sum = 0;
                for (int k = a; k < f; k++) sum += inverse[a * f + k] * inverse[b * f + k];
                _inverse[a * f + b] = _inverse[b * f + a] = sum;
            }
        return true;
    }

    /// <summary>How many parameters' worth the priors determine, the trace of s^2 P (J'J + s^2 P)^-1.</summary>
    private double PriorShare(double scale)
    {
        double share = 0;
        for (int c = 0; c < _freeCount; c++)
            if (_box[_free[c]].HasPrior)
                share += _inverse[c * _freeCount + c] * scale * scale / (_box[_free[c]].PriorSigma * _box[_free[c]].PriorSigma);
        return share;
    }

    /// <summary>Huber's factor on (J'J)^-1.</summary>
    private double HuberFactor(RobustLoss loss, double scale)
    {
        double threshold = loss.Tuning * scale, psi2 = 0, slope = 0, slope2 = 0;
        for (int i = 0; i < _m; i++)
        {
            double z = _r[i] / threshold;
            loss.Rho(z * z, out double w);
            double s = loss.InfluenceSlope(z * z);
            psi2 += _r[i] * w * (_r[i] * w);
            slope += s;
            slope2 += s * s;
        }
        slope /= _m;
        double variance = slope2 / _m - slope * slope, k = 1 + _n / (double)_m * variance / (slope * slope);
        return DegreesOfFreedom > 1e-9 && slope > 0 ? k * k * psi2 / DegreesOfFreedom / (slope * slope) : double.NaN;
    }

    private void Unknown()
    {
        SumOfSquares = FixedDot.Of(_r.AsSpan(0, _m), _r.AsSpan(0, _m));
        (DegreesOfFreedom, Scale, _determined, _freeCount) = (_m - _n, double.NaN, false, 0);
        Array.Clear(_atBound);
        _covariance.AsSpan(0, _n * _n).Fill(double.NaN);
    }
}
