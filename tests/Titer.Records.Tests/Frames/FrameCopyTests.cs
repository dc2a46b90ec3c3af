using Titer.Core;

namespace Titer.Records.Tests;

/// <summary>A record with frame files is its file and they: a copy has both, and what is taken away is both.</summary>
public sealed class FrameCopyTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 6, 0, 0, TimeSpan.Zero);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_back_up_has_the_frame_files_and_a_back_up_of_the_back_up_too()
    {
        Written("run", 2);
        foreach ((string from, string to) in (ReadOnlySpan<(string, string)>)[("run/record.db", "copy/a.db"), ("copy/a.db", "again/b.db")])
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_folder[to])!);
            Assert.True(RecordBackup.Write(RecordPlace.Of(_folder[from]), _folder[to]) is { Ok: true, Entries: 3, Unnamed: 0 });
        }
        Directory.Delete(_folder["run"], recursive: true);
        Assert.True(ChainVerifier.Verify(_folder["again/b.db"]) is { Ok: true, Entries: 3, Unnamed: 0 });
    }

    [Fact]
    public void Of_a_record_whose_frame_file_is_gone_nothing_is_copied()
    {
        Written("run", 2);
        File.Delete(Directory.GetFiles(_folder["run/frames"])[0]);
        Directory.CreateDirectory(_folder["copy"]);
        Assert.False(RecordBackup.Write(RecordPlace.Of(_folder["run/record.db"]), _folder["copy/a.db"]).Ok);
        Assert.Empty(Directory.GetFileSystemEntries(_folder["copy"]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_record_is_taken_away_with_its_frame_files_unless_another_record_beside_it_may_name_them(bool another)
    {
        Written("run", 2);
        File.WriteAllText(_folder["run/frames/note.txt"], "not of the record");
        if (another) Assert.True(RecordBackup.Write(RecordPlace.Of(_folder["run/record.db"]), _folder["run/copy.db"]).Ok);
        using (SqliteRecord record = SqliteRecord.Open(_folder["run"]))
        using (FileStream archive = File.Create(_folder["run.zip"])) ExportArchive.Write(record, archive);
        using ExportedRecord kept = ExportedRecord.Open(_folder["run.zip"]);
        SqliteRecord.Remove(_folder["run"], kept);
        Assert.False(File.Exists(_folder["run/record.db"]));
        Assert.Equal(another ? 3 : 1, Directory.GetFiles(_folder["run/frames"]).Length);
        if (another) Assert.True(ChainVerifier.Verify(_folder["run/copy.db"]).Ok);
    }

    [Fact]
    public void A_record_that_went_on_after_it_was_archived_stays()
    {
        Written("run", 1);
        using (SqliteRecord record = SqliteRecord.Open(_folder["run"]))
        using (FileStream archive = File.Create(_folder["run.zip"])) ExportArchive.Write(record, archive);
        using (SqliteRecord record = SqliteRecord.OpenForAppend(_folder["run"]))
        {
            record.Append(Start, Completed);
            record.Commit();
        }
        using ExportedRecord kept = ExportedRecord.Open(_folder["run.zip"]);
        Assert.Contains("has gone on", Assert.Throws<InputException>(() => SqliteRecord.Remove(_folder["run"], kept)).Message, StringComparison.Ordinal);
        Assert.True(ChainVerifier.Verify(_folder["run"]) is { Ok: true, Entries: 3 });
    }

    private static Event Completed => new(Start, EventKind.Run, Severity.Information, "run", "run.completed", "The run is complete.");

    private void Written(string run, int frames)
    {
        Directory.CreateDirectory(_folder[run]);
        using SqliteRecord record = SqliteRecord.Create(_folder[run]);
        for (int i = 0; i < frames; i++)
            record.Append(Start, new Frame("hologram", Start, i, [new Channel("counts", Unit.Count, [.. Enumerable.Range(i, 70_000).Select(v => v + 0.25)])]));
        record.Append(Start, Completed);
        record.Commit();
    }
}
