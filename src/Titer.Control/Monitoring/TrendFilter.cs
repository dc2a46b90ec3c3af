using Titer.Core;

namespace Titer.Control.Monitoring;

/// <summary>Level (in the unit) and rate (unit/h) with their covariance.</summary>
public readonly record struct Trend(double Level, double Rate, double LevelVariance, double Covariance, double RateVariance);

/// <summary>Explicit state of the filter of one signal: a Kalman filter and a probability for each member of the grid.</summary>
public sealed class TrendState
{
    public TrendState(TrendParameters parameters)
    {
        Parameters = parameters;
        Members = new Trend[parameters.Members];
        Weights = new double[parameters.Members];
        TrendFilter.Forget(this);
    }

    public TrendParameters Parameters { get; }
    internal Trend[] Members { get; }
    internal double[] Weights { get; }
    internal DateTimeOffset? Time { get; set; }
    internal int HeldBack { get; set; }
    internal int HeldBackSide { get; set; }
    /// <summary>Variance of the calibration, common to all readings: it is not averaged away and does not touch the rate.</summary>
    internal double CalibrationVariance { get; set; }
}

/// <summary>
/// Filtered value and rate of one signal: Kalman filters of the local linear trend dx = v dt, dv = sqrt(q) dw (Harvey, Forecasting,
/// Structural Time Series Models and the Kalman Filter, Cambridge 1989; irregular times by the exact discretisation).
/// Noise and q are not set but weighed by the likelihood of their innovations: interacting multiple models over a grid of both, which
/// may switch at any time (Blom and Bar-Shalom, IEEE Trans. Autom. Control 33 (1988) 780). The moments of the mixture are the answer.
/// </summary>
public static class TrendFilter
{
    /// <summary>
    /// Takes one reading. Beyond the gate it is held back; a second in a row on the same side is a jump of the signal and starts the filter
    /// anew there.
    /// </summary>
    public static Innovation Update(TrendState state, Measurement reading)
    {
        Predict(state, reading.Time);
        Trend before = Mixture(state);
        double noise = MeanNoise(state);
        double innovation = reading.Value - before.Level;
        double spread = Math.Sqrt(before.LevelVariance + noise);
        if (reading.Quality.IsBad)
            return new(reading.Tag, reading.Time, double.IsFinite(innovation) ? innovation : 0, spread, false, reading.Quality.Reason);

        if (Math.Abs(innovation) > TrendParameters.Gate * spread)
        {
            int side = Math.Sign(innovation);
            state.HeldBack = side == state.HeldBackSide ? state.HeldBack + 1 : 1;
            state.HeldBackSide = side;
            if (state.HeldBack < 2)
                return new(reading.Tag, reading.Time, innovation, spread, false, "implausible jump, held back");
            Restart(state, reading.Value);
        }
        else
        {
            Correct(state, reading.Value);
        }
        (state.HeldBack, state.HeldBackSide) = (0, 0);
        double total = reading.StandardUncertainty * reading.StandardUncertainty;
        // What is not noise is calibration; the grid of noise is coarse, so at least half of the variance counts as that.
        state.CalibrationVariance = Math.Max(total / 2, total - MeanNoise(state));
        return new(reading.Tag, reading.Time, innovation, spread, true);
    }

    /// <summary>The signal at the time of the last prediction or update, uncertainty of the calibration included.</summary>
    public static Trend Value(TrendState state)
    {
        Trend mixture = Mixture(state);
        return mixture with { LevelVariance = mixture.LevelVariance + state.CalibrationVariance };
    }

    /// <summary>Carries the state forward; an earlier time leaves it as it is.</summary>
    public static void Predict(TrendState state, DateTimeOffset time)
    {
        if (state.Time is not { } last) { state.Time = time; return; }
        double h = (time - last).TotalHours;
        if (h <= 0) return;
        state.Time = time;
        TrendParameters p = state.Parameters;
        Mix(state, 1 - Math.Pow(0.5, h / TrendParameters.HalfLife));
        for (int i = 0; i < state.Members.Length; i++)
        {
            double q = p.Accelerations[i % p.Accelerations.Length];
            Trend m = state.Members[i];
            Trend next = new(
                m.Level + h * m.Rate, m.Rate,
                m.LevelVariance + 2 * h * m.Covariance + h * h * m.RateVariance + q * h * h * h / 3,
                m.Covariance + h * m.RateVariance + q * h * h / 2,
                m.RateVariance + q * h);
            // Without readings nothing is known better, and nothing worse, than before the first one.
            state.Members[i] = next.LevelVariance > p.PriorSpread * p.PriorSpread ? Prior(p) : next;
        }
    }

