namespace Titer.Sensing.Hologram;

/// <summary>
/// Focus of single objects near the focus of their plane: the field is propagated to a few distances around it, and each time one pass over the
/// image gives the
/// energy of the Laplacian of the wave inside each object. In focus the edges, which hold the high frequencies, lie inside the outline; out of
/// focus they spread beyond it. Unlike the gradient of the amplitude it is not led astray by the bright spot that a transparent cell, as a lens,
/// makes behind itself.
/// </summary>
internal sealed class ObjectFocus(HologramField field)
{
    private const int Steps = 17;
    /// <summary>Half of the range, in depths of field and at least in um.</summary>
    private const double Reach = 2, LeastReach = 100;

    private readonly float[] _re = new float[field.Rows * field.Columns], _im = new float[field.Rows * field.Columns];
    private readonly double[] _distances = new double[Steps], _curve = new double[Steps];
    private double[] _energy = new double[Steps * 256];
    private int _count;

    /// <param name="plane">Focus of the plane, um.</param>
    /// <param name="depth">Depth of field there, um.</param>
    /// <param name="label">Object of each pixel, from 1; 0 is background.</param>
    /// <param name="count">Number of objects.</param>
    public void Scan(double plane, double depth, ReadOnlySpan<int> label, int count)
    {
        _count = count;
        if (_energy.Length < Steps * (count + 1)) _energy = new double[Steps * (count + 1)];
        Array.Clear(_energy);
        double reach = Math.Max(Reach * depth, LeastReach);
        for (int i = 0; i < Steps; i++)
        {
            _distances[i] = plane + reach * (2.0 * i / (Steps - 1) - 1);
            field.Propagate(_distances[i], _re, _im);
            AddEnergy(label, _energy.AsSpan(i * (count + 1), count + 1));
        }
    }

    /// <summary>
    /// Focus and standard uncertainty, um, of an object of the last scan; those of the plane when the object has no peak of its own in reach.
    /// </summary>
    /// <param name="depth">Depth of field, um.</param>
    public (double Focus, double Uncertainty) Of(int which, double depth)
    {
        for (int i = 0; i < Steps; i++) _curve[i] = _energy[i * (_count + 1) + which];
        int peak = FocusCurve.Peak(_distances, _curve, _distances[0], _distances[^1]);
        // Simulated cells: root mean square error 0.4 depths of field.
        return peak < 0 ? (_distances[Steps / 2], depth) : (FocusCurve.Refine(_distances, _curve, peak), 0.4 * depth);
    }

    private void AddEnergy(ReadOnlySpan<int> label, Span<double> energy)
    {
        int stride = field.Columns;
        for (int y = 1; y < field.Height - 1; y++)
            for (int x = 1; x < field.Width - 1; x++)
            {
                int which = label[y * field.Width + x];
                if (which == 0) continue;
                int at = field.First + y * stride + x;
                double re = _re[at + 1] + _re[at - 1] + _re[at + stride] + _re[at - stride] - 4 * _re[at];
                double im = _im[at + 1] + _im[at - 1] + _im[at + stride] + _im[at - stride] - 4 * _im[at];
                energy[which] += re * re + im * im;
            }
    }
}
