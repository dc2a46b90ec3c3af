using System.Collections.Immutable;
using Titer.Core;

namespace Titer.Records;

/// <summary>Takes the values of entries, one by one.</summary>
internal interface IValueSink
{
    void Take(long entry, TrendSeries series, DateTimeOffset time, double value, double uncertainty, Ne107 status);
}

/// <summary>The values that an entry holds: of a measurement, of the variables of an estimate, of a command.</summary>
internal static class EntryValues
{
    /// <summary>An entry that cannot be read has nothing that a trend could show; verification names it.</summary>
    public static void Send(Entry entry, EntryDecoder decoder, IValueSink to)
    {
        if (entry.Kind is not (EntryKind.Measurement or EntryKind.Measurements or EntryKind.Estimate or EntryKind.Command)) return;
        object content;
        try
        {
            content = decoder.Decode(entry);
        }
        catch (InvalidDataException)
        {
            return;
        }
        Send(entry.Number, content, to);
    }

    /// <param name="content">As <see cref="EntryDecoder.Decode"/> gives it.</param>
    public static void Send(long entry, object content, IValueSink to)
    {
        switch (content)
        {
            case Measurement measurement: Send(entry, measurement, to); break;
            case ImmutableArray<Measurement> block:
                foreach (Measurement measurement in block) Send(entry, measurement, to);
                break;
            case Estimate estimate: Send(entry, estimate, to); break;
            case Command command: Send(entry, command, to); break;
        }
    }

    public static void Send(long entry, Measurement m, IValueSink to) => to.Take(
        entry, new TrendSeries(SeriesKind.Measured, m.Tag, m.Unit, m.Source), m.Time, m.Value, m.StandardUncertainty, m.Quality.Status);

    public static void Send(long entry, Command c, IValueSink to) =>
        to.Take(entry, new TrendSeries(SeriesKind.Commanded, c.Actuator, c.Unit, ""), c.Time, c.Value, 0, Ne107.Good);

    public static void Send(long entry, Estimate e, IValueSink to)
    {
        int variables = Math.Min(e.Variables.IsDefault ? 0 : e.Variables.Length, e.Values.IsDefault ? 0 : e.Values.Length);
        for (int i = 0; i < variables; i++)
        {
            int diagonal = i * (i + 1) / 2 + i;
            double variance = e.Covariance.IsDefault || diagonal >= e.Covariance.Length ? double.NaN : e.Covariance[diagonal];
            to.Take(entry, new TrendSeries(SeriesKind.Estimated, e.Variables[i].Tag, e.Variables[i].Unit, e.Source), e.Time, e.Values[i],
                Math.Sqrt(variance), Ne107.Good);
        }
    }
}
