namespace Titer.Sensing.Hologram;

/// <summary>
/// Makes bodies of labelled parts. A body that is thick, patchy or a little out of focus breaks at any threshold, and the fringes beside it pass
/// the threshold, too. Three rules, by the sizes of the things themselves (size: diameter of the circle of the same area):
/// parts no further apart than the smallest detail are one, because nobody could tell;
/// a part of at most half the size of another is a fringe of it, and dropped, when it is no stronger than the edge of that one makes at that
/// distance; else it belongs to that one when the gap is smaller than its own size and than a quarter of the other's.
/// Things of like size, as the cells of a culture are, are never joined over a gap that can be seen.
/// </summary>
internal sealed class BodyParts(int width, int height)
{
    /// <summary>Size of the largest thing, relative to a body, that may be a part or a fringe of it.</summary>
    public const double PartSize = 0.5;
    private const double PartGap = 0.25;
    /// <summary>Room from the start; more is made when needed.</summary>
    private const int UsualParts = 512;
    /// <summary>
    /// A straight edge of an opaque screen disturbs the wave at a distance w sqrt(lambda d / 2) by 1 / (sqrt(2) pi w) (Fresnel's integrals for
    /// large w: M. Born, E. Wolf, Principles of Optics (1999) 8.7.3); a body has two edges. At an edge itself it is one half.
    /// </summary>
    private const double EdgeWave = 2 / (1.4142135623730951 * Math.PI), AtEdge = 0.5;

    private readonly int[] _rim = new int[width * height];
    private int[] _area = new int[UsualParts], _body = new int[UsualParts], _first = new int[UsualParts + 1];
    private float[] _top = new float[UsualParts];
    private readonly List<(int A, int B, double Gap)> _pairs = new(4 * UsualParts);

    /// <summary>Joins and drops parts, numbers what is left from 1 in the order of the parts, and gives the number.</summary>
    /// <param name="label">Part of each pixel, from 1; 0 is background.</param>
    /// <param name="contrast">Modulus of the scattered wave.</param>
    /// <param name="count">Number of parts.</param>
    /// <param name="detail">Smallest detail, pixels.</param>
    /// <param name="fringe">sqrt(lambda z), pixels: the unit of distance of the twin image, which is out of focus by d = 2 z.</param>
    public int Join(Span<int> label, ReadOnlySpan<float> contrast, int count, double detail, double fringe)
    {
        if (_area.Length <= count + 1)
        {
            int room = 2 * (count + 1);
            (_area, _body, _first, _top) = (new int[room], new int[room], new int[room + 1], new float[room]);
        }
        Survey(label, contrast, count);
        FindPairs(count, Math.Max(detail, AtMost(count, fringe)));
        DropFringes(fringe);
        while (JoinOnce(detail)) { }
        return Renumber(label, count);
    }

    /// <summary>Area, highest contrast and the pixels of the rim of each part.</summary>
    private void Survey(ReadOnlySpan<int> label, ReadOnlySpan<float> contrast, int count)
    {
        Array.Clear(_area);
        Array.Clear(_top);
        Array.Clear(_first);
        for (int i = 0; i < label.Length; i++)
        {
            int part = label[i];
            if (part == 0) continue;
            _area[part]++;
            _top[part] = Math.Max(_top[part], contrast[i]);
            if (IsRim(label, i)) _first[part + 1]++;
        }
        for (int k = 1; k <= count + 1; k++) _first[k] += _first[k - 1];
        for (int i = 0; i < label.Length; i++)
            if (label[i] != 0 && IsRim(label, i)) _rim[_first[label[i]]++] = i;
        // Filling moved each start to the next one's.
        for (int k = count + 1; k > 0; k--) _first[k] = _first[k - 1];
        _first[0] = 0;
        for (int k = 0; k <= count; k++) _body[k] = k;
    }

    private bool IsRim(ReadOnlySpan<int> label, int i)
    {
        int x = i % width, y = i / width, part = label[i];
        return x == 0 || y == 0 || x == width - 1 || y == height - 1
            || label[i - 1] != part || label[i + 1] != part || label[i - width] != part || label[i + width] != part;
    }

    /// <summary>The largest gap that any rule can bridge.</summary>
    private double AtMost(int count, double fringe)
    {
        int all = 0;
        for (int k = 1; k <= count; k++) all += _area[k];
        return Math.Max(PartGap * Size(all), fringe * EdgeWave / Segmentation.LeastPart);
    }

    private void FindPairs(int count, double reach)
    {
        _pairs.Clear();
        for (int a = 1; a < count; a++)
            for (int b = a + 1; b <= count; b++)
            {
                double gap = Gap(a, b, reach);
                if (gap <= reach) _pairs.Add((a, b, gap));
            }
        _pairs.Sort(static (p, q) => p.Gap != q.Gap ? p.Gap.CompareTo(q.Gap) : p.A != q.A ? p.A.CompareTo(q.A) : p.B.CompareTo(q.B));
    }

    /// <summary>Pixels of background between the rims of two parts; infinity beyond the reach.</summary>
    private double Gap(int a, int b, double reach)
    {
        ReadOnlySpan<int> one = _rim.AsSpan(_first[a].._first[a + 1]), other = _rim.AsSpan(_first[b].._first[b + 1]);
        // Rims are in the order of rows: parts whose rows are too far apart need no closer look.
        if (one.IsEmpty || other.IsEmpty || Math.Max(one[0] / width - other[^1] / width, other[0] / width - one[^1] / width) > reach + 1)
            return double.PositiveInfinity;
        long nearest = long.MaxValue;
        foreach (int p in one)
        {
            int x = p % width, y = p / width;
            foreach (int q in other)
            {
                long dx = q % width - x, dy = q / width - y;
                nearest = Math.Min(nearest, dx * dx + dy * dy);
            }
        }
        return Math.Sqrt(nearest) - 1;
    }

    private void DropFringes(double fringe)
    {
        foreach ((int a, int b, double gap) in _pairs)
        {
            (int body, int part) = _area[a] >= _area[b] ? (a, b) : (b, a);
            if (Size(_area[part]) > PartSize * Size(_area[body])) continue;
            if (_top[part] <= _top[body] * Math.Min(AtEdge, EdgeWave * fringe / gap)) _body[part] = 0;
        }
    }

    /// <summary>Joins the nearest two bodies that belong together; bodies grow by it, and others may then belong to them.</summary>
    private bool JoinOnce(double detail)
    {
        foreach ((int a, int b, double gap) in _pairs)
        {
            int one = _body[a], other = _body[b];
            if (one == other || one == 0 || other == 0) continue;
            (int body, int part) = _area[one] >= _area[other] ? (one, other) : (other, one);
            double large = Size(_area[body]), small = Size(_area[part]);
            if (gap > detail && !(small <= PartSize * large && gap <= Math.Min(small, PartGap * large))) continue;
            _area[body] += _area[part];
            for (int k = 0; k < _body.Length; k++)
                if (_body[k] == part) _body[k] = body;
            return true;
        }
        return false;
    }

    private int Renumber(Span<int> label, int count)
    {
        int bodies = 0;
        // _area becomes the new number of a body.
        Array.Clear(_area);
        for (int k = 1; k <= count; k++)
            if (_body[k] != 0 && _area[_body[k]] == 0) _area[_body[k]] = ++bodies;
        foreach (ref int part in label) part = _area[_body[part]];
        return bodies;
    }

    private static double Size(int area) => 2 * Math.Sqrt(area / Math.PI);
}
