namespace Titer.Sensing.Hologram;

/// <summary>
/// Size, shape, phase and absorption of the objects of a field without twin image. The outline of an object lies where it differs from the empty
/// light by a fixed part of
/// what it does at its core, so that large weak and small strong objects are measured alike.
/// </summary>
internal sealed class ObjectMeasurement(int width, int height, double pitch)
{
    /// <summary>
    /// Part of the height of the core; for the chord of a sphere the outline then lies at 95 % of its radius, and the blur of the aperture makes
    /// up for the rest.
    /// </summary>
    private const double OutlinePart = 0.3;

    private readonly PhaseUnwrapping _unwrapping = new(width, height);
    private readonly float[] _contrast = new float[width * height], _phase = new float[width * height], _values = new float[width * height];
    private readonly int[] _outline = new int[width * height];

    /// <summary>Number of the object on whose measured area a pixel lies; 0 is background.</summary>
    public ReadOnlySpan<int> Outline => _outline;

    public void Clear() => Array.Clear(_outline);

    /// <summary>Gives the area of an object back to the background.</summary>
    public void Remove(int which, ObjectBox box)
    {
        for (int y = box.Top; y <= box.Bottom; y++)
            for (int x = box.Left; x <= box.Right; x++)
                if (_outline[y * width + x] == which) _outline[y * width + x] = 0;
    }

    /// <summary>Draws the outline of one object, with the phase inside, for <see cref="Measure"/>.</summary>
    /// <param name="re">Scattered field, the size of the image.</param>
    /// <param name="label">Which object each pixel belongs to, with room around it.</param>
    /// <param name="box">Of the label.</param>
    /// <returns>Contrast of its core; 0 when nothing of the object is left.</returns>
    public double Draw(ReadOnlySpan<float> re, ReadOnlySpan<float> im, ReadOnlySpan<int> label, int which, ObjectBox box)
    {
        int count = 0;
        for (int y = box.Top; y <= box.Bottom; y++)
            for (int x = box.Left; x <= box.Right; x++)
            {
                int at = y * width + x;
                if (label[at] != which) continue;
                _contrast[at] = MathF.Sqrt(re[at] * re[at] + im[at] * im[at]);
                _values[count++] = _contrast[at];
            }
        if (count == 0) return 0;
        _values.AsSpan(0, count).Sort();
        float core = _values[(int)(0.9 * (count - 1))], outline = (float)(OutlinePart * core);
        if (!(core > 0)) return 0;
        for (int y = box.Top; y <= box.Bottom; y++)
            for (int x = box.Left; x <= box.Right; x++)
            {
                int at = y * width + x;
                if (label[at] != which || _contrast[at] < outline) continue;
                _outline[at] = which;
                _phase[at] = MathF.Atan2(im[at], 1 + re[at]);
            }
        _unwrapping.Unwrap(_phase, _outline, which, box);
        return core;
    }

    /// <summary>Measures an object inside its outline.</summary>
    /// <param name="core">What <see cref="Draw"/> returned.</param>
    /// <param name="resolution">Smallest detail, um.</param>
    /// <returns>Null when the outline holds no pixel.</returns>
    public HologramObject? Measure(
        ReadOnlySpan<float> re, ReadOnlySpan<float> im, int which, ObjectBox box, double core,
        double focus, double focusUncertainty, double resolution)
    {
        double n = 0, sx = 0, sy = 0, sxx = 0, syy = 0, sxy = 0, phase = 0, absorption = 0;
        int boxLeft = width, boxTop = height, boxRight = -1, boxBottom = -1;
        for (int y = box.Top; y <= box.Bottom; y++)
            for (int x = box.Left; x <= box.Right; x++)
            {
                int at = y * width + x;
                if (_outline[at] != which) continue;
                n++;
                sx += x;
                sy += y;
                sxx += (double)x * x;
                syy += (double)y * y;
                sxy += (double)x * y;
                phase += _phase[at];
                double real = 1 + re[at];
                // Half a per cent of the light is less than the grey levels of an image can tell.
                absorption -= 0.5 * Math.Log(Math.Max(real * real + im[at] * im[at], 0.005));
                (boxLeft, boxRight) = (Math.Min(boxLeft, x), Math.Max(boxRight, x));
                (boxTop, boxBottom) = (Math.Min(boxTop, y), Math.Max(boxBottom, y));
            }
        if (n == 0) return null;
        double cx = sx / n, cy = sy / n, area = n * pitch * pitch, diameter = 2 * Math.Sqrt(area / Math.PI);
        // A pixel is a square: its own second moment is 1/12.
        double vxx = sxx / n - cx * cx + 1 / 12.0, vyy = syy / n - cy * cy + 1 / 12.0, vxy = sxy / n - cx * cy;
        double spread = Math.Sqrt(0.25 * (vxx - vyy) * (vxx - vyy) + vxy * vxy), mean = 0.5 * (vxx + vyy);
        double eccentricity = Math.Sqrt(Math.Clamp(1 - (mean - spread) / (mean + spread), 0, 1));
        // The edge is known to a quarter of the smallest detail on each side, and the outline to 2 % for the shape of the core.
        double uncertainty = Math.Sqrt(Square(resolution / (2 * Math.Sqrt(3))) + Square(0.02 * diameter) + Square(pitch / Math.Sqrt(12)));
        return new HologramObject(
            cx, cy, focus, focusUncertainty, area, diameter, uncertainty, eccentricity, phase * pitch * pitch, absorption / n,
            core, boxLeft, boxTop, boxRight, boxBottom);
    }

    private static double Square(double x) => x * x;
}
