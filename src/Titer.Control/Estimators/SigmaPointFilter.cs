using Titer.Numerics;

namespace Titer.Control.Estimators;

/// <summary>
/// Unscented Kalman filter in square-root, central-difference form: sigma points at m and m +- sqrt(3) s_i (the unscented set with n + kappa = 3),
/// second-order accurate mean and covariance (Norgaard, Poulsen and Ravn, Automatica 36 (2000) 1627, DD2; van der Merwe and Wan 2001).
/// In that form every weight of the covariance is positive for any n, where the plain unscented form has a negative centre weight above
/// n = 3, so the covariance S S' is positive definite by construction and never has to be repaired. Measurements are scalars taken one by one;
/// their update is Potter's (Bierman 1977, ch. II.9): S+ = S (I - a d d'), again without subtraction of covariances.
/// Owns its workspace; nothing is allocated after construction. Not thread-safe.
/// </summary>
public sealed class SigmaPointFilter
{
    private static readonly double Spread = Math.Sqrt(3);

    private readonly int _n;
    private readonly double[] _mean, _root; // _root: rows = states, columns = directions; P = root * root'
    private readonly double[] _plus, _minus, _centre, _noise, _stacked, _workspace, _sensitivity;

    public SigmaPointFilter(ReadOnlySpan<double> mean, ReadOnlySpan<double> standardDeviations)
    {
        _n = mean.Length;
        _mean = mean.ToArray();
        _root = new double[_n * _n];
        for (int i = 0; i < _n; i++) _root[i * _n + i] = standardDeviations[i];
        _plus = new double[_n];
        _minus = new double[_n];
        _centre = new double[_n];
        _noise = new double[_n];
        _sensitivity = new double[_n];
        _stacked = new double[3 * _n * _n];
        _workspace = new double[_n];
    }

    public int States => _n;

    public ReadOnlySpan<double> Mean => _mean;

    /// <summary>A square root of the covariance, row-major, rows are states.</summary>
    public ReadOnlySpan<double> Root => _root;

    public void CopyTo(Span<double> mean, Span<double> root)
    {
        _mean.CopyTo(mean);
        _root.CopyTo(root);
    }

    public void Restore(ReadOnlySpan<double> mean, ReadOnlySpan<double> root)
    {
        mean.CopyTo(_mean);
        root.CopyTo(_root);
    }

    public double Variance(int state)
    {
        double sum = 0;
        foreach (double s in _root.AsSpan(state * _n, _n)) sum += s * s;
        return sum;
    }

    /// <summary>Covariance as its lower triangle by rows, n(n+1)/2 numbers.</summary>
    public void Covariance(Span<double> lower) => PackedGram(_root, _n, lower);

