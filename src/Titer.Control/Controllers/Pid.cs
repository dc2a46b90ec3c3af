namespace Titer.Control.Controllers;

/// <summary>Tuning of a <see cref="Pid"/>. Gain in output per input unit; times in h; filter time of the derivative = derivative / 8.</summary>
public sealed record PidTuning(
    double Gain, double IntegralTime, double DerivativeTime = 0,
    double Low = 0, double High = 100, double MaximumRatePerHour = double.PositiveInfinity);

/// <summary>
/// PID in positional form with derivative on the measurement, output and rate limits, anti-windup by back-calculation with tracking
/// time T_t = T_i (or sqrt(T_i T_d)), and bumpless start from any output (Astrom and Hagglund, Advanced PID Control, 2006, ch. 3).
/// </summary>
public sealed class Pid(PidTuning tuning)
{
    private double _integral, _filtered, _derivative, _output;

    public double Output => _output;

    /// <summary>Starts (or restarts) so that the first output is <paramref name="output"/> whatever the error is.</summary>
    public void Start(double setPoint, double measured, double output)
    {
        _output = Math.Clamp(output, tuning.Low, tuning.High);
        _integral = _output - tuning.Gain * (setPoint - measured);
        _filtered = measured;
        _derivative = 0;
    }

    /// <summary>One sample. <paramref name="hours"/> since the last one, positive.</summary>
    public double Next(double setPoint, double measured, double hours)
    {
        double proportional = tuning.Gain * (setPoint - measured);
        if (tuning.DerivativeTime > 0)
        {
            double filter = tuning.DerivativeTime / 8, previous = _filtered;
            _filtered += hours / (filter + hours) * (measured - _filtered);
            _derivative = -tuning.Gain * tuning.DerivativeTime * (_filtered - previous) / hours;
        }
        double wanted = proportional + _integral + _derivative;
        double step = tuning.MaximumRatePerHour * hours;
        double next = Math.Clamp(Math.Clamp(wanted, _output - step, _output + step), tuning.Low, tuning.High);

        double tracking = tuning.DerivativeTime > 0 ? Math.Sqrt(tuning.IntegralTime * tuning.DerivativeTime) : tuning.IntegralTime;
        _integral += hours * (tuning.Gain / tuning.IntegralTime * (setPoint - measured) + Math.Min(1 / tracking, 1 / hours) * (next - wanted));
        return _output = next;
    }
}
