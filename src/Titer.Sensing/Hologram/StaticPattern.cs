namespace Titer.Sensing.Hologram;

/// <summary>
/// What stays the same from frame to frame: dust on the sensor, scratches, unequal pixels. The running mean of the normalised images, to which
/// moving cells give
/// nothing that lasts, divides each new one (flat field); where it is dark, dust lies.
/// </summary>
internal sealed class StaticPattern(int width, int height)
{
    /// <summary>Frames before the mean says anything, and after which old ones are forgotten.</summary>
    private const int Fewest = 5, Memory = 50;
    /// <summary>A cell over a pixel in one of five frames takes less than this away.</summary>
    private const float Dark = 0.6f;
    private const int LeastPixels = 12;

    private readonly float[] _mean = new float[width * height], _darkness = new float[width * height];
    private readonly Segmentation _spots = new(width, height);
    private int _frames;

    /// <summary>Number of grains seen lying on the sensor.</summary>
    public int Spots { get; private set; }

    /// <summary>Takes the pattern of the frames before off a normalised image, in place, and learns from it.</summary>
    public void Apply(Span<float> normalised)
    {
        _frames = Math.Min(_frames + 1, Memory);
        float weight = 1f / _frames;
        bool known = _frames > Fewest;
        for (int i = 0; i < normalised.Length; i++)
        {
            float value = normalised[i], mean = _mean[i];
            if (known) normalised[i] = mean > Dark ? value / mean : 1;
            _mean[i] = mean + weight * (value - mean);
            _darkness[i] = 1 - _mean[i];
        }
        Spots = known ? _spots.Find(_darkness, 1 - Dark, LeastPixels) : 0;
    }
}
