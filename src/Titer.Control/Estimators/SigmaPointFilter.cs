using Titer.Numerics;

namespace Titer.Control.Estimators;

/// <summary>
/// Sigma-point Kalman filter in square-root form: points at m and m +- h s_i are moved by the model itself, which gives mean and covariance to second
/// order without derivatives. One filter for both families, central differences and the unscented transform (<see cref="SigmaPointWeights"/>):
/// in terms of first and second differences along the directions they differ only in the weight of the second ones. All pieces of the covariance
/// are added as roots, by one Householder triangle (van der Merwe and Wan, ICASSP 2001). Only an unscented transform with negative weights takes
/// anything away, and no further than positive.
/// </summary>
public sealed class SigmaPointFilter : SquareRootFilter
{
    // How much of a direction's variance a negative weight may take.
    private const double LargestTake = 1 - 1e-6;

    private readonly SigmaPointWeights _weights;
    private readonly double[] _plus, _minus, _centre, _noise, _stacked, _workspace, _shift;

    public SigmaPointFilter(ReadOnlySpan<double> mean, ReadOnlySpan<double> standardDeviations)
        : this(mean, standardDeviations, SigmaPointWeights.CentralDifference) { }

    public SigmaPointFilter(ReadOnlySpan<double> mean, ReadOnlySpan<double> standardDeviations, SigmaPointWeights weights)
        : base(mean, standardDeviations)
    {
        int n = mean.Length;
        _weights = weights;
        (_plus, _minus, _centre, _noise) = (new double[n], new double[n], new double[n], new double[n]);
        (_shift, _workspace, _stacked) = (new double[n], new double[n], new double[3 * n * n]);
    }

    public override void Predict<TModel>(ref TModel model, double hours)
    {
        int n = States;
        model.ProcessNoise(Mean, _noise);
        Mean.CopyTo(_centre);
        model.Propagate(_centre.AsSpan().AsReal(), hours);

        // Rows of _stacked: n first differences, n second differences, n noises; R'R of the stack is the new covariance.
        double first = 0.5 / _weights.Spread;
        _shift.AsSpan().Clear();
        for (int k = 0; k < n; k++)
        {
            Span<double> firstRow = _stacked.AsSpan(k * n, n), secondRow = _stacked.AsSpan((n + k) * n, n);
            bool drives = false;
            for (int i = 0; i < n; i++)
            {
                double step = Spread(i, k);
                drives |= step != 0 && model.Drives(i);
            }
            if (drives)
            {
                model.Propagate(_plus.AsSpan().AsReal(), hours);
                model.Propagate(_minus.AsSpan().AsReal(), hours);
            }
            else
            {
                for (int i = 0; i < n; i++)
                {
                    _plus[i] += _centre[i] - Mean[i];
                    _minus[i] += _centre[i] - Mean[i];
                }
            }
            for (int i = 0; i < n; i++)
            {
                double curvature = _plus[i] + _minus[i] - 2 * _centre[i];
                firstRow[i] = first * (_plus[i] - _minus[i]);
                secondRow[i] = _weights.Curvature * curvature;
                _shift[i] += curvature;
            }
        }
        if (_weights.Mixture != 0)
            for (int k = 0; k < n; k++) FixedDot.Add(_weights.Curvature * _weights.Mixture, _shift, _stacked.AsSpan((n + k) * n, n));
        double time = Math.Sqrt(hours), share = 2 * first * first; // 1 / (2 h^2)
        Span<double> noiseRows = _stacked.AsSpan(2 * n * n, n * n);
        noiseRows.Clear();
        for (int i = 0; i < n; i++)
        {
            _shift[i] *= share;
            _centre[i] += _shift[i];
            noiseRows[i * n + i] = _noise[i] * time;
        }
        Gather(_centre, _stacked, 3 * n, _workspace);
        if (_weights.Deficit > 0) TakeAway();
    }

    public override (double Mean, double Variance) Expect<TMeasure>(ref TMeasure measure)
    {
        int n = States;
        double centre = measure.Read(Mean.AsReal()).Value, sum = 0, explained = 0, curved = 0;
        double first = 0.5 / _weights.Spread;
        for (int k = 0; k < n; k++)
        {
            for (int i = 0; i < n; i++) Spread(i, k);
            double high = measure.Read<Real>(_plus.AsSpan().AsReal()).Value, low = measure.Read<Real>(_minus.AsSpan().AsReal()).Value;
            double d = first * (high - low), curvature = high + low - 2 * centre;
            Sensitivity[k] = d;
            explained += d * d;
            sum += curvature;
            _workspace[k] = curvature;
        }
        foreach (double curvature in _workspace)
        {
            double part = _weights.Curvature * (curvature + _weights.Mixture * sum);
            curved += part * part;
        }
        double shift = 2 * first * first * sum;
        // With less than what is explained, state and reading together would have no covariance.
        return (centre + shift, explained + Math.Max(0, curved - _weights.Deficit * shift * shift));
    }

    /// <summary>One element of the two points of a direction; gives how far they are from the mean.</summary>
    private double Spread(int state, int direction)
    {
        double step = _weights.Spread * Root[state * States + direction];
        _plus[state] = Mean[state] + step;
        _minus[state] = Mean[state] - step;
        return step;
    }

    /// <summary>
    /// Takes the deficit times d d' off the covariance: with L p = d, L (I - p p') L' has the root of Potter's update, as if p had been measured.
    /// </summary>
    private void TakeAway()
    {
        int n = States;
        double factor = Math.Sqrt(_weights.Deficit), square = 0;
        Span<double> p = _workspace;
        for (int i = 0; i < n; i++)
        {
            ReadOnlySpan<double> row = Root.Slice(i * n, n);
            double rest = factor * _shift[i] - FixedDot.Of(row[..i], p);
            p[i] = row[i] > 0 ? rest / row[i] : 0;
            square += p[i] * p[i];
        }
        if (!(square > 0)) return;
        Correct(p, 0, square > LargestTake ? square / LargestTake : 1);
    }
}
