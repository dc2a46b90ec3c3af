using System.Runtime.Intrinsics;

namespace Titer.Sensing.Hologram;

/// <summary>
/// How sharp the edges of a plane are: moments of the gradient g of the amplitude over a region, and from them the Tamura coefficient sqrt(std(g) / mean(g)), which is
/// high when few pixels hold all of the gradient (Y. Zhang, H. Wang, Y. Wu, M. Tamamitsu, A. Ozcan, Opt. Lett. 42 (2017) 3824). It does not depend
/// on the contrast. Sums run over lanes of fixed width.
/// </summary>
internal sealed class EdgeSharpness(int width, int height)
{
    private readonly float[] _amplitude = new float[width * height];

    /// <summary>Amplitude of the plane looked at last, row-major.</summary>
    public ReadOnlySpan<float> Amplitude => _amplitude;

    /// <summary>Takes a plane.</summary>
    /// <param name="re">Scattered field over a padded area.</param>
    /// <param name="stride">Columns of the padded area.</param>
    /// <param name="first">Index of the first pixel of the image in it.</param>
    public void Load(ReadOnlySpan<float> re, ReadOnlySpan<float> im, int stride, int first)
    {
        for (int y = 0; y < height; y++)
            AmplitudeOf(re.Slice(first + y * stride, width), im.Slice(first + y * stride, width), _amplitude.AsSpan(y * width, width));
    }

    /// <summary>Moments over a region of the plane; the outermost pixels of the image have no gradient and are left out.</summary>
    public GradientMoments Of(RegionMask mask)
    {
        var moments = default(GradientMoments);
        int left = Math.Max(mask.Left - 1, 0), length = Math.Min(mask.Right + 1, width - 1) - left + 1;
        for (int y = Math.Max(mask.Top, 1); y <= Math.Min(mask.Bottom, height - 2); y++)
        {
            int row = y * width + left;
            moments += Row(
                _amplitude.AsSpan(row - width, length), _amplitude.AsSpan(row, length), _amplitude.AsSpan(row + width, length), mask.Weights.AsSpan(row, length));
        }
        return moments;
    }

    private static void AmplitudeOf(ReadOnlySpan<float> re, ReadOnlySpan<float> im, Span<float> amplitude)
    {
        int x = 0;
        for (; x + 8 <= re.Length; x += 8)
        {
            Vector256<float> a = Vector256.Create(re.Slice(x, 8)) + Vector256<float>.One, b = Vector256.Create(im.Slice(x, 8));
            Vector256.Sqrt(a * a + b * b).CopyTo(amplitude[x..]);
        }
        for (; x < re.Length; x++)
        {
            float a = re[x] + 1;
            amplitude[x] = MathF.Sqrt(a * a + im[x] * im[x]);
        }
    }

    private static GradientMoments Row(ReadOnlySpan<float> above, ReadOnlySpan<float> row, ReadOnlySpan<float> below, ReadOnlySpan<float> mask)
    {
        Vector256<float> count = default, first = default, second = default, fourth = default;
        int x = 1;
        for (; x + 8 <= row.Length - 1; x += 8)
        {
            Vector256<float> weight = Vector256.Create(mask.Slice(x, 8));
            if (weight == Vector256<float>.Zero) continue;
            Vector256<float> gx = Vector256.Create(row.Slice(x + 1, 8)) - Vector256.Create(row.Slice(x - 1, 8));
            Vector256<float> gy = Vector256.Create(below.Slice(x, 8)) - Vector256.Create(above.Slice(x, 8));
            Vector256<float> square = 0.25f * (gx * gx + gy * gy);
            count += weight;
            first += weight * Vector256.Sqrt(square);
            second += weight * square;
            fourth += weight * square * square;
        }
        var moments = new GradientMoments(Sum(count), Sum(first), Sum(second), Sum(fourth));
        for (; x < row.Length - 1; x++)
        {
            double gx = row[x + 1] - row[x - 1], gy = below[x] - above[x], square = 0.25 * (gx * gx + gy * gy);
            moments += new GradientMoments(mask[x], mask[x] * Math.Sqrt(square), mask[x] * square, mask[x] * square * square);
        }
        return moments;
    }

    // In this order on every machine; Vector256.Sum promises none.
    private static double Sum(Vector256<float> v) =>
        (((double)v[0] + v[1]) + ((double)v[2] + v[3])) + (((double)v[4] + v[5]) + ((double)v[6] + v[7]));
}
