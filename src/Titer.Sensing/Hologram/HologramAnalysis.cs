namespace Titer.Sensing.Hologram;

/// <summary>
/// From an image to objects: focus of every region, wave in the planes that are in focus, objects in them, twin image away, features. Holds its
/// buffers for one size of image.
/// </summary>
public sealed class HologramAnalysis
{
    /// <summary>Distances this close, in depths of field, share a plane.</summary>
    private const double SamePlane = 1, LeastContrast = 0.2, CorePart = 0.4;
    private const int Dilation = 3, LeastPixels = 9, MostPlanes = 32, RegionWidening = 8;
    /// <summary>Room from the start; more is made when needed.</summary>
    private const int UsualObjects = 256;

    private readonly HologramCalibration _calibration;
    private readonly Autofocus _autofocus;
    private readonly TwinImageSuppression _twin;
    private readonly Segmentation _segmentation;
    private readonly BodyParts _parts;
    private readonly ObjectMeasurement _measurement;
    private readonly ObjectFocus _objectFocus;
    private readonly RegionMask _mask;
    private readonly BoxBlur _blur;
    private readonly float[] _re, _im, _contrast, _waveRe, _waveIm;
    private readonly byte[] _plane, _support;
    private readonly int[] _label;
    private float[] _tops = new float[UsualObjects];
    private int[] _votes = new int[UsualObjects * 8];
    private readonly List<double> _planes = new(MostPlanes);
    private readonly List<ObjectBox> _boxes = new(UsualObjects);
    private readonly List<(double Focus, double Uncertainty)> _foci = new(UsualObjects);
    private readonly List<HologramObject> _objects = new(UsualObjects);
    private readonly List<(int Which, double Core)> _drawn = new(UsualObjects);

    public HologramAnalysis(int width, int height, HologramCalibration calibration)
    {
        _calibration = calibration;
        Field = new HologramField(width, height, calibration.PixelPitch, calibration.Wavelength / calibration.MediumIndex);
        _autofocus = new Autofocus(Field, calibration.NearestFocus, calibration.FarthestFocus, calibration.Transparent);
        _twin = new TwinImageSuppression(Field);
        _segmentation = new Segmentation(width, height);
        _parts = new BodyParts(width, height);
        _measurement = new ObjectMeasurement(width, height, calibration.PixelPitch);
        _objectFocus = new ObjectFocus(Field);
        _mask = new RegionMask(width, height);
        _blur = new BoxBlur(width, height);
        int padded = Field.Rows * Field.Columns, pixels = width * height;
        (_re, _im) = (new float[padded], new float[padded]);
        (_contrast, _waveRe, _waveIm) = (new float[pixels], new float[pixels], new float[pixels]);
        (_plane, _support, _label) = (new byte[pixels], new byte[pixels], new int[pixels]);
    }

    public HologramField Field { get; }

    /// <summary>Focus of the frame: that of the region with the strongest fringes.</summary>
    public FocusResult Focus { get; private set; } = FocusResult.Nothing;

    /// <summary>Objects of the last image, from top to bottom.</summary>
    public IReadOnlyList<HologramObject> Objects => _objects;

    /// <summary>Number (from 1) of the object that covers a pixel, in the order of finding; 0 is background.</summary>
    public ReadOnlySpan<int> Outline => _measurement.Outline;

    /// <summary>Amplitude of the last image in the focus of the frame, twin image included, row-major, 1 is the empty light.</summary>
    public float[] AmplitudeInFocus()
    {
        var amplitude = new float[Field.Width * Field.Height];
        Field.Propagate(Focus.Distance, _re, _im);
        for (int y = 0; y < Field.Height; y++)
            for (int x = 0; x < Field.Width; x++)
            {
                int at = Field.First + y * Field.Columns + x;
                amplitude[y * Field.Width + x] = MathF.Sqrt((1 + _re[at]) * (1 + _re[at]) + _im[at] * _im[at]);
            }
        return amplitude;
    }

    /// <summary>Focus of the frame alone, without its objects.</summary>
    public void RunAutofocus(ReadOnlySpan<double> pixels)
    {
        Field.Load(pixels);
        _objects.Clear();
        _measurement.Clear();
        _autofocus.Run(1);
        Focus = _autofocus.Found.Count > 0 ? _autofocus.Found[0].Focus : FocusResult.Nothing;
    }

