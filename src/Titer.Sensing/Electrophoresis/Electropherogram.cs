using Titer.Sensing.IonArray;

namespace Titer.Sensing.Electrophoresis;

/// <summary>
/// One lane with its baseline taken off: a line through the medians of the stretches before the marker can come and after the last strand. Noise from
/// the second differences, whose median of sizes is 0.6745 sqrt(6) sigma in white noise.
/// </summary>
public sealed class Electropherogram
{
    /// <summary>Samples of the shortest trace that can be read.</summary>
    public const int Least = 200;

    /// <summary>s between two bands at the least.</summary>
    internal const double Apart = 0.8;

    // Standard deviations of noise above which something is a band.
    private const double Significant = 6;
    // Parts of the trace in which nothing migrates.
    private const double Before = 0.2, After = 0.08;
    private const int Smoothing = 2; // samples to either side

    private readonly double[] _signal, _smooth;

    /// <param name="trace">At least 200 samples, all finite.</param>
    /// <param name="interval">s between samples.</param>
    public Electropherogram(ReadOnlySpan<double> trace, double interval)
    {
        Interval = interval;
        int n = trace.Length, before = (int)(Before * n), after = (int)(After * n);
        double low = RunningMedian.MedianOf(trace[..before].ToArray()), high = RunningMedian.MedianOf(trace[(n - after)..].ToArray());
        double at = 0.5 * before, slope = (high - low) / (n - 0.5 * after - at);
        (_signal, _smooth) = (new double[n], new double[n]);
        for (int i = 0; i < n; i++) _signal[i] = trace[i] - low - slope * (i + 0.5 - at);
        for (int i = 0; i < n; i++)
        {
            int from = Math.Max(0, i - Smoothing), to = Math.Min(n - 1, i + Smoothing);
            for (int j = from; j <= to; j++) _smooth[i] += _signal[j] / (to - from + 1);
        }
        var differences = new double[n - 2];
        for (int i = 0; i < n - 2; i++) differences[i] = Math.Abs(_signal[i] - 2 * _signal[i + 1] + _signal[i + 2]);
        Noise = RunningMedian.MedianOf(differences) / (0.6745 * Math.Sqrt(6));
    }

    /// <summary>s.</summary>
    public double Interval { get; }
    /// <summary>Of one sample.</summary>
    public double Noise { get; }
    public int Samples => _signal.Length;
    public double End => (_signal.Length - 1) * Interval;

    /// <summary>Signal at a time, without smoothing.</summary>
    public double At(double seconds) => _signal[Math.Clamp((int)Math.Round(seconds / Interval), 0, _signal.Length - 1)];

    /// <summary>Peaks that stand out of the noise.</summary>
    public List<ElectrophoresisPeak> Bands() => Peaks(Apart, Significant * Noise);

    /// <summary>Peaks in the order of time: maxima of the smoothed signal over <paramref name="apart"/> s to either side, above a height.</summary>
    public List<ElectrophoresisPeak> Peaks(double apart, double least)
    {
        var peaks = new List<ElectrophoresisPeak>();
        int reach = Math.Max(2, (int)Math.Round(apart / Interval));
        for (int i = reach; i < _smooth.Length - reach; i++)
        {
            if (!(_smooth[i] > least)) continue;
            bool highest = true;
            for (int j = i - reach; j <= i + reach && highest; j++) highest = j == i || (j < i ? _smooth[j] < _smooth[i] : _smooth[j] <= _smooth[i]);
            if (highest) peaks.Add(Peak(i));
        }
        return peaks;
    }

    /// <summary>Place of a maximum by a parabola through the logarithms of three points of the smoothed signal, and its width at half
    /// height.</summary>
    private ElectrophoresisPeak Peak(int top)
    {
        int step = Smoothing + 1, left = Math.Max(0, top - step), right = Math.Min(_smooth.Length - 1, top + step);
        double a = Math.Log(Math.Max(_smooth[left], 1e-9)), b = Math.Log(_smooth[top]), c = Math.Log(Math.Max(_smooth[right], 1e-9));
        double bend = a - 2 * b + c, shift = bend < 0 ? 0.5 * (a - c) / bend * step : 0;
        return new ElectrophoresisPeak((top + Math.Clamp(shift, -step, step)) * Interval, _smooth[top], Half(top, 1) + Half(top, -1));
    }

    /// <summary>s from a maximum to half of its height in one direction.</summary>
    private double Half(int top, int direction)
    {
        double half = 0.5 * _smooth[top];
        int i = top;
        while (i + direction >= 0 && i + direction < _smooth.Length && _smooth[i + direction] > half) i += direction;
        if (i + direction < 0 || i + direction >= _smooth.Length) return Math.Abs(i - top) * Interval;
        double part = (_smooth[i] - half) / (_smooth[i] - _smooth[i + direction]);
        return (Math.Abs(i - top) + part) * Interval;
    }

    /// <summary>Integral of signal over time, times the reference time: a mass in units of area.</summary>
    public double Mass(double from, double to)
    {
        double sum = 0;
        int first = Math.Max(1, (int)Math.Ceiling(from / Interval)), last = Math.Min(_signal.Length - 1, (int)Math.Floor(to / Interval));
        for (int i = first; i <= last; i++) sum += _signal[i] / i; // time is i * Interval, and so is the width of the sum
        return sum * ElectrophoresisPhysics.ReferenceTime;
    }

    /// <summary>What the noise makes of <see cref="Mass"/>, 1 sigma.</summary>
    public double MassNoise(double from, double to)
    {
        double middle = 0.5 * (from + to), count = Math.Max(1, (to - from) / Interval);
        return Noise * Math.Sqrt(count) * Interval * ElectrophoresisPhysics.ReferenceTime / middle;
    }
}
