namespace Titer.Sensing.Raman.Preprocessing;

/// <summary>Finds and bridges spikes; counts them.</summary>
public sealed class DespikeOperation : SpectralOperation
{
    private const int Side = 3, Block = 64;
    // Standard deviation of normal noise from the median of its size.
    private const double FromMedian = 1.4826;
    // Of a block, relative to the loudest.
    private const double LeastScatter = 0.02;

    private readonly Despike _step;
    private readonly double[] _above, _median, _block, _scale;
    private readonly bool[] _struck, _protected;

    public DespikeOperation(SpectralAxis axis, Despike step) : base(axis)
    {
        _step = step;
        int n = axis.Channels;
        (_above, _median, _block) = (new double[n], new double[n], new double[Math.Min(n, 2 * Block)]);
        _scale = new double[(n + Block - 1) / Block];
        (_struck, _protected) = (new bool[n], new bool[n]);
        foreach (int channel in step.Protected ?? [])
            if (channel >= 0 && channel < n) _protected[channel] = true;
    }

    /// <summary>Channels struck in the spectrum last seen.</summary>
    public int Spikes { get; private set; }

    public override void Apply(ReadOnlySpan<double> spectrum, Span<double> result)
    {
        Find(spectrum);
        spectrum.CopyTo(result);
        if (Spikes > 0) Bridge(spectrum, result);
    }

    /// <summary>For each channel whether it is struck.</summary>
    public ReadOnlySpan<bool> Find(ReadOnlySpan<double> spectrum)
    {
        Spikes = 0;
        Array.Clear(_struck);
        int n = spectrum.Length;
        if (n < 2 * Side + 1) return _struck;
        for (int i = 0; i < n; i++)
        {
            _median[i] = Median7(spectrum.Slice(Math.Clamp(i - Side, 0, n - 2 * Side - 1), 2 * Side + 1));
            _above[i] = spectrum[i] - _median[i];
        }
        if (_step.Noise is null) Scatter();
        for (int i = 0; i < n; i++)
        {
            if (_above[i] <= _step.Floor || _protected[i]) continue;
            double sigma = _step.Noise is { } noise ? Math.Sqrt(noise.Variance(_median[i])) : _scale[i / Block];
            if (!(_above[i] > _step.Limit * sigma + _step.Floor)) continue;
            _struck[i] = true;
            Spikes++;
        }
        return _struck;
    }

    /// <summary>
    /// Noise per block of channels: the median size of what stands above or below the neighbours, in the block and those beside it.
    /// </summary>
    private void Scatter()
    {
        int n = _above.Length, width = _block.Length;
        for (int b = 0; b < _scale.Length; b++)
        {
            int from = Math.Clamp(b * Block + Block / 2 - width / 2, 0, n - width);
            for (int i = 0; i < width; i++) _block[i] = Math.Abs(_above[from + i]);
            Array.Sort(_block);
            // The channel that is the median of its neighbours has no scatter of its own; the upper half has.
            _scale[b] = FromMedian * _block[width * 5 / 8];
        }
        // A quiet block of a digitised spectrum may show no scatter at all; a step of one count there is no spike.
        double loudest = 0;
        foreach (double s in _scale) loudest = Math.Max(loudest, s);
        for (int b = 0; b < _scale.Length; b++) _scale[b] = loudest > 0 ? Math.Max(_scale[b], LeastScatter * loudest) : double.PositiveInfinity;
    }

    private void Bridge(ReadOnlySpan<double> spectrum, Span<double> result)
    {
        int sound = -1, n = spectrum.Length;
        for (int i = 0; i < n; i++)
        {
            if (_struck[i] || i > 0 && _struck[i - 1] || i + 1 < n && _struck[i + 1]) continue;
            for (int j = sound + 1; j < i; j++)
                result[j] = sound < 0 ? spectrum[i] : spectrum[sound] + (spectrum[i] - spectrum[sound]) * (j - sound) / (i - sound);
            sound = i;
        }
        if (sound >= 0) result[(sound + 1)..].Fill(spectrum[sound]);
    }

    private static double Median7(ReadOnlySpan<double> x)
    {
        Span<double> sorted = stackalloc double[2 * Side + 1];
        for (int i = 0; i < sorted.Length; i++)
        {
            double v = x[i];
            int j = i;
            for (; j > 0 && sorted[j - 1] > v; j--) sorted[j] = sorted[j - 1];
            sorted[j] = v;
        }
        return sorted[Side];
    }
}
