namespace Titer.Sensing.Hologram;

/// <summary>
/// Focus of single objects near the focus of their plane: the field is propagated to a few distances around it, and each time one pass over the image gives the
/// sharpness of all objects.
/// </summary>
internal sealed class ObjectFocus(HologramField field)
{
    private const int Steps = 17;
    /// <summary>Half of the range, in depths of field and at least in um.</summary>
    private const double Reach = 2, LeastReach = 120;

    private readonly EdgeSharpness _sharpness = new(field.Width, field.Height);
    private readonly float[] _re = new float[field.Rows * field.Columns], _im = new float[field.Rows * field.Columns];
    private readonly double[] _distances = new double[Steps], _curve = new double[Steps];
    private GradientMoments[] _moments = [];

    /// <param name="plane">Focus of the plane, um.</param>
    /// <param name="depth">Depth of field there, um.</param>
    /// <param name="label">Object of each pixel, from 1; 0 is background.</param>
    /// <param name="count">Number of objects.</param>
    public void Scan(double plane, double depth, ReadOnlySpan<int> label, int count)
    {
        if (_moments.Length < Steps * (count + 1)) _moments = new GradientMoments[Steps * (count + 1)];
        Array.Clear(_moments);
        double reach = Math.Max(Reach * depth, LeastReach);
        for (int i = 0; i < Steps; i++)
        {
            _distances[i] = plane + reach * (2.0 * i / (Steps - 1) - 1);
            field.Propagate(_distances[i], _re, _im);
            _sharpness.Load(_re, _im, field.Columns, field.First);
            _sharpness.ByLabel(label, _moments.AsSpan(i * (count + 1), count + 1));
        }
    }

    /// <summary>Focus and standard uncertainty, um, of an object of the last scan; those of the plane when the object has no peak of its own in reach.</summary>
    public (double Focus, double Uncertainty) Of(int which, int count, double depth)
    {
        for (int i = 0; i < Steps; i++) _curve[i] = _moments[i * (count + 1) + which].Tamura;
        int peak = FocusCurve.Peak(_curve);
        return peak is 0 or Steps - 1
            ? (_distances[Steps / 2], depth)
            : (FocusCurve.Refine(_distances, _curve, peak), Math.Max(depth / 2, (_distances[1] - _distances[0]) / Math.Sqrt(3)));
    }
}