    /// <summary>Finds focus and objects of an image by itself.</summary>
    /// <param name="pixels">Grey levels, row-major.</param>
    public void Run(ReadOnlySpan<double> pixels) => Run(pixels, null);

    internal void Run(ReadOnlySpan<double> pixels, StaticPattern? pattern)
    {
        Field.Load(pixels, pattern);
        _objects.Clear();
        _measurement.Clear();
        _autofocus.Run();
        Focus = _autofocus.Found.Count > 0 ? _autofocus.Found[0].Focus : FocusResult.Nothing;
        if (Focus.IsNothing) return;
        AssignPlanes();
        for (int k = 0; k < _planes.Count; k++) LookAt(k);
        int count = Segment();
        if (count == 0) return;
        int votes = (count + 1) * _planes.Count;
        if (_votes.Length < votes) _votes = new int[2 * votes];
        ObjectBox.Find(_label, _plane, _planes.Count, Field.Width, count, _boxes, _votes.AsSpan(0, votes));
        FocusObjects(count);
        Reconstruct();
        Measure(count);
        _objects.Sort((a, b) => a.Y != b.Y ? a.Y.CompareTo(b.Y) : a.X.CompareTo(b.X));
    }

    private double Depth(double distance) => HologramPhysics.DepthOfField(Field.Wavelength, Aperture(distance));

    private double Aperture(double distance) =>
        HologramPhysics.Aperture(Field.Wavelength, Field.Pitch, Math.Min(Field.Width, Field.Height) * Field.Pitch, distance);

    /// <summary>Gives each pixel the plane of its region; where there is none, that of the frame.</summary>
    private void AssignPlanes()
    {
        _planes.Clear();
        _planes.Add(Focus.Distance);
        Array.Clear(_plane);
        // From weak to strong, so that where widened regions overlap the stronger one has its way.
        for (int k = _autofocus.Found.Count - 1; k >= 0; k--)
        {
            (FringeRegion region, FocusResult focus) = _autofocus.Found[k];
            // A region that cannot say where it is belongs to the frame.
            double distance = focus.Verdict is FocusVerdict.Sure or FocusVerdict.Likely ? focus.Distance : Focus.Distance;
            int plane = PlaneAt(distance);
            if (plane < 0)
            {
                plane = _planes.Count;
                _planes.Add(distance);
            }
            _autofocus.Regions.Mask(region, RegionWidening, _mask, 0, 0, Field.Width, Field.Height);
            for (int y = _mask.Top; y <= _mask.Bottom; y++)
                for (int x = _mask.Left; x <= _mask.Right; x++)
                    if (_mask.Weights[y * Field.Width + x] > 0) _plane[y * Field.Width + x] = (byte)plane;
        }
    }

    /// <summary>The plane in which a distance is in focus, too; -1 when there is none yet.</summary>
    private int PlaneAt(double distance)
    {
        double same = SamePlane * Depth(distance);
        for (int k = 0; k < _planes.Count; k++)
            if (Math.Abs(_planes[k] - distance) <= same) return k;
        return -1;
    }

    private bool HoldsObject(int plane)
    {
        foreach (ObjectBox box in _boxes)
            if (box.Plane == plane && box.Right >= box.Left) return true;
        return false;
    }

    /// <summary>Contrast of the pixels of a plane.</summary>
    private void LookAt(int plane)
    {
        Field.Propagate(_planes[plane], _re, _im);
        for (int y = 0; y < Field.Height; y++)
            for (int x = 0; x < Field.Width; x++)
            {
                int at = Field.First + y * Field.Columns + x, pixel = y * Field.Width + x;
                if (_plane[pixel] == plane) _contrast[pixel] = MathF.Sqrt(_re[at] * _re[at] + _im[at] * _im[at]);
            }
    }

