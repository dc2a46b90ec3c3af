using System.Runtime.InteropServices;
using Titer.Numerics;

namespace Titer.Sensing.Impedance.Validity;

/// <summary>
/// Whether real and imaginary part of a spectrum belong together, as those of every linear, causal and steady object do. The test
/// circuit - a resistor, RC elements of fixed time constants spread over the range, an inductor and a capacitor, all in series and of
/// either sign - obeys the relations by construction and is fitted linearly (B. A. Boukamp, J. Electrochem. Soc. 142 (1995) 1885;
/// M. Schoenleber, D. Klotz, E. Ivers-Tiffee, Electrochim. Acta 131 (2014) 20). Residuals weigh 1 / |Z|.
/// <para>
/// How many RC elements: as many as Akaike's corrected criterion finds worth their while. Schoenleber's mu, which ends at the first
/// negative resistance of weight, stops at four elements on some good spectra of cell layers, with 25 % of |Z| left; it is reported.
/// What is violation and what noise: the same circuits fitted to real and to imaginary part apart from each other follow any smooth
/// course of either. What is left then is noise; by how much one common circuit is worse, measured by the F statistic of nested
/// linear models, is the violation.
/// </para>
/// Owns its work buffers. Not thread-safe.
/// </summary>
public sealed class LinearKramersKronig
{
    private const int MostElements = 60, Neighbours = 5;
    private const double ElementsPerDecade = 7;
    // Against neighbouring time constants that cannot be told apart; columns have unit length.
    private const double Ridge = 1e-9;

    private double[] _omega = [], _matrix = [], _work = [], _solution = [], _scale = [];
    private double _logLow, _logHigh;

    /// <summary>Tests a spectrum of at least five frequencies.</summary>
    /// <param name="frequencies">Hz, positive.</param>
    /// <param name="resistance">Real part, Ohm.</param>
    /// <param name="reactance">Imaginary part, Ohm.</param>
    public KramersKronigResult Test(ReadOnlySpan<double> frequencies, ReadOnlySpan<double> resistance, ReadOnlySpan<double> reactance)
    {
        int n = frequencies.Length;
        double low = double.PositiveInfinity, high = 0;
        foreach (double f in frequencies) (low, high) = (Math.Min(low, f), Math.Max(high, f));
        int most = Math.Min(MostElements, Math.Min(n / 2, 1 + (int)(ElementsPerDecade * Math.Log10(high / low))));
        Reserve(n, most);
        (_logLow, _logHigh) = (Math.Log(2 * Math.PI * low), Math.Log(2 * Math.PI * high));
        for (int k = 0; k < n; k++) _omega[k] = 2 * Math.PI * frequencies[k];

        int best = 1;
        double lowest = double.PositiveInfinity;
        for (int m = 1; m <= most; m++)
        {
            double squares = Fit(m, Part.Both, resistance, reactance), p = m + 3, points = 2 * n;
            double criterion = points * Math.Log(Math.Max(squares, 1e-24) / points) + 2 * p + 2 * p * (p + 1) / Math.Max(1, points - p - 1);
            if (criterion < lowest) (lowest, best) = (criterion, m);
        }
        double apart = Fit(best, Part.Real, resistance, reactance) + Fit(best, Part.Imaginary, resistance, reactance);
        double together = Fit(best, Part.Both, resistance, reactance);
        return Result(best, together, apart, frequencies, resistance, reactance);
    }

    private enum Part { Both, Real, Imaginary }

    private void Reserve(int n, int most)
    {
        int columns = most + 4, rows = 2 * n + columns;
        if (_omega.Length < n) _omega = new double[n];
        if (_matrix.Length < rows * columns) _matrix = new double[rows * columns];
        if (_work.Length >= columns) return;
        _work = new double[columns];
        _solution = new double[columns];
        _scale = new double[columns];
    }

    /// <summary>Sum of squares of the best test circuit with m RC elements; its values are then in the solution.</summary>
    private double Fit(int m, Part part, ReadOnlySpan<double> resistance, ReadOnlySpan<double> reactance)
    {
        int n = resistance.Length, columns = m + 3, width = columns + 1;
        int first = part == Part.Imaginary ? n : 0, end = part == Part.Real ? n : 2 * n, rows = end - first;
        Span<double> a = _matrix.AsSpan(0, (rows + columns) * width);
        a.Clear();
        for (int row = 0; row < rows; row++)
        {
            int at = first + row, k = at % n;
            double weight = 1 / Math.Sqrt(resistance[k] * resistance[k] + reactance[k] * reactance[k]);
            Row(a.Slice(row * width, width), m, _omega[k], at >= n, weight);
            a[row * width + columns] = weight * (at < n ? resistance[k] : reactance[k]);
        }
        for (int j = 0; j < columns; j++)
        {
            double norm = 0;
            for (int row = 0; row < rows; row++) norm += a[row * width + j] * a[row * width + j];
            _scale[j] = norm > 0 ? 1 / Math.Sqrt(norm) : 0;
            for (int row = 0; row < rows; row++) a[row * width + j] *= _scale[j];
            // A column that this part does not have is held at zero.
            a[(rows + j) * width + j] = norm > 0 ? Ridge : 1;
        }
        HouseholderTriangle.Reduce(a, rows + columns, width, _work);
        for (int i = columns - 1; i >= 0; i--)
        {
            double sum = a[i * width + columns];
            for (int j = i + 1; j < columns; j++) sum -= a[i * width + j] * _solution[j];
            _solution[i] = sum / a[i * width + i];
        }
        for (int j = 0; j < columns; j++) _solution[j] *= _scale[j];
        double rest = a[columns * width + columns];
        return rest * rest;
    }

