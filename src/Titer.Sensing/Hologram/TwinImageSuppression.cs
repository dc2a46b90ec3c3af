namespace Titer.Sensing.Hologram;

/// <summary>
/// Takes the twin image away by iterative phase retrieval (T. Latychevskaia, H.-W. Fink, Phys. Rev. Lett. 98 (2007) 233901; with a support as in
/// J. R. Fienup,
/// Appl. Opt. 21 (1982) 2758). To and fro between the sensor and the planes of the objects: at the sensor the amplitude is what was measured; in
/// each plane there is
/// nothing outside its objects, and no object makes light (absorption is not negative). The twin image breaks both rules and fades; the objects
/// obey them and stay.
/// The waves of the planes add up at the sensor, so that objects at several depths do not take each other for twins.
/// </summary>
internal sealed class TwinImageSuppression(HologramField field)
{
    private const int Iterations = 10;

    private readonly float[] _re = new float[field.Rows * field.Columns], _im = new float[field.Rows * field.Columns];
    private readonly float[] _partRe = new float[field.Rows * field.Columns], _partIm = new float[field.Rows * field.Columns];
    private readonly float[] _sumRe = new float[field.Rows * field.Columns], _sumIm = new float[field.Rows * field.Columns];

    /// <param name="planes">Distances from the sensor, um.</param>
    /// <param name="support">1 + the plane of the object at a pixel; 0 where there is none. The size of the image.</param>
    /// <param name="waveRe">Takes the scattered field of each object in its plane, the size of the image; zero outside the objects.</param>
    public void Run(IReadOnlyList<double> planes, ReadOnlySpan<byte> support, Span<float> waveRe, Span<float> waveIm)
    {
        Array.Clear(_re);
        Array.Clear(_im);
        waveRe.Clear();
        waveIm.Clear();
        for (int iteration = 0; iteration < Iterations; iteration++)
        {
            TakeMeasuredAmplitude();
            bool last = iteration + 1 == Iterations;
            Array.Clear(_sumRe);
            Array.Clear(_sumIm);
            for (int k = 0; k < planes.Count; k++)
            {
                if (!support.Contains((byte)(k + 1))) continue;
                _re.CopyTo(_partRe, 0);
                _im.CopyTo(_partIm, 0);
                field.Propagate(_partRe, _partIm, planes[k]);
                Constrain(support, (byte)(k + 1));
                if (last) Keep(support, (byte)(k + 1), waveRe, waveIm);
                else AddAtSensor(planes[k]);
            }
            _sumRe.CopyTo(_re, 0);
            _sumIm.CopyTo(_im, 0);
        }
    }

    /// <summary>Keeps the phase that the wave has at the sensor; beyond the image, where nothing was measured, the whole wave.</summary>
    private void TakeMeasuredAmplitude()
    {
        for (int y = 0; y < field.Height; y++)
            for (int x = 0; x < field.Width; x++)
            {
                int at = field.First + y * field.Columns + x;
                float re = 1 + _re[at], im = _im[at], weight = field.Rim(x, y);
                float factor = MathF.Sqrt(field.Normalised[y * field.Width + x] / MathF.Max(re * re + im * im, 1e-6f));
                factor = 1 + weight * (factor - 1);
                _re[at] = re * factor - 1;
                _im[at] = im * factor;
            }
    }

    private void Constrain(ReadOnlySpan<byte> support, byte plane)
    {
        for (int y = 0; y < field.Rows; y++)
            for (int x = 0; x < field.Columns; x++)
            {
                int at = y * field.Columns + x, column = x - field.Left, row = y - field.Top;
                bool inside = column >= 0 && column < field.Width && row >= 0 && row < field.Height && support[row * field.Width + column] == plane;
                if (!inside)
                {
                    (_partRe[at], _partIm[at]) = (0, 0);
                    continue;
                }
                float re = 1 + _partRe[at], im = _partIm[at], amplitude = MathF.Sqrt(re * re + im * im);
                if (amplitude > 1) (_partRe[at], _partIm[at]) = (re / amplitude - 1, im / amplitude);
            }
    }

    private void Keep(ReadOnlySpan<byte> support, byte plane, Span<float> waveRe, Span<float> waveIm)
    {
        for (int y = 0; y < field.Height; y++)
            for (int x = 0; x < field.Width; x++)
            {
                int pixel = y * field.Width + x, at = field.First + y * field.Columns + x;
                if (support[pixel] == plane) (waveRe[pixel], waveIm[pixel]) = (_partRe[at], _partIm[at]);
            }
    }

    private void AddAtSensor(double distance)
    {
        field.Propagate(_partRe, _partIm, -distance);
        for (int i = 0; i < _sumRe.Length; i++)
        {
            _sumRe[i] += _partRe[i];
            _sumIm[i] += _partIm[i];
        }
    }
}
