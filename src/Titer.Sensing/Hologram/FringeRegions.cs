namespace Titer.Sensing.Hologram;

/// <summary>
/// Where in a hologram the objects are, before any focus is known: their fringes make the intensity depart from the empty light, and the blurred
/// square of the departure
/// stands out in a region around each. Regions come with the strongest first.
/// </summary>
internal sealed class FringeRegions(int width, int height)
{
    private const double Blur = 12, Part = 0.25, LeastRise = 1.5;
    private const int Border = 8, Most = 64;

    private readonly int _border = BorderOf(width, height);
    private readonly BoxBlur _blur = new(width, height);
    private readonly Segmentation _segmentation = new(width, height);
    private readonly float[] _energy = new float[width * height], _blurred = new float[width * height];
    private readonly float[] _sorted = new float[width * height];

    /// <summary>Regions of the last image, by falling energy.</summary>
    public List<FringeRegion> Regions { get; } = new(Most);

    /// <param name="normalised">I / I0.</param>
    public void Find(ReadOnlySpan<float> normalised)
    {
        for (int i = 0; i < normalised.Length; i++) _energy[i] = _blurred[i] = (normalised[i] - 1) * (normalised[i] - 1);
        _blur.Apply(_blurred, Blur);
        float top = 0;
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++)
            {
                if (x < _border || y < _border || x >= width - _border || y >= height - _border) _blurred[y * width + x] = 0;
                top = Math.Max(top, _blurred[y * width + x]);
            }
        Regions.Clear();
        if (!StandsOut(top)) return;
        int count = Math.Min(_segmentation.Find(_blurred, Part * top, 1), Most);
        for (int k = 1; k <= count; k++) Regions.Add(new FringeRegion(k, 0, width, height, -1, -1));
        for (int i = 0; i < _energy.Length; i++)
        {
            int label = _segmentation.Label[i];
            if (label is 0 or > Most) continue;
            Regions[label - 1] = Regions[label - 1].With(i % width, i / width, _energy[i]);
        }
        Regions.Sort((a, b) => a.Energy != b.Energy ? b.Energy.CompareTo(a.Energy) : a.Label.CompareTo(b.Label));
    }

    /// <summary>Noise alone has nearly the same energy everywhere.</summary>
    private bool StandsOut(float top)
    {
        _blurred.CopyTo(_sorted, 0);
        _sorted.AsSpan().Sort();
        return top > LeastRise * _sorted[_sorted.Length / 2];
    }

    /// <summary>Pixels at the rim of an image that are not looked at.</summary>
    public static int BorderOf(int width, int height) => Math.Min(Border, Math.Min(width, height) / 8);

    /// <summary>A region widened by some pixels, as a mask of a window of the image; pixels at the border of the image are never in.</summary>
    public void Mask(FringeRegion region, int widening, RegionMask mask, int windowLeft, int windowTop, int windowWidth, int windowHeight)
    {
        mask.Clear();
        int left = Math.Max(region.Left - widening, Math.Max(_border, windowLeft));
        int top = Math.Max(region.Top - widening, Math.Max(_border, windowTop));
        int right = Math.Min(region.Right + widening, Math.Min(width - _border, windowLeft + windowWidth) - 1);
        int bottom = Math.Min(region.Bottom + widening, Math.Min(height - _border, windowTop + windowHeight) - 1);
        for (int y = top; y <= bottom; y++)
            for (int x = left; x <= right; x++)
                if (Near(region.Label, widening, x, y)) mask.Add(x - windowLeft, y - windowTop);
    }

    /// <summary>
    /// Whether a pixel is at most so many steps between neighbours away from the region: a diamond, as repeated dilation by a cross gives.
    /// </summary>
    private bool Near(int label, int widening, int x, int y)
    {
        ReadOnlySpan<int> labels = _segmentation.Label;
        for (int dy = -widening; dy <= widening; dy++)
        {
            int row = y + dy, reach = widening - Math.Abs(dy);
            if (row < 0 || row >= height) continue;
            int from = Math.Max(x - reach, 0), to = Math.Min(x + reach, width - 1);
            if (labels.Slice(row * width + from, to - from + 1).Contains(label)) return true;
        }
        return false;
    }
}