    /// <summary>What each element of the test circuit gives to one part of the impedance at one frequency: R, RC 1..m, L, 1/C.</summary>
    private void Row(Span<double> row, int m, double omega, bool imaginary, double weight)
    {
        row[0] = imaginary ? 0 : weight;
        for (int e = 0; e < m; e++)
        {
            // Time constants from the highest to the lowest frequency, evenly spaced in their logarithm.
            double tau = Math.Exp(-_logHigh + (m == 1 ? 0.5 : e / (m - 1.0)) * (_logHigh - _logLow));
            double part = omega * tau, share = 1 / (1 + part * part);
            row[1 + e] = weight * (imaginary ? -part * share : share);
        }
        row[m + 1] = imaginary ? weight * omega : 0;
        row[m + 2] = imaginary ? -weight / omega : 0;
    }

    private KramersKronigResult Result(
        int m, double together, double apart, ReadOnlySpan<double> frequencies, ReadOnlySpan<double> resistance, ReadOnlySpan<double> reactance)
    {
        int n = frequencies.Length, own = 2 * m + 3, common = m + 3;
        double negative = 0, positive = 0;
        for (int e = 0; e < m; e++)
        {
            if (_solution[1 + e] < 0) negative -= _solution[1 + e];
            else positive += _solution[1 + e];
        }
        var real = new double[n];
        var imaginary = new double[n];
        double worst = 0, worstFrequency = frequencies[0];
        Span<double> row = _work.AsSpan(0, common);
        for (int k = 0; k < n; k++)
        {
            double weight = 1 / Math.Sqrt(resistance[k] * resistance[k] + reactance[k] * reactance[k]);
            real[k] = weight * resistance[k] - Value(row, m, _omega[k], imaginary: false, weight);
            imaginary[k] = weight * reactance[k] - Value(row, m, _omega[k], imaginary: true, weight);
            double larger = Math.Max(Math.Abs(real[k]), Math.Abs(imaginary[k]));
            if (larger > worst) (worst, worstFrequency) = (larger, frequencies[k]);
        }
        double freedom = Math.Max(1, 2 * n - own), noise = Math.Sqrt(apart / freedom), excess = Math.Max(0, together - apart);
        double f = excess / (own - common) / Math.Max(apart / freedom, 1e-30);
        return new KramersKronigResult(
            m, positive > 0 ? 1 - negative / positive : 0, noise, Math.Sqrt(together / Math.Max(1, 2 * n - common)), Math.Sqrt(excess / (2 * n)),
            Math.Max(LargestMean(real), LargestMean(imaginary)), NormalScore(f, own - common, freedom), together, worst, worstFrequency,
            ImmutableCollectionsMarshal.AsImmutableArray(real), ImmutableCollectionsMarshal.AsImmutableArray(imaginary));
    }

    private double Value(Span<double> row, int m, double omega, bool imaginary, double weight)
    {
        Row(row, m, omega, imaginary, weight);
        double value = 0;
        for (int j = 0; j < row.Length; j++) value += row[j] * _solution[j];
        return value;
    }

    private static double LargestMean(ReadOnlySpan<double> residuals)
    {
        int length = Math.Min(Neighbours, residuals.Length);
        double largest = 0;
        for (int first = 0; first + length <= residuals.Length; first++)
        {
            double sum = 0;
            for (int k = first; k < first + length; k++) sum += residuals[k];
            largest = Math.Max(largest, Math.Abs(sum) / length);
        }
        return largest;
    }

    /// <summary>Standard normal deviate with the tail of an F statistic (E. Paulson, Ann. Math. Stat. 13 (1942) 233).</summary>
    public static double NormalScore(double f, double numerator, double denominator)
    {
        double a = 2 / (9 * numerator), b = 2 / (9 * denominator), root = Math.Cbrt(f);
        return ((1 - b) * root - (1 - a)) / Math.Sqrt(b * root * root + a);
    }
}
