using System.Runtime.Intrinsics;

namespace Titer.Numerics.Fourier;

/// <summary>
/// The transform of a real array, at half the work: two rows share one complex transform, and half of the columns follow by symmetry.
/// </summary>
public sealed partial class Fft2<T>
{
    /// <summary>The whole spectrum of a real array; X[-r, -c] is the conjugate of X[r, c].</summary>
    /// <exception cref="ArgumentException">An array is not rows x columns long.</exception>
    public void Forward(ReadOnlySpan<T> real, Span<T> re, Span<T> im)
    {
        Check(real.Length, real.Length);
        Check(re.Length, im.Length);
        int width = Vector256<T>.Count, half = Columns / 2 + 1;
        for (int r = 0; r < Rows;)
        {
            int at = r * Columns, rows = Math.Min(width, Rows - r);
            if (r + 2 * width <= Rows)
            {
                LaneRows<T>.Load(real[at..], real[(at + width * Columns)..], Columns, width, Columns, _lanes);
                _row.Transform(_lanes, _work);
                Separate(_lanes.AsSpan(0, Columns), _work.AsSpan(0, half));
                int second = at + width * Columns;
                LaneRows<T>.Store(_work, Columns, width, half, re[second..], im[second..]);
                r += width;
            }
            else
            {
                LaneRows<T>.Load(real[at..], [], Columns, rows, Columns, _lanes);
                _row.Transform(_lanes, _work);
            }
            LaneRows<T>.Store(_lanes, Columns, rows, half, re[at..], im[at..]);
            r += rows;
        }
        TransformColumns(re, im, re, im, half, default(Identity), inverse: false);
        Mirror(re, im, half);
    }

    /// <summary>
    /// Of the transform Z of a + i b, a and b real: A[k] = (Z[k] + Z*[-k]) / 2 in place and B[k] = (Z[k] - Z*[-k]) / 2i, for k up to n/2.
    /// </summary>
    private static void Separate(Span<ComplexLanes<T>> z, Span<ComplexLanes<T>> b)
    {
        T half = T.CreateChecked(0.5);
        for (int k = 0; k < b.Length; k++)
        {
            ComplexLanes<T> plus = z[k], minus = z[k == 0 ? 0 : z.Length - k].Conjugate;
            b[k] = half * (plus - minus).MinusI;
            z[k] = half * (plus + minus);
        }
    }

    private void Mirror(Span<T> re, Span<T> im, int half)
    {
        for (int r = 0; r < Rows; r++)
        {
            int to = r * Columns, from = (r == 0 ? 0 : Rows - r) * Columns;
            for (int c = half; c < Columns; c++)
            {
                re[to + c] = re[from + Columns - c];
                im[to + c] = -im[from + Columns - c];
            }
        }
    }
}
