using Titer.Numerics;

namespace Titer.Sensing.Pcr;

/// <summary>
/// Quantification cycle and efficiency of one amplification curve. Cq is the maximum of the second derivative, which no baseline and no
/// threshold moves (V. T. Luu-The et al., BioTechniques 38 (2005) 287), of a sigmoid fitted to all cycles. The efficiency is the slope of the
/// logarithm of the signal above baseline in the window of linearity below that cycle (C. Ramakers et al., Neurosci. Lett. 339
/// (2003) 62; J. M. Ruijter et al., Nucleic Acids Res. 37 (2009) e45). Work space: not thread-safe.
/// </summary>
public sealed class AmplificationAnalysis
{
    /// <summary>Cycles that a curve must have.</summary>
    public const int LeastCycles = 12;

    // Growth counts when the rise is this many standard deviations of the noise; a flat curve of 45 cycles reaches 6 by a wandering baseline.
    private const double LeastRise = 12;
    // The first cycles warm up and are left out of the fit.
    private const int WarmUp = 2;
    private const double PlateauShare = 0.1;
    // Ten doublings below the second-derivative maximum, at a fifth of the plateau, product is less than noise.
    private const double GroundDistance = 10;
    private const int WindowCycles = 6, LeastWindow = 4;

    private static readonly FitOptions Options = new() { MaxIterations = 300 };
    private readonly LevenbergMarquardt _solver = new();
    private readonly FitParameter[] _start = new FitParameter[RichardsCurve.ParameterCount];
    private double[] _x = [], _y = [];
    private int _count;

    /// <param name="cycles">Rising.</param>
    /// <param name="fluorescence">As many, finite.</param>
    public AmplificationCurve Analyse(ReadOnlySpan<double> cycles, ReadOnlySpan<double> fluorescence)
    {
        Take(cycles, fluorescence);
        var none = new AmplificationCurve(false, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, LineNoise());
        if (!Start()) return none;
        FitSummary fit = _solver.Fit(new RichardsCurve(_x, _y, _count), _start, Options);
        ReadOnlySpan<double> p = _solver.Parameters;
        if (fit.Status is FitStatus.NonFinite) return none;
        double noise = Math.Sqrt(fit.SumOfSquares / Math.Max(1, _count - RichardsCurve.ParameterCount));
        double cq = RichardsCurve.SecondDerivativeMaximum(p[3], p[4], p[5]);
        double rise = RichardsCurve.Above(p, _x[_count - 1]) - RichardsCurve.Above(p, _x[0]);
        // A straight line explains a curve without growth as well as a sigmoid does.
        bool amplified = rise > LeastRise * noise && LineNoise() > 3 * noise && cq > _x[0] && cq < _x[_count - 1];
        if (!amplified) return none;
        (double efficiency, double u) = Window(p, cq, noise);
        return new(true, cq, CqUncertainty(p, noise), efficiency, u, p[0] + p[1] * cq, p[2], noise);
    }

    private void Take(ReadOnlySpan<double> cycles, ReadOnlySpan<double> fluorescence)
    {
        int skip = Math.Min(WarmUp, Math.Max(0, cycles.Length - LeastCycles));
        _count = cycles.Length - skip;
        if (_x.Length < _count) (_x, _y) = (new double[_count], new double[_count]);
        cycles[skip..].CopyTo(_x);
        fluorescence[skip..].CopyTo(_y);
    }

    /// <summary>Standard deviation about a straight line.</summary>
    private double LineNoise()
    {
        Line line = Line.Through(_x.AsSpan(0, _count), _y.AsSpan(0, _count));
        double rest = 0;
        for (int i = 0; i < _count; i++) rest += (_y[i] - line.At(_x[i])) * (_y[i] - line.At(_x[i]));
        return Math.Sqrt(rest / Math.Max(1, _count - 2));
    }

