using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Titer.Core;

namespace Titer.Records;

/// <summary>The measurements of one block, column by column, in their order. Owns its buffers, which grow to the largest block; not thread-safe.</summary>
internal sealed class BlockColumns
{
    private long[] _series = [], _ticks = [], _qualities = [], _sequences = [];
    private double[] _values = [], _uncertainties = [];

    public int Count { get; private set; }

    /// <summary>Number of the series in the table of the block.</summary>
    public Span<long> Series => _series.AsSpan(0, Count);

    public Span<long> Ticks => _ticks.AsSpan(0, Count);

    /// <summary>Place of the quality in <see cref="QualityList"/>.</summary>
    public Span<long> Qualities => _qualities.AsSpan(0, Count);

    public Span<long> Sequences => _sequences.AsSpan(0, Count);

    public Span<double> Values => _values.AsSpan(0, Count);

    public Span<double> Uncertainties => _uncertainties.AsSpan(0, Count);

    /// <summary>The qualities of the block, each once, in the order in which they come first.</summary>
    public List<Quality> QualityList { get; } = [];

    private readonly Dictionary<Quality, int> _places = [];

    public void Begin(int count)
    {
        if (_series.Length < count)
        {
            (_series, _ticks, _qualities, _sequences) = (new long[count], new long[count], new long[count], new long[count]);
            (_values, _uncertainties) = (new double[count], new double[count]);
        }
        Count = count;
        QualityList.Clear();
    }

    /// <summary>Takes everything but the series.</summary>
    public void Take(ReadOnlySpan<Measurement> measurements)
    {
        Begin(measurements.Length);
        _places.Clear();
        int last = -1;
        for (int i = 0; i < measurements.Length; i++)
        {
            Measurement m = measurements[i];
            (_ticks[i], _sequences[i], _values[i], _uncertainties[i]) = (m.Time.UtcTicks, m.Sequence, m.Value, m.StandardUncertainty);
            if (last < 0 || m.Quality != QualityList[last]) last = Place(m.Quality);
            _qualities[i] = last;
        }
    }

    public ImmutableArray<Measurement> Measurements(SeriesTable table)
    {
        var measurements = new Measurement[Count];
        for (int i = 0; i < measurements.Length; i++)
        {
            BlockSeries series = table[(int)_series[i]];
            measurements[i] = new Measurement(series.Tag, new DateTimeOffset(_ticks[i], TimeSpan.Zero), _values[i], series.Unit, _uncertainties[i],
                QualityList[(int)_qualities[i]], series.Source, _sequences[i]);
        }
        return ImmutableCollectionsMarshal.AsImmutableArray(measurements);
    }

    private int Place(Quality quality)
    {
        quality = quality with { Reason = quality.Reason ?? "" };
        if (_places.TryGetValue(quality, out int place)) return place;
        _places.Add(quality, QualityList.Count);
        QualityList.Add(quality);
        return QualityList.Count - 1;
    }
}