    /// <summary>With a small probability the signal has changed to any other member: interaction step of the method.</summary>
    private static void Mix(TrendState state, double change)
    {
        Trend mean = Mixture(state);
        Span<double> weights = state.Weights;
        double share = change / weights.Length;
        for (int i = 0; i < weights.Length; i++)
        {
            double stay = (1 - change) * weights[i], all = stay + share;
            Trend m = state.Members[i];
            double a = stay / all, b = share / all, dl = m.Level - mean.Level, dr = m.Rate - mean.Rate;
            state.Members[i] = new(
                a * m.Level + b * mean.Level, a * m.Rate + b * mean.Rate,
                a * m.LevelVariance + b * mean.LevelVariance + a * b * dl * dl,
                a * m.Covariance + b * mean.Covariance + a * b * dl * dr,
                a * m.RateVariance + b * mean.RateVariance + a * b * dr * dr);
            weights[i] = all;
        }
    }

    internal static void Forget(TrendState state)
    {
        Array.Fill(state.Members, Prior(state.Parameters));
        Array.Fill(state.Weights, 1.0 / state.Weights.Length);
    }

    private static Trend Prior(TrendParameters p) =>
        new(p.PriorLevel, 0, p.PriorSpread * p.PriorSpread, 0, p.PriorRateSpread * p.PriorRateSpread);

    private static double Noise(TrendParameters p, int member)
    {
        double r = p.Repeatabilities[member / p.Accelerations.Length];
        return r * r;
    }

    private static void Correct(TrendState state, double reading)
    {
        double sum = 0;
        for (int i = 0; i < state.Members.Length; i++)
        {
            Trend m = state.Members[i];
            double r = Noise(state.Parameters, i), s = m.LevelVariance + r;
            double k0 = m.LevelVariance / s, k1 = m.Covariance / s, e = reading - m.Level;
            double keep = 1 - k0;
            // Joseph's form: a sum of squares, so the covariance stays positive semidefinite.
            state.Members[i] = new(
                m.Level + k0 * e, m.Rate + k1 * e,
                keep * keep * m.LevelVariance + k0 * k0 * r,
                keep * (m.Covariance - k1 * m.LevelVariance) + k0 * k1 * r,
                m.RateVariance - 2 * k1 * m.Covariance + k1 * k1 * s);
            // The floor keeps the sum positive when no member expected the reading.
            sum += state.Weights[i] = Math.Max(state.Weights[i] * Math.Exp(-0.5 * e * e / s) / Math.Sqrt(s), 1e-30);
        }
        for (int i = 0; i < state.Weights.Length; i++) state.Weights[i] /= sum;
    }

    private static void Restart(TrendState state, double level)
    {
        double rate = state.Parameters.PriorRateSpread;
        for (int i = 0; i < state.Members.Length; i++)
            state.Members[i] = new(level, 0, Noise(state.Parameters, i), 0, rate * rate);
    }

    private static double MeanNoise(TrendState state)
    {
        double noise = 0;
        for (int i = 0; i < state.Members.Length; i++) noise += state.Weights[i] * Noise(state.Parameters, i);
        return noise;
    }

    /// <summary>Mean and covariance of the mixture; positive semidefinite as a sum of such.</summary>
    private static Trend Mixture(TrendState state)
    {
        double level = 0, rate = 0, p00 = 0, p01 = 0, p11 = 0;
        for (int i = 0; i < state.Members.Length; i++)
        {
            level += state.Weights[i] * state.Members[i].Level;
            rate += state.Weights[i] * state.Members[i].Rate;
        }
        for (int i = 0; i < state.Members.Length; i++)
        {
            Trend m = state.Members[i];
            double w = state.Weights[i], dl = m.Level - level, dr = m.Rate - rate;
            p00 += w * (m.LevelVariance + dl * dl);
            p01 += w * (m.Covariance + dl * dr);
            p11 += w * (m.RateVariance + dr * dr);
        }
        return new(level, rate, p00, p01, p11);
    }
}