    private int Segment()
    {
        _blur.Apply(_contrast, 1);
        int least = Math.Max(LeastPixels, (int)(Math.PI / 4 * Square(Resolution(Focus.Distance) / Field.Pitch)));
        int count = _segmentation.Find(_contrast, least);
        _segmentation.Label.CopyTo(_label);
        KeepCores(count);
        double detail = Resolution(Focus.Distance) / Field.Pitch, fringe = Math.Sqrt(Field.Wavelength * Focus.Distance) / Field.Pitch;
        count = _parts.Join(_label, _contrast, count, detail, fringe);
        for (int i = 0; i < Dilation; i++) Dilate();
        return count;
    }

    /// <summary>Takes from each object what is weak beside its own core: the fringes around a strong object pass the common threshold, too.</summary>
    private void KeepCores(int count)
    {
        if (_tops.Length <= count) _tops = new float[2 * count];
        Span<float> tops = _tops;
        tops.Clear();
        for (int i = 0; i < _label.Length; i++) tops[_label[i]] = Math.Max(tops[_label[i]], _contrast[i]);
        for (int i = 0; i < _label.Length; i++)
            if (_contrast[i] < CorePart * tops[_label[i]]) _label[i] = 0;
    }

    private double Resolution(double distance) => Field.Wavelength / (2 * Aperture(distance));

    /// <summary>One pixel more around each object, as far as nobody else is there.</summary>
    private void Dilate()
    {
        int width = Field.Width, height = Field.Height;
        for (int i = 0; i < _label.Length; i++)
        {
            if (_label[i] != 0) continue;
            int x = i % width, y = i / width;
            int next = Math.Max(
                Math.Max(x > 0 ? _label[i - 1] : 0, x < width - 1 ? _label[i + 1] : 0),
                Math.Max(y > 0 ? _label[i - width] : 0, y < height - 1 ? _label[i + width] : 0));
            // Negative until the pass is over, so that one pass is one pixel.
            if (next > 0) _label[i] = -next;
        }
        for (int i = 0; i < _label.Length; i++) _label[i] = Math.Abs(_label[i]);
    }

    /// <summary>Gives each object its own focus, and objects that are in focus together a common plane.</summary>
    private void FocusObjects(int count)
    {
        _foci.Clear();
        for (int k = 0; k <= count; k++) _foci.Add((double.NaN, double.NaN));
        for (int plane = 0; plane < _planes.Count; plane++)
        {
            if (!HoldsObject(plane)) continue;
            double depth = Depth(_planes[plane]);
            _objectFocus.Scan(_planes[plane], depth, _label, count);
            for (int which = 1; which <= count; which++)
                if (_boxes[which].Plane == plane) _foci[which] = _objectFocus.Of(which, depth);
        }
        _planes.Clear();
        for (int which = 1; which <= count; which++)
        {
            double focus = _foci[which].Focus;
            int plane = PlaneAt(focus);
            if (plane < 0)
            {
                // The last plane takes what the byte of a pixel cannot number; no chamber has that many depths.
                plane = Math.Min(_planes.Count, MostPlanes - 1);
                if (plane == _planes.Count) _planes.Add(focus);
            }
            _boxes[which] = _boxes[which] with { Plane = plane };
        }
    }

    private void Reconstruct()
    {
        for (int i = 0; i < _label.Length; i++) _support[i] = _label[i] == 0 ? (byte)0 : (byte)(1 + _boxes[_label[i]].Plane);
        _twin.Run(_planes, _support, _waveRe, _waveIm);
    }

    /// <summary>
    /// Measures the objects. One whose contrast is below a fifth of the strongest one's cannot be told from what is left of that one's twin
    /// image and fringes, and is dropped.
    /// </summary>
    private void Measure(int count)
    {
        double strongest = 0;
        for (int which = 1; which <= count; which++)
        {
            double core = _measurement.Draw(_waveRe, _waveIm, _label, which, _boxes[which]);
            strongest = Math.Max(strongest, core);
            if (core > 0) _drawn.Add((which, core));
        }
        foreach ((int which, double core) in _drawn)
        {
            (double focus, double u) = _foci[which];
            if (core < LeastContrast * strongest) _measurement.Remove(which, _boxes[which]);
            else if (_measurement.Measure(_waveRe, _waveIm, which, _boxes[which], core, focus, u,
                Resolution(focus)) is { } found) _objects.Add(found);
        }
        _drawn.Clear();
    }

    private static double Square(double x) => x * x;
}
