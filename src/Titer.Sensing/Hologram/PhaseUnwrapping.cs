namespace Titer.Sensing.Hologram;

/// <summary>
/// Phase of an object thicker than half a wave, which the field gives only up to whole turns. Unwrapped from the outside, where it is zero,
/// inwards in layers
/// of pixels, each against the mean of its neighbours done before (K. Itoh, Appl. Opt. 21 (1982) 2470, from pixel to pixel): an object is smooth
/// inside and
/// ends in the background, so that no path has to cross a jump.
/// </summary>
internal sealed class PhaseUnwrapping(int width, int height)
{
    private readonly int[] _layer = new int[width * height], _queue = new int[width * height];

    /// <summary>Unwraps the phase of one labelled object in place; pixels of the object only.</summary>
    /// <param name="phase">rad; outside the object anything.</param>
    public void Unwrap(Span<float> phase, ReadOnlySpan<int> label, int which, ObjectBox box)
    {
        int count = 0;
        for (int y = box.Top; y <= box.Bottom; y++)
            for (int x = box.Left; x <= box.Right; x++)
            {
                int at = y * width + x;
                _layer[at] = label[at] == which ? int.MaxValue : 0;
                if (label[at] == which && Border(label, which, x, y)) _queue[count++] = at;
            }
        // Border pixels are measured against the background. An object delays light, so that a large step at the rim is rather forward than back.
        for (int i = 0; i < count; i++)
        {
            _layer[_queue[i]] = 1;
            phase[_queue[i]] = (float)(Math.PI / 2 + Math.IEEERemainder(phase[_queue[i]] - Math.PI / 2, 2 * Math.PI));
        }
        for (int done = 0; done < count; done++)
        {
            int at = _queue[done], x = at % width, y = at / width;
            for (int ny = Math.Max(y - 1, box.Top); ny <= Math.Min(y + 1, box.Bottom); ny++)
                for (int nx = Math.Max(x - 1, box.Left); nx <= Math.Min(x + 1, box.Right); nx++)
                {
                    int next = ny * width + nx;
                    if (_layer[next] != int.MaxValue) continue;
                    _layer[next] = _layer[at] + 1;
                    double mean = MeanOfDone(phase, label, which, nx, ny, box);
                    phase[next] = (float)(mean + Math.IEEERemainder(phase[next] - mean, 2 * Math.PI));
                    _queue[count++] = next;
                }
        }
    }

    private bool Border(ReadOnlySpan<int> label, int which, int x, int y) =>
        x == 0 || y == 0 || x == width - 1 || y == height - 1 || label[y * width + x - 1] != which || label[y * width + x + 1] != which
        || label[(y - 1) * width + x] != which || label[(y + 1) * width + x] != which;

    private double MeanOfDone(ReadOnlySpan<float> phase, ReadOnlySpan<int> label, int which, int x, int y, ObjectBox box)
    {
        double sum = 0;
        int n = 0, layer = _layer[y * width + x];
        for (int ny = Math.Max(y - 1, box.Top); ny <= Math.Min(y + 1, box.Bottom); ny++)
            for (int nx = Math.Max(x - 1, box.Left); nx <= Math.Min(x + 1, box.Right); nx++)
            {
                int at = ny * width + nx;
                if (label[at] != which || _layer[at] >= layer) continue;
                sum += phase[at];
                n++;
            }
        return n == 0 ? 0 : sum / n;
    }
}
