namespace Titer.Sensing.Hologram;

/// <summary>
/// Gaussian blur by three running means along each axis, which costs the same whatever its width (W. M. Wells, IEEE Trans. Pattern Anal. Mach.
/// Intell. 8 (1986) 234).
/// Outside the image there is zero.
/// </summary>
internal sealed class BoxBlur(int width, int height)
{
    private readonly float[] _work = new float[width * height];

    /// <param name="sigma">Pixels; the boxes have the odd width that comes nearest.</param>
    public void Apply(Span<float> image, double sigma)
    {
        // Three boxes of 2 r + 1 have the variance ((2 r + 1)^2 - 1) / 4.
        int radius = Math.Max((int)Math.Round((Math.Sqrt(4 * sigma * sigma + 1) - 1) / 2), 0);
        if (radius == 0) return;
        for (int i = 0; i < 3; i++)
        {
            for (int y = 0; y < height; y++) Line(image.Slice(y * width, width), _work.AsSpan(y * width, width), width, 1, radius);
            for (int x = 0; x < width; x++) Line(_work.AsSpan(x), image[x..], height, width, radius);
        }
    }

    private static void Line(ReadOnlySpan<float> from, Span<float> to, int length, int stride, int radius)
    {
        double sum = 0, factor = 1.0 / (2 * radius + 1);
        for (int i = 0; i < Math.Min(radius, length); i++) sum += from[i * stride];
        for (int i = 0; i < length; i++)
        {
            if (i + radius < length) sum += from[(i + radius) * stride];
            if (i - radius - 1 >= 0) sum -= from[(i - radius - 1) * stride];
            to[i * stride] = (float)(sum * factor);
        }
    }
}
