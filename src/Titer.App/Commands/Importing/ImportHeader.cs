using System.Collections.Immutable;
using System.Globalization;
using Titer.Core;
using Titer.Plant.Running;
using Titer.Records;
using Titer.Records.Reports;

namespace Titer.App.Commands.Importing;

/// <summary>What an import is made from, as the first entry of its record says: its files with their hashes, and how much is in them.</summary>
internal sealed record ImportHeader(ImmutableArray<(string Name, string Hash)> Files, long Measurements, int Tags, DateTimeOffset Begin, DateTimeOffset End)
{
    private const string Kind = "import", Source = "titer import", FileKey = "file-", HashKey = "sha256-";
    private const int MostPanels = 24;

    /// <summary>Reads every row of every file, so that nothing is recorded of files that cannot be imported whole.</summary>
    /// <exception cref="InputException">A file cannot be read, or a row of it is no measurement.</exception>
    public static ImportHeader Of(ImmutableArray<MeasurementFile> files, DateTimeOffset now)
    {
        var rules = new MeasurementRules(now);
        long measurements = 0;
        (DateTimeOffset begin, DateTimeOffset end) = (DateTimeOffset.MaxValue, DateTimeOffset.MinValue);
        var hashes = ImmutableArray.CreateBuilder<(string, string)>();
        foreach (MeasurementFile file in files)
        {
            hashes.Add((file.Name, file.Hash()));
            foreach (Measurement m in file.Read(rules))
            {
                measurements++;
                (begin, end) = (m.Time < begin ? m.Time : begin, m.Time > end ? m.Time : end);
            }
        }
        return measurements > 0 ? new ImportHeader(hashes.DrainToImmutable(), measurements, rules.Tags, begin, end)
            : throw new InputException(files[0].Name, "there are no measurements to import.");
    }

    /// <summary>Whether a record is one of an import.</summary>
    public static bool IsOne(IRecord record) => StartOf(record) is not null;

    /// <summary>The event that the record of this import begins with.</summary>
    public Event Started(DateTimeOffset now)
    {
        Event started = new Event(Begin, EventKind.Run, Severity.Information, Source, RunHeader.Started,
            $"Import of {Measurements} measurements from {Files.Length} {(Files.Length == 1 ? "file" : "files")} started.")
            .With("kind", Kind).With("measurements", Measurements.ToString(CultureInfo.InvariantCulture))
            .With("imported", now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture))
            .With("software", $"titer {typeof(ImportHeader).Assembly.GetName().Version}");
        for (int i = 0; i < Files.Length; i++)
            started = started.With($"{FileKey}{i + 1:000}", Files[i].Name).With($"{HashKey}{i + 1:000}", Files[i].Hash);
        return started;
    }

    /// <summary>The event that it ends with.</summary>
    public Event Completed() => new Event(End, EventKind.Run, Severity.Information, Source, RunHeader.Completed,
        $"All {Measurements} measurements of {Tags} tags are imported.").With("measurements", Measurements.ToString(CultureInfo.InvariantCulture));

    /// <summary>How many measurements a record of the same import, whose process ended, already has.</summary>
    /// <exception cref="InputException">It is a record of something else, or of an import that is complete.</exception>
    public long AlreadyIn(IRecord record, string name)
    {
        if (record.Count == 0) return 0;
        if (StartOf(record) is not { } started || !Files.SequenceEqual(FilesOf(started)))
            throw new InputException(name, "there is already a record, and it does not begin with the import of these files; a record is never overwritten.");
        long there = 0;
        var decoder = new EntryDecoder();
        foreach (Entry entry in record.Read())
        {
            if (entry.Kind == EntryKind.Measurements) there += decoder.Measurements(entry).Length;
            else if (entry.Kind == EntryKind.Event && decoder.Event(entry).Code == RunHeader.Completed)
                throw new InputException(name, "this import is complete; a record is never overwritten.");
        }
        return there;
    }

    /// <summary>A trend for each of the first tags.</summary>
    public static ReportLayout Layout(IRecord record)
    {
        TrendExtent[] shown = [.. TrendReader.Of(record).Extents([]).DistinctBy(e => e.Series.Tag).Take(MostPanels)];
        return new ReportLayout("Imported measurements",
            [.. shown.Select(e => new ReportPanel(e.Series.Tag.Name, e.Series.Unit) { Measurements = [e.Series.Tag] })]);
    }

    private static Event? StartOf(IRecord record) =>
        record.Read().FirstOrDefault() is { Kind: EntryKind.Event } first && new EntryDecoder().Event(first) is { Code: RunHeader.Started } started
            && started.Data.GetValueOrDefault("kind") == Kind ? started : null;

    private static IEnumerable<(string, string)> FilesOf(Event started) => started.Data.Where(d => d.Key.StartsWith(FileKey, StringComparison.Ordinal))
        .Select(d => (d.Value, started.Data.GetValueOrDefault(HashKey + d.Key[FileKey.Length..], "")));
}
