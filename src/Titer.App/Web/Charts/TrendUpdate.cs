using System.Buffers;
using System.Buffers.Binary;

namespace Titer.App.Web.Charts;

/// <summary>
/// What is new for a chart, in the form that <c>wwwroot/js/trend/trend-update.js</c> reads as typed arrays, little endian: the time of the plant as a 64-bit float,
/// the number of curves as a 32-bit integer; for each curve its position, the number of its points and whether they replace those before; the times as 64-bit floats; value,
/// expanded uncertainty, minimum, maximum and bad value as 32-bit floats, column by column; a byte of status a point. Each part begins at a multiple of eight bytes.
/// </summary>
public sealed class TrendUpdate
{
    private readonly ArrayBufferWriter<byte> _bytes = new(256);
    private int _curves;

    /// <param name="now">Time of the plant, h since the start of the batch.</param>
    public TrendUpdate(double now)
    {
        Now = now;
        _bytes.Advance(16);
    }

    /// <summary>Time of the plant, h since the start of the batch.</summary>
    public double Now { get; }

    /// <summary>Adds points to a curve. One at a time that the curve has already takes its place, as the last stretch of a trend does while it fills.</summary>
    /// <param name="curve">Position in <see cref="Trend.Curves"/>; at most once in an update.</param>
    /// <param name="replaces">Whether all points before are taken away first, as those of an older plan.</param>
    public TrendUpdate Add(int curve, ReadOnlySpan<TrendPoint> points, bool replaces = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(curve);
        int count = points.Length, size = 16 + 8 * count + (21 * count + 7) / 8 * 8;
        Span<byte> part = _bytes.GetSpan(size)[..size];
        part.Clear();
        BinaryPrimitives.WriteInt32LittleEndian(part, curve);
        BinaryPrimitives.WriteInt32LittleEndian(part[4..], count);
        BinaryPrimitives.WriteInt32LittleEndian(part[8..], replaces ? 1 : 0);
        Span<byte> hours = part[16..], floats = hours[(8 * count)..], status = floats[(20 * count)..];
        for (int i = 0; i < count; i++)
        {
            TrendPoint p = points[i];
            BinaryPrimitives.WriteDoubleLittleEndian(hours[(8 * i)..], p.Hours);
            ReadOnlySpan<double> columns = [p.Value, p.Expanded, p.Minimum, p.Maximum, p.Bad];
            for (int k = 0; k < columns.Length; k++) BinaryPrimitives.WriteSingleLittleEndian(floats[(4 * (k * count + i))..], (float)columns[k]);
            status[i] = (byte)p.Status;
        }
        _bytes.Advance(size);
        _curves++;
        return this;
    }

    public byte[] ToBytes()
    {
        byte[] bytes = _bytes.WrittenSpan.ToArray();
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, Now);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), _curves);
        return bytes;
    }
}
