namespace Titer.Sensing.IonArray;

/// <summary>
/// The state of one site against the others of its set: offset, drift rate, loss of slope and response lag, by a Kalman filter on
/// z = x_i - r = offset - loss (r - mean r) - lag dr/dt, where r is the median of the other sites. Offset grows with the rate; the other
/// states walk slowly. Loss and lag are learnt only while the medium changes. A membrane that fouls becomes slow and loses slope
/// (E. Bakker, P. Buehlmann, E. Pretsch, Chem. Rev. 97 (1997) 3083-3132).
/// </summary>
public sealed class SiteState
{
    private const int N = 4;
    // Of a site as calibrated: [pH], [pH]/h, fraction, h.
    private static readonly double[] Initial = [0.03, 0.002, 0.05, 0.05];
    // How far each walks in the square root of an hour.
    private static readonly double[] Walk = [2e-4, 1e-4, 0.004, 0.004];
    private const double MeanHours = 12, SlopeHours = 0.1, GateSpreads = 5;

    private readonly double _noise;
    private readonly double[] _x = new double[N], _p = new double[N * N], _h = new double[N], _gain = new double[N];
    private DateTimeOffset _last = DateTimeOffset.MinValue;
    private double _mean, _previous, _slope;
    private ulong _members;

    /// <param name="noise">Of one read-out of one site, [pH].</param>
    public SiteState(double noise)
    {
        _noise = noise;
        for (int i = 0; i < N; i++) _p[i * N + i] = Initial[i] * Initial[i];
    }

    /// <summary>[pH] against the others.</summary>
    public double Offset => _x[0];
    public double OffsetUncertainty => Math.Sqrt(_p[0]);
    /// <summary>[pH]/h against the others.</summary>
    public double Rate => _x[1];
    public double RateUncertainty => Math.Sqrt(_p[N + 1]);
    /// <summary>Fraction of the others' slope that is missing.</summary>
    public double SlopeLoss => _x[2];
    public double SlopeLossUncertainty => Math.Sqrt(_p[2 * N + 2]);
    /// <summary>h behind the others.</summary>
    public double Lag => _x[3];
    public double LagUncertainty => Math.Sqrt(_p[3 * N + 3]);

    /// <param name="value">pH of the site.</param>
    /// <param name="others">Median pH of the other sites.</param>
    /// <param name="count">How many others.</param>
    /// <param name="members">Which others, as bits; others of other calibration error make another offset.</param>
    public void Add(DateTimeOffset time, double value, double others, int count, ulong members)
    {
        if (members != _members) _p[0] += Initial[0] * Initial[0];
        _members = members;
        if (_last == DateTimeOffset.MinValue)
        {
            (_last, _mean, _previous) = (time, others, others);
            return;
        }
        double hours = (time - _last).TotalHours;
        if (!(hours > 0)) return;
        _last = time;
        _mean += (1 - Math.Exp(-hours / MeanHours)) * (others - _mean);
        Predict(hours);
        // The slope as it was before this reading: with it, the noise of the others would be on both sides and look like a lag.
        (_h[0], _h[1], _h[2], _h[3]) = (1, 0, -(others - _mean), -_slope);
        Update(value - others, _noise * _noise * (1 + 1.0 / count));
        _slope += (1 - Math.Exp(-hours / SlopeHours)) * ((others - _previous) / hours - _slope);
        _previous = others;
    }

    private void Predict(double hours)
    {
        _x[0] += hours * _x[1];
        for (int j = 0; j < N; j++) _p[j] += hours * _p[N + j];
        for (int i = 0; i < N; i++) _p[i * N] += hours * _p[i * N + 1];
        for (int i = 0; i < N; i++) _p[i * N + i] += Walk[i] * Walk[i] * hours;
    }

    private void Update(double z, double variance)
    {
        double innovation = z;
        for (int i = 0; i < N; i++)
        {
            innovation -= _h[i] * _x[i];
            _gain[i] = 0;
            for (int j = 0; j < N; j++) _gain[i] += _p[i * N + j] * _h[j];
        }
        for (int i = 0; i < N; i++) variance += _h[i] * _gain[i];
        if (Math.Abs(innovation) > GateSpreads * Math.Sqrt(variance)) return;
        for (int i = 0; i < N; i++) _x[i] += _gain[i] * innovation / variance;
        for (int i = 0; i < N; i++)
            for (int j = 0; j <= i; j++) _p[i * N + j] = _p[j * N + i] = _p[i * N + j] - _gain[i] * _gain[j] / variance;
    }
}
