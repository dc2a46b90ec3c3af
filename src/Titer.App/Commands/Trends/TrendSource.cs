using Titer.App.Runs;
using Titer.Records;

namespace Titer.App.Commands.Trends;

/// <summary>Where the trends of a run come from: its record, or what stayed on line when that was archived.</summary>
/// <param name="Start">Time of the first entry, from which hours count.</param>
/// <param name="Archived">What the archive is; null when the record is here.</param>
internal sealed record TrendSource(string Name, TrendReader Reader, DateTimeOffset Start, ArchiveNote? Archived, IDisposable Held) : IDisposable
{
    public static TrendSource Open(string run, bool fromEntries)
    {
        if (RunFolder.Archived(run) is { } folder)
        {
            TrendArchive archive = TrendArchive.Open(Path.Combine(folder, TrendArchive.FileName));
            return new TrendSource(folder, archive.Read(), archive.Note.Begin, archive.Note, archive);
        }
        RunPlace place = RunPlace.Find(run);
        IRecord record = place.Record.Open();
        try
        {
            DateTimeOffset start = record.Read().FirstOrDefault()?.Time ?? default;
            return new TrendSource(place.Name, TrendReader.Of(record, fromEntries), start, null, record);
        }
        catch
        {
            record.Dispose();
            throw;
        }
    }

    public double Hours(DateTimeOffset time) => (time - Start).TotalHours;

    public void Dispose() => Held.Dispose();
}