    /// <summary>Start of the fit from the steepest place of the curve; false for a curve that nowhere rises.</summary>
    private bool Start()
    {
        double lowest = double.PositiveInfinity, highest = double.NegativeInfinity, steepest = 0;
        int middle = -1;
        for (int i = 0; i < _count; i++)
        {
            lowest = Math.Min(lowest, _y[i]);
            highest = Math.Max(highest, _y[i]);
            if (i < 2 || i >= _count - 2) continue;
            // Slope of a line through five points.
            double slope = (2 * (_y[i + 2] - _y[i - 2]) + _y[i + 1] - _y[i - 1]) / (5 * (_x[i + 1] - _x[i - 1]));
            if (slope > steepest) (steepest, middle) = (slope, i);
        }
        double span = highest - lowest, first = _x[0], last = _x[_count - 1];
        if (middle < 0 || !(span > 0)) return false;
        double b = Math.Clamp(4 * steepest / span, 0.1, 1.5);
        _start[0] = new(lowest, lowest - span, highest);
        _start[1] = new(0, -0.2 * span / (last - first), 0.2 * span / (last - first));
        _start[2] = new(span, 0, 20 * span);
        _start[3] = new(b, 0.05, 5);
        _start[4] = new(_x[middle], first - 10, last + 20);
        _start[5] = new(1, 0.05, 20);
        return true;
    }

    /// <summary>JCGM 100 with the covariance of the fit; the shape parameters b, e and f move the maximum.</summary>
    private double CqUncertainty(ReadOnlySpan<double> p, double noise)
    {
        Span<double> c = stackalloc double[3];
        for (int k = 0; k < 3; k++)
        {
            Span<double> up = [p[3], p[4], p[5]], down = [p[3], p[4], p[5]];
            double h = 1e-5 * Math.Abs(p[3 + k]);
            up[k] += h;
            down[k] -= h;
            c[k] = (RichardsCurve.SecondDerivativeMaximum(up[0], up[1], up[2])
                - RichardsCurve.SecondDerivativeMaximum(down[0], down[1], down[2])) / (2 * h);
        }
        double variance = 0;
        for (int i = 0; i < 3; i++)
            for (int j = 0; j < 3; j++) variance += c[i] * c[j] * _solver.Covariance[(3 + i) * RichardsCurve.ParameterCount + 3 + j];
        // Where the fit leaves a shape parameter open, the noise over the steepest slope is what is left to say.
        double slope = p[2] * p[3] * p[5] / 8;
        return variance > 0 && double.IsFinite(variance) ? Math.Sqrt(variance) : noise / slope;
    }

    /// <summary>Growth in the window of linearity.</summary>
    private (double Efficiency, double Uncertainty) Window(ReadOnlySpan<double> p, double cq, double noise)
    {
        int end = 0, grounds = 0;
        while (end < _count && _x[end] <= cq) end++;
        while (grounds < _count && _x[grounds] <= cq - GroundDistance) grounds++;
        // A sigmoid that does not quite follow the reaction bends its baseline to the plateau; the ground cycles alone do not.
        Line ground = grounds >= 10 ? Line.Through(_x.AsSpan(0, grounds), _y.AsSpan(0, grounds)) : new(p[0], p[1]);
        // Growth slows towards the plateau: the window ends at a tenth of it, or at the second-derivative maximum when noise leaves less.
        int last = end;
        while (last > 0 && Net(ground, last - 1) > PlateauShare * p[2]) last--;
        int from = last;
        while (from > 0 && last - from < WindowCycles && Net(ground, from - 1) > 4 * noise) from--;
        last = Math.Min(end, Math.Max(last, from + LeastWindow));
        return last - from < LeastWindow ? (double.NaN, double.NaN) : Slope(ground, from, last, noise);
    }

    /// <summary>Line through ln F, each cycle with the weight F^2 that noise of one size leaves it; the slope is ln(1 + E).</summary>
    private (double Efficiency, double Uncertainty) Slope(Line ground, int from, int last, double noise)
    {
        double w = 0, mx = 0, my = 0, xx = 0, xy = 0, rest = 0;
        for (int i = from; i < last; i++)
        {
            double f = Net(ground, i), weight = f * f;
            (w, mx, my) = (w + weight, mx + weight * _x[i], my + weight * Math.Log(f));
        }
        (mx, my) = (mx / w, my / w);
        for (int i = from; i < last; i++)
        {
            double f = Net(ground, i), weight = f * f, x = _x[i] - mx;
            (xx, xy) = (xx + weight * x * x, xy + weight * x * (Math.Log(f) - my));
        }
        double slope = xy / xx;
        for (int i = from; i < last; i++)
        {
            double f = Net(ground, i), r = f * (Math.Log(f) - my - slope * (_x[i] - mx));
            rest += r * r;
        }
        double growth = Math.Exp(slope), scatter = Math.Max(noise * noise, rest / (last - from - 2));
        return (growth - 1, growth * Math.Sqrt(scatter / xx));
    }

    private double Net(Line ground, int i) => _y[i] - ground.At(_x[i]);
}