    /// <summary>Moves mean and covariance over a time step.</summary>
    public void Predict<TModel>(ref TModel model, double hours) where TModel : struct, ISigmaPointModel
    {
        int n = _n;
        model.ProcessNoise(_mean, _noise);
        _mean.CopyTo(_centre, 0);
        model.Propagate(_centre, hours);

        // Rows of _stacked: n first differences, n second differences, n noises; R'R of the stack is the new covariance.
        const double Second = 0.2357022603955158; // sqrt(h^2 - 1) / (2 h^2) at h^2 = 3
        double first = 0.5 / Spread;
        Span<double> shift = _workspace;
        shift.Clear();
        for (int k = 0; k < n; k++)
        {
            Span<double> firstRow = _stacked.AsSpan(k * n, n), secondRow = _stacked.AsSpan((n + k) * n, n);
            bool drives = false;
            for (int i = 0; i < n; i++)
            {
                double step = Spread * _root[i * n + k];
                _plus[i] = _mean[i] + step;
                _minus[i] = _mean[i] - step;
                drives |= step != 0 && model.Drives(i);
            }
            if (drives)
            {
                model.Propagate(_plus, hours);
                model.Propagate(_minus, hours);
            }
            else
            {
                for (int i = 0; i < n; i++)
                {
                    _plus[i] += _centre[i] - _mean[i];
                    _minus[i] += _centre[i] - _mean[i];
                }
            }
            for (int i = 0; i < n; i++)
            {
                double curvature = _plus[i] + _minus[i] - 2 * _centre[i];
                firstRow[i] = first * (_plus[i] - _minus[i]);
                secondRow[i] = Second * curvature;
                shift[i] += curvature * (1.0 / 6);
            }
        }
        double time = Math.Sqrt(hours);
        Span<double> noiseRows = _stacked.AsSpan(2 * n * n, n * n);
        noiseRows.Clear();
        for (int i = 0; i < n; i++)
        {
            _mean[i] = _centre[i] + shift[i];
            noiseRows[i * n + i] = _noise[i] * time;
        }
        HouseholderTriangle.Reduce(_stacked, 3 * n, n, _workspace);
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++) _root[i * n + j] = _stacked[j * n + i];
    }

    /// <summary>What a scalar measurement is expected to read, and the variance of that expectation without the sensor's own.</summary>
    public (double Mean, double Variance) Expect<TMeasure>(ref TMeasure measure) where TMeasure : struct, IMeasurementModel
    {
        int n = _n;
        double centre = measure.Read(_mean), mean = centre, variance = 0;
        double first = 0.5 / Spread;
        for (int k = 0; k < n; k++)
        {
            for (int i = 0; i < n; i++)
            {
                double step = Spread * _root[i * n + k];
                _plus[i] = _mean[i] + step;
                _minus[i] = _mean[i] - step;
            }
            double high = measure.Read(_plus), low = measure.Read(_minus);
            double d = first * (high - low), curvature = high + low - 2 * centre;
            _sensitivity[k] = d;
            mean += curvature * (1.0 / 6);
            variance += d * d + curvature * curvature * (1.0 / 18);
        }
        return (mean, variance);
    }

    /// <summary>Takes the measurement for which <see cref="Expect"/> was called last.</summary>
    public void Update(double innovation, double innovationVariance)
    {
        int n = _n;
        double explained = 0;
        foreach (double d in _sensitivity) explained += d * d;
        // I - a d d' has the determinant 1 - explained / innovationVariance > 0
        double a = 1 / (innovationVariance + Math.Sqrt(innovationVariance * Math.Max(innovationVariance - explained, 0)));
        double gain = innovation / innovationVariance;
        for (int i = 0; i < n; i++)
        {
            Span<double> row = _root.AsSpan(i * n, n);
            double covariance = 0;
            for (int k = 0; k < n; k++) covariance += row[k] * _sensitivity[k];
            _mean[i] += covariance * gain;
            double factor = a * covariance;
            for (int k = 0; k < n; k++) row[k] -= factor * _sensitivity[k];
        }
    }

    /// <summary>Moves the mean along a direction by a distance that is known to a standard uncertainty (in units of the direction).</summary>
    public void Shift(ReadOnlySpan<double> direction, double distance, double uncertainty)
    {
        int n = _n;
        for (int i = 0; i < n; i++)
        {
            _mean[i] += distance * direction[i];
            for (int k = 0; k < n; k++) _stacked[k * n + i] = _root[i * n + k];
            _stacked[n * n + i] = uncertainty * direction[i];
        }
        HouseholderTriangle.Reduce(_stacked, n + 1, n, _workspace);
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++) _root[i * n + j] = _stacked[j * n + i];
    }

    /// <summary>The lower triangle of root * root' by rows.</summary>
    public static void PackedGram(ReadOnlySpan<double> root, int n, Span<double> lower)
    {
        for (int i = 0, at = 0; i < n; i++)
            for (int j = 0; j <= i; j++, at++)
                lower[at] = System.Numerics.Tensors.TensorPrimitives.Dot(root.Slice(i * n, n), root.Slice(j * n, n));
    }
}
