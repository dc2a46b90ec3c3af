using Titer.Core;

namespace Titer.Records.Exports;

/// <summary>One value of a record. Uncertainty and sequence are null where there are none: a command has neither.</summary>
internal readonly record struct TrendRow(
    DateTimeOffset Time, string Kind, Tag Tag, Unit Unit, double Value, double? Uncertainty, string Status, string Source, long? Sequence)
{
    /// <summary>The values of one entry; frames, events and decisions have none.</summary>
    public static IEnumerable<TrendRow> Of(object content)
    {
        switch (content)
        {
            case Measurement m:
                yield return new TrendRow(m.Time, "measurement", m.Tag, m.Unit, m.Value, m.StandardUncertainty, m.Quality.Status.ToString(), m.Source, m.Sequence);
                break;
            case Estimate e:
                for (int i = 0; i < e.Variables.Length; i++)
                    yield return new TrendRow(e.Time, "estimate", e.Variables[i].Tag, e.Variables[i].Unit, e.Values[i], Math.Sqrt(e.Covariance[i * (i + 1) / 2 + i]), "", e.Source, null);
                break;
            case Command c:
                yield return new TrendRow(c.Time, "command", c.Actuator, c.Unit, c.Value, null, "", c.Controller, null);
                break;
        }
    }
}

/// <summary>Rows by column, as Parquet wants them.</summary>
internal sealed class TrendRows(int capacity)
{
    public int Count { get; private set; }
    public DateTime[] Times { get; } = new DateTime[capacity];
    public string[] Kinds { get; } = new string[capacity];
    public string[] Tags { get; } = new string[capacity];
    public string[] Units { get; } = new string[capacity];
    public double[] Values { get; } = new double[capacity];
    public double?[] Uncertainties { get; } = new double?[capacity];
    public string[] Statuses { get; } = new string[capacity];
    public string[] Sources { get; } = new string[capacity];
    public long?[] Sequences { get; } = new long?[capacity];
    public long[] Numbers { get; } = new long[capacity];

    public void Add(TrendRow row, long entry)
    {
        int i = Count++;
        (Times[i], Kinds[i], Tags[i], Units[i], Values[i]) = (row.Time.UtcDateTime, row.Kind, row.Tag.Name, row.Unit.Code, row.Value);
        (Uncertainties[i], Statuses[i], Sources[i], Sequences[i], Numbers[i]) = (row.Uncertainty, row.Status, row.Source, row.Sequence, entry);
    }

    public void Clear() => Count = 0;
}
