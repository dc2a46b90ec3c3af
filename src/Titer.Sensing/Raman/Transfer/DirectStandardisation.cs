using System.Collections.Immutable;
using Titer.Core;
using Titer.Numerics;
using Titer.Sensing.Raman.Preprocessing;
using Titer.Sensing.Raman.Regression;

namespace Titer.Sensing.Raman.Transfer;

/// <summary>
/// Piecewise direct standardisation: each channel of the old instrument is a linear combination of the channels of the new one around the same
/// wavenumber, found from standards measured on both (Y. Wang, D. J. Veltkamp, B. R. Kowalski, Anal. Chem. 63 (1991) 2750-2756), with an
/// additive part
/// (Z. Wang, T. Dean, B. R. Kowalski, Anal. Chem. 67 (1995) 2379-2385). Window and components are chosen by leaving one standard out.
/// </summary>
public static class DirectStandardisation
{
    public const int LeastStandards = 4;
    private const int MostComponents = 4;
    private static readonly int[] HalfWindows = [0, 1, 2, 4, 7];

    /// <param name="old">Standards on the old instrument, one per row.</param>
    /// <param name="fresh">The same standards in the same order on the new instrument.</param>
    /// <exception cref="InputException">Too few standards, not the same number, or axes that do not overlap.</exception>
    public static SpectralMap Fit(RowMatrix old, SpectralAxis oldAxis, RowMatrix fresh, SpectralAxis freshAxis)
    {
        if (old.Rows != fresh.Rows) throw new InputException("standards", $"The old instrument has {old.Rows} standards and the new one "
            + $"{fresh.Rows}.");
        if (old.Rows < LeastStandards) throw new InputException("standards", $"{old.Rows} standards were measured, and at least "
            + $"{LeastStandards} are needed.");
        if (freshAxis.First > oldAxis.First + 2 * freshAxis.Step || freshAxis.Last < oldAxis.Last - 2 * freshAxis.Step)
            throw new InputException("standards", $"The new instrument ({freshAxis.First}-{freshAxis.Last} /cm) does not cover the axis of "
                + $"the calibration "
                + $"({oldAxis.First}-{oldAxis.Last} /cm).");
        int components = Math.Min(MostComponents, old.Rows - 2);
        double[] scale = [.. Enumerable.Range(0, oldAxis.Channels).Select(j => Deviation(old, j))];
        (int Half, int Components, double Error) best = (0, 1, double.PositiveInfinity);
        foreach (int half in HalfWindows)
        {
            var squares = new double[components];
            for (int left = 0; left < old.Rows; left++)
            {
                int[] kept = [.. Enumerable.Range(0, old.Rows).Where(i => i != left)];
                var all = new double[oldAxis.Channels][];
                Parallel.For(0, oldAxis.Channels, j => all[j] = Errors(old, oldAxis, fresh, freshAxis, kept, left, j, half, components, scale[j]));
                foreach (double[] errors in all)
                    for (int a = 0; a < components; a++) squares[a] += errors[a];
            }
            for (int a = 0; a < components; a++)
                if (squares[a] < best.Error) best = (half, a + 1, squares[a]);
        }
        return Map(old, oldAxis, fresh, freshAxis, best.Half, best.Components);
    }

    private static SpectralMap Map(RowMatrix old, SpectralAxis oldAxis, RowMatrix fresh, SpectralAxis freshAxis, int half, int components)
    {
        int[] all = [.. Enumerable.Range(0, old.Rows)];
        var first = new int[oldAxis.Channels];
        var band = new ImmutableArray<double>[oldAxis.Channels];
        var offset = new double[oldAxis.Channels];
        Parallel.For(0, oldAxis.Channels, j =>
        {
            (RowMatrix x, int from) = Window(fresh, freshAxis, oldAxis.Wavenumbers[j], half, all);
            (List<double[]> models, double[] mean, double level) = Regress(x, [.. all.Select(i => old[i, j])], components);
            double[] b = models.Count > 0 ? models[Math.Min(components, models.Count) - 1] : new double[x.Columns];
            (first[j], band[j], offset[j]) = (from, [.. b], level - FixedDot.Of(b, mean));
        });
        return new SpectralMap(2 * half + 1, components, freshAxis.Wavenumbers, [.. first], [.. band], [.. offset]);
    }

    /// <summary>Squared errors of the standard left out per number of components, over the variance of the channel.</summary>
    private static double[] Errors(RowMatrix old, SpectralAxis oldAxis, RowMatrix fresh, SpectralAxis freshAxis, int[] kept, int left, int channel,
        int half, int components, double scale)
    {
        (RowMatrix x, int from) = Window(fresh, freshAxis, oldAxis.Wavenumbers[channel], half, kept);
        (List<double[]> models, double[] mean, double level) = Regress(x, [.. kept.Select(i => old[i, channel])], components);
        var errors = new double[components];
        double[] own = fresh.Row(left).Slice(from, x.Columns).ToArray();
        FixedDot.Add(-1, mean, own);
        for (int a = 0; a < components; a++)
        {
            double error = level - old[left, channel] + (models.Count > 0 ? FixedDot.Of(own, models[Math.Min(a, models.Count - 1)]) : 0);
            errors[a] = scale > 0 ? error * error / (scale * scale) : 0;
        }
        return errors;
    }

    private static (RowMatrix X, int From) Window(RowMatrix fresh, SpectralAxis axis, double wavenumber, int half, int[] rows)
    {
        int centre = Nearest(axis, wavenumber), from = Math.Max(0, centre - half), end = Math.Min(axis.Channels, centre + half + 1);
        var x = new RowMatrix(rows.Length, end - from);
        for (int i = 0; i < rows.Length; i++) fresh.Row(rows[i])[from..end].CopyTo(x.Row(i));
        return (x, from);
    }

    private static (List<double[]> Models, double[] Mean, double Level) Regress(RowMatrix x, double[] y, int components)
    {
        double[] mean = x.Mean();
        double level = y.Average();
        return (PartialLeastSquares.Fit(x.Minus(mean), new RowMatrix([.. y.Select(v => v - level)], y.Length, 1), Math.Min(components,
            x.Columns)), mean, level);
    }

    private static int Nearest(SpectralAxis axis, double wavenumber)
    {
        int found = axis.Wavenumbers.BinarySearch(wavenumber);
        if (found >= 0) return found;
        int after = Math.Clamp(~found, 0, axis.Channels - 1), before = Math.Max(0, after - 1);
        return Math.Abs(axis.Wavenumbers[after] - wavenumber) < Math.Abs(axis.Wavenumbers[before] - wavenumber) ? after : before;
    }

    private static double Deviation(RowMatrix x, int column)
    {
        double mean = 0, squares = 0;
        for (int i = 0; i < x.Rows; i++) mean += x[i, column] / x.Rows;
        for (int i = 0; i < x.Rows; i++) squares += (x[i, column] - mean) * (x[i, column] - mean);
        return Math.Sqrt(squares / x.Rows);
    }
}
