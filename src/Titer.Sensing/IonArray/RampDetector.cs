namespace Titer.Sensing.IonArray;

/// <summary>
/// Searches a difference of two electrodes, one value per step, for a ramp of unknown onset and rate: the generalised likelihood ratio of
/// A. S. Willsky and H. L. Jones (IEEE Trans. Autom. Control 21 (1976) 108-112). A Kalman filter holds what a good pair does: a constant
/// difference (calibration) that walks slowly, and a wander around it that is forgotten in days (Ornstein-Uhlenbeck). For every onset in
/// the last four weeks it knows what a ramp would have left in the innovations, and fits the rate to them.
/// </summary>
/// <remarks>
/// An innovation beyond three spreads is not taken in: a transient, a bubble or an outage is a gap to this filter. The ramp must have
/// lasted a week. All sizes are in parts of the limit of agreement L that the user gives, none comes from a data set: wander L/2 with a
/// correlation time of 3 d (the weather's), calibration L/2, walk L/4 per root month, step noise L/10.
/// </remarks>
public sealed class RampDetector
{
    /// <summary>Steps a day.</summary>
    public const int StepsPerDay = 4;
    public const int OnsetDays = 28, LeastDays = 7;
    private const double CorrelationDays = 3, GateSpreads = 3;

    private static readonly double Forget = Math.Exp(-1.0 / (StepsPerDay * CorrelationDays));

    private readonly double _wanderStep, _walkStep, _noise, _wander, _calibration;
    private readonly long[] _onset = new long[OnsetDays];
    private readonly double[] _leftWander = new double[OnsetDays], _leftOffset = new double[OnsetDays];
    private readonly double[] _information = new double[OnsetDays], _score = new double[OnsetDays];
    private double _xWander, _xOffset, _pWander, _pOffset, _pCross;
    private int _count;
    private long _step = -1;

    /// <param name="limit">How far two good electrodes may be apart, in the unit of the values (coverage factor 2).</param>
    public RampDetector(double limit)
    {
        double wander = limit / 2;
        _wander = wander * wander;
        _wanderStep = _wander * (1 - Forget * Forget);
        _walkStep = limit * limit / 16 / (30 * StepsPerDay);
        _calibration = _wander;
        _noise = limit * limit / 100;
    }

    /// <summary>Largest likelihood ratio as a signed number of standard deviations; NaN in the first week.</summary>
    public double Significance { get; private set; } = double.NaN;
    /// <summary>Rate of the ramp that <see cref="Significance"/> speaks of, per week, and its standard uncertainty.</summary>
    public double Rate { get; private set; } = double.NaN;
    public double RateUncertainty { get; private set; } = double.NaN;
    /// <summary>How many steps ago that ramp began.</summary>
    public int StepsSinceOnset { get; private set; }
    /// <summary>Rate since the earliest onset considered, per week: the drift of the last four weeks, or of all there is.</summary>
    public double LongRate { get; private set; } = double.NaN;
    public double LongRateUncertainty { get; private set; } = double.NaN;

    /// <param name="value">Median difference of this step; NaN when there was none.</param>
    public void Step(double value)
    {
        Predict();
        if (_step % StepsPerDay == 0) Begin();
        if (double.IsNaN(value)) return;
        double variance = _pWander + 2 * _pCross + _pOffset + _noise, innovation = value - _xWander - _xOffset;
        if (Math.Abs(innovation) > GateSpreads * Math.Sqrt(variance)) return;
        double gainWander = (_pWander + _pCross) / variance, gainOffset = (_pCross + _pOffset) / variance;
        (_xWander, _xOffset) = (_xWander + gainWander * innovation, _xOffset + gainOffset * innovation);
        _pWander -= gainWander * gainWander * variance;
        _pOffset -= gainOffset * gainOffset * variance;
        _pCross -= gainWander * gainOffset * variance;
        for (int i = 0; i < _count; i++)
        {
            double signature = (_step - _onset[i]) / (7.0 * StepsPerDay) - _leftWander[i] - _leftOffset[i];
            _information[i] += signature * signature / variance;
            _score[i] += signature * innovation / variance;
            _leftWander[i] += gainWander * signature;
            _leftOffset[i] += gainOffset * signature;
        }
        Decide();
    }

    private void Predict()
    {
        if (_step++ < 0)
        {
            (_pWander, _pOffset, _pCross) = (_wander, _calibration, 0);
            return;
        }
        _xWander *= Forget;
        _pWander = Forget * Forget * _pWander + _wanderStep;
        _pCross *= Forget;
        _pOffset += _walkStep;
        for (int i = 0; i < _count; i++) _leftWander[i] *= Forget;
    }

    /// <summary>A new onset today; the one of four weeks ago is given up.</summary>
    private void Begin()
    {
        if (_count == OnsetDays)
        {
            foreach (double[] a in (ReadOnlySpan<double[]>)[_leftWander, _leftOffset, _information, _score]) Array.Copy(a, 1, a, 0, OnsetDays - 1);
            Array.Copy(_onset, 1, _onset, 0, OnsetDays - 1);
            _count--;
        }
        (_onset[_count], _leftWander[_count], _leftOffset[_count], _information[_count], _score[_count]) = (_step, 0, 0, 0, 0);
        _count++;
    }

    private void Decide()
    {
        double largest = -1;
        for (int i = 0; i < _count && _step - _onset[i] >= LeastDays * StepsPerDay; i++)
        {
            if (!(_information[i] > 0)) continue;
            double rate = _score[i] / _information[i], u = 1 / Math.Sqrt(_information[i]);
            if (i == 0) (LongRate, LongRateUncertainty) = (rate, u);
            if (Math.Abs(rate) / u <= largest) continue;
            largest = Math.Abs(rate) / u;
            (Significance, Rate, RateUncertainty, StepsSinceOnset) = (rate / u, rate, u, (int)(_step - _onset[i]));
        }
    }
}
