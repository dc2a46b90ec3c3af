using Titer.Numerics.Fourier;

namespace Titer.Sensing.Hologram;

/// <summary>
/// The light in the plane of the sensor, ready to be propagated. The image is divided by its illumination; the amplitude sqrt(I / I0) - 1 falls to
/// zero at the rim (raised cosine) and is surrounded by zeros, because a discrete transform sees the image repeated without end: what leaves it
/// on one side would
/// come in at the other. The margin is an eighth of the shorter side, at least 64 pixels, on each side; the cut of the band (<see
/// cref="AngularSpectrum"/>) takes what would
/// reach further. The spectrum is computed once, each distance then costs one inverse transform.
/// </summary>
public sealed class HologramField
{
    private const int RimWidth = 16, LeastMargin = 64;

    private readonly IlluminationField _illumination = new();
    private readonly Fft2<float> _fft;
    private readonly int _rim;
    private readonly float[] _padded, _spectrumRe, _spectrumIm, _rimX, _rimY;

    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    /// <param name="pitch">um.</param>
    /// <param name="wavelength">In the medium, um.</param>
    public HologramField(int width, int height, double pitch, double wavelength)
    {
        (Width, Height, Pitch, Wavelength) = (width, height, pitch, wavelength);
        int margin = Math.Max(LeastMargin, Math.Min(width, height) / 8);
        // Multiples of four, so that the spectrum can be cropped to a half and a quarter.
        int columns = 4 * FastLength.AtLeast((width + 2 * margin + 3) / 4), rows = 4 * FastLength.AtLeast((height + 2 * margin + 3) / 4);
        _fft = new Fft2<float>(rows, columns);
        (Left, Top) = ((columns - width) / 2, (rows - height) / 2);
        _padded = new float[_fft.Length];
        _spectrumRe = new float[_fft.Length];
        _spectrumIm = new float[_fft.Length];
        Normalised = new float[width * height];
        _rim = Math.Min(RimWidth, Math.Min(width, height) / 4);
        (_rimX, _rimY) = (RimOf(width, _rim), RimOf(height, _rim));
    }

    public int Width { get; }

    public int Height { get; }

    public double Pitch { get; }

    public double Wavelength { get; }

    /// <summary>Size of the padded field.</summary>
    public int Rows => _fft.Rows;

    public int Columns => _fft.Columns;

    /// <summary>Where the image begins in the padded field.</summary>
    public int Left { get; }

    public int Top { get; }

    /// <summary>I / I0 of the image, row-major.</summary>
    public float[] Normalised { get; }

    /// <summary>Index of the first pixel of the image in the padded field.</summary>
    public int First => Top * Columns + Left;

    /// <summary>Takes an image of this size, in any unit proportional to the intensity.</summary>
    /// <param name="pattern">What the camera shows in every frame, taken off; null for a single image.</param>
    internal void Load(ReadOnlySpan<double> pixels, StaticPattern? pattern = null)
    {
        _illumination.Fit(pixels, Width, Height);
        for (int y = 0; y < Height; y++)
            for (int x = 0; x < Width; x++)
            {
                double light = Math.Max(_illumination.At(x, y, Width, Height), 1e-9);
                Normalised[y * Width + x] = (float)(Math.Max(pixels[y * Width + x], 0) / light);
            }
        pattern?.Apply(Normalised);
        Transform();
    }

    /// <summary>Takes a part of another field of the same camera.</summary>
    public void Load(HologramField whole, int left, int top)
    {
        for (int y = 0; y < Height; y++)
            whole.Normalised.AsSpan((top + y) * whole.Width + left, Width).CopyTo(Normalised.AsSpan(y * Width));
        Transform();
    }

    private void Transform()
    {
        Array.Clear(_padded);
        for (int y = 0; y < Height; y++)
            for (int x = 0; x < Width; x++)
                _padded[(Top + y) * Columns + Left + x] = (MathF.Sqrt(Normalised[y * Width + x]) - 1) * Rim(x, y);
        _fft.Forward(_padded, _spectrumRe, _spectrumIm);
    }

    /// <summary>The scattered field (the plane wave of 1 is not in it) at a distance from the sensor, over the padded area.</summary>
    /// <param name="distance">um towards the light source.</param>
    public void Propagate(double distance, Span<float> re, Span<float> im) =>
        _fft.Inverse(_spectrumRe, _spectrumIm, new AngularSpectrum(Rows, Columns, Pitch, Wavelength, -distance), re, im);

    /// <summary>
    /// Propagates a scattered field over the padded area in place; the distance as in <see cref="Propagate(double, Span{float}, Span{float})"/>.
    /// </summary>
    public void Propagate(Span<float> re, Span<float> im, double distance) =>
        _fft.Filter(re, im, new AngularSpectrum(Rows, Columns, Pitch, Wavelength, -distance));

    /// <summary>Whether a place is inside the rim, where the field has its full weight.</summary>
    internal bool IsWhole(double x, double y) => x >= _rim && y >= _rim && x <= Width - 1 - _rim && y <= Height - 1 - _rim;

    /// <summary>Number of pixels inside the rim.</summary>
    internal double WholePixels => (Width - 2.0 * _rim) * (Height - 2.0 * _rim);

    /// <summary>Standard deviation of the normalised image.</summary>
    internal double Contrast()
    {
        double sum = 0, squares = 0;
        foreach (float v in Normalised)
        {
            sum += v;
            squares += (double)v * v;
        }
        double mean = sum / Normalised.Length;
        return Math.Sqrt(Math.Max(squares / Normalised.Length - mean * mean, 0));
    }

    /// <summary>Weight of a pixel of the image, falling from 1 to 0 at the rim.</summary>
    internal float Rim(int x, int y) => _rimX[x] * _rimY[y];

    private static float[] RimOf(int length, int wide)
    {
        var rim = new float[length];
        for (int i = 0; i < length; i++)
        {
            int inside = Math.Min(i, length - 1 - i);
            rim[i] = inside >= wide ? 1 : (float)(0.5 - 0.5 * Math.Cos(Math.PI * (inside + 0.5) / wide));
        }
        return rim;
    }
}
