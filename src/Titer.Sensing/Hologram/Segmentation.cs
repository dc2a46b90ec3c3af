namespace Titer.Sensing.Hologram;

/// <summary>
/// Finds the objects in an image of how much each pixel differs from the empty light: a threshold between background and objects, then regions of
/// connected pixels (8 neighbours). The threshold is that of N. Otsu (IEEE Trans. Syst. Man Cybern. 9 (1979) 62), but never below the noise
/// of the background, median + 6 sigma with sigma from the median absolute deviation (Otsu splits any image in two, an empty one too), and never
/// below a fifth of
/// the highest value: where objects are few, Otsu would take their fringes for objects.
/// </summary>
internal sealed class Segmentation(int width, int height)
{
    private const int Bins = 256;
    /// <summary>Part of the highest value below which nothing is an object.</summary>
    public const double LeastPart = 0.2;
    private const double NoiseFactor = 6, Sigma = 1.4826;

    private readonly int[] _label = new int[width * height], _stack = new int[width * height];
    private readonly float[] _sample = new float[width * height];

    /// <summary>Number of the object of each pixel, from 1; 0 is background.</summary>
    public ReadOnlySpan<int> Label => _label;

    public int Width => width;

    public int Height => height;

    /// <summary>Threshold that <see cref="Find(ReadOnlySpan{float}, int)"/> used last.</summary>
    public double Threshold { get; private set; }

    /// <summary>Labels all regions of at least <paramref name="leastArea"/> pixels above the threshold, and gives their number.</summary>
    public int Find(ReadOnlySpan<float> image, int leastArea)
    {
        Threshold = ThresholdOf(image);
        return Find(image, Threshold, leastArea);
    }

    public int Find(ReadOnlySpan<float> image, double threshold, int leastArea)
    {
        Array.Clear(_label);
        int objects = 0;
        for (int start = 0; start < image.Length; start++)
        {
            if (_label[start] != 0 || !(image[start] > threshold)) continue;
            int size = Flood(image, threshold, start, objects + 1);
            // A speck keeps the label -1, so that it is not looked at again.
            if (size >= leastArea) objects++;
            else
                for (int i = 0; i < size; i++) _label[_stack[i]] = -1;
        }
        for (int i = 0; i < _label.Length; i++) _label[i] = Math.Max(_label[i], 0);
        return objects;
    }

    /// <summary>Labels the region around a pixel; afterwards the stack holds its pixels.</summary>
    private int Flood(ReadOnlySpan<float> image, double threshold, int start, int label)
    {
        int size = 1;
        _stack[0] = start;
        _label[start] = label;
        for (int done = 0; done < size; done++)
        {
            int x = _stack[done] % width, y = _stack[done] / width;
            for (int ny = Math.Max(y - 1, 0); ny <= Math.Min(y + 1, height - 1); ny++)
                for (int nx = Math.Max(x - 1, 0); nx <= Math.Min(x + 1, width - 1); nx++)
                {
                    int at = ny * width + nx;
                    if (_label[at] != 0 || !(image[at] > threshold)) continue;
                    _label[at] = label;
                    _stack[size++] = at;
                }
        }
        return size;
    }

    private double ThresholdOf(ReadOnlySpan<float> image)
    {
        Span<float> sample = _sample.AsSpan(0, image.Length);
        image.CopyTo(sample);
        sample.Sort();
        double median = sample[sample.Length / 2], top = sample[^1];
        for (int i = 0; i < sample.Length; i++) sample[i] = (float)Math.Abs(image[i] - median);
        sample.Sort();
        double noise = Sigma * sample[sample.Length / 2];
        return Math.Max(Math.Max(Otsu(image, top), median + NoiseFactor * noise), median + LeastPart * (top - median));
    }

    private static double Otsu(ReadOnlySpan<float> image, double top)
    {
        Span<int> histogram = stackalloc int[Bins];
        histogram.Clear();
        if (!(top > 0)) return 0;
        foreach (float v in image) histogram[Math.Clamp((int)(v / top * Bins), 0, Bins - 1)]++;
        double total = 0, below = 0, count = 0, best = -1;
        for (int i = 0; i < Bins; i++) total += (double)i * histogram[i];
        int threshold = 0;
        for (int i = 0; i < Bins - 1; i++)
        {
            count += histogram[i];
            below += (double)i * histogram[i];
            if (count == 0 || count == image.Length) continue;
            double difference = below / count - (total - below) / (image.Length - count);
            double between = count * (image.Length - count) * difference * difference;
            if (between > best) (best, threshold) = (between, i);
        }
        return (threshold + 1) * top / Bins;
    }
}
