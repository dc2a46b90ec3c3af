using System.Runtime.Intrinsics;

namespace Titer.Sensing.Hologram;

/// <summary>
/// How sharp the edges of a plane are: the gradient of the amplitude, which edges of dark objects make, and the modulus of the gradient of the
/// complex wave, which
/// transparent ones make too. Their concentration on few pixels is the measure (edge sparsity: Y. Zhang, H. Wang, Y. Wu, M. Tamamitsu, A. Ozcan,
/// Opt. Lett. 42
/// (2017) 3824). Sums run over lanes of fixed width.
/// </summary>
internal sealed class EdgeSharpness(int width, int height)
{
    private readonly float[] _amplitude = new float[width * height], _ofAmplitude = new float[width * height], _ofWave = new float[width * height];

    /// <summary>Takes a plane.</summary>
    /// <param name="re">Scattered field over a padded area.</param>
    /// <param name="stride">Columns of the padded area.</param>
    /// <param name="first">Index of the first pixel of the image in it.</param>
    public void Load(ReadOnlySpan<float> re, ReadOnlySpan<float> im, int stride, int first)
    {
        for (int y = 0; y < height; y++)
            AmplitudeOf(re.Slice(first + y * stride, width), im.Slice(first + y * stride, width), _amplitude.AsSpan(y * width, width));
        for (int y = 1; y < height - 1; y++)
        {
            int row = y * width, at = first + y * stride;
            GradientOf(_amplitude, row, width, default, 0, 0, _ofAmplitude.AsSpan(row, width));
            GradientOf(re, at, stride, im, at, stride, _ofWave.AsSpan(row, width));
        }
    }

    /// <summary>Moments of both gradients over a region of the plane; the outermost pixels of the image have no gradient and are left out.</summary>
    public (GradientMoments Amplitude, GradientMoments Wave) Of(RegionMask mask)
    {
        GradientMoments amplitude = default, wave = default;
        int left = Math.Max(mask.Left, 1), length = Math.Min(mask.Right, width - 2) - left + 1;
        if (length <= 0) return (amplitude, wave);
        for (int y = Math.Max(mask.Top, 1); y <= Math.Min(mask.Bottom, height - 2); y++)
        {
            ReadOnlySpan<float> weights = mask.Weights.AsSpan(y * width + left, length);
            amplitude += Sum(_ofAmplitude.AsSpan(y * width + left, length), weights);
            wave += Sum(_ofWave.AsSpan(y * width + left, length), weights);
        }
        return (amplitude, wave);
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

    /// <summary>Central differences of one row of one or (second not empty) two parts; the first and last pixel stay zero.</summary>
    private static void GradientOf(
        ReadOnlySpan<float> part, int at, int stride, ReadOnlySpan<float> second, int secondAt, int secondStride, Span<float> gradient)
    {
        int x = 1, end = gradient.Length - 1;
        for (; x + 8 <= end; x += 8)
        {
            Vector256<float> square = Square(part, at + x, stride);
            if (!second.IsEmpty) square += Square(second, secondAt + x, secondStride);
            (0.5f * Vector256.Sqrt(square)).CopyTo(gradient[x..]);
        }
        for (; x < end; x++)
        {
            float square = Square1(part, at + x, stride) + (second.IsEmpty ? 0 : Square1(second, secondAt + x, secondStride));
            gradient[x] = 0.5f * MathF.Sqrt(square);
        }
    }

    private static Vector256<float> Square(ReadOnlySpan<float> part, int at, int stride)
    {
        Vector256<float> gx = Vector256.Create(part.Slice(at + 1, 8)) - Vector256.Create(part.Slice(at - 1, 8));
        Vector256<float> gy = Vector256.Create(part.Slice(at + stride, 8)) - Vector256.Create(part.Slice(at - stride, 8));
        return gx * gx + gy * gy;
    }

    private static float Square1(ReadOnlySpan<float> part, int at, int stride)
    {
        float gx = part[at + 1] - part[at - 1], gy = part[at + stride] - part[at - stride];
        return gx * gx + gy * gy;
    }

    private static GradientMoments Sum(ReadOnlySpan<float> gradient, ReadOnlySpan<float> mask)
    {
        Vector256<float> count = default, first = default, second = default;
        int x = 0;
        for (; x + 8 <= mask.Length; x += 8)
        {
            Vector256<float> weight = Vector256.Create(mask.Slice(x, 8)), g = Vector256.Create(gradient.Slice(x, 8)), weighted = weight * g;
            count += weight;
            first += weighted;
            second += weighted * g;
        }
        var moments = new GradientMoments(Sum(count), Sum(first), Sum(second));
        for (; x < mask.Length; x++) moments += new GradientMoments(mask[x], mask[x] * gradient[x], mask[x] * gradient[x] * gradient[x]);
        return moments;
    }

    // In this order on every machine; Vector256.Sum promises none.
    private static double Sum(Vector256<float> v) =>
        (((double)v[0] + v[1]) + ((double)v[2] + v[3])) + (((double)v[4] + v[5]) + ((double)v[6] + v[7]));
}
