using Titer.Core;

namespace Titer.Records.Tests;

/// <summary>What every store does when it is copied.</summary>
public abstract partial class RecordConformance
{
    /// <summary>Where a record of this store is.</summary>
    protected abstract RecordPlace Place(string name);

    [Fact]
    public void A_back_up_of_a_record_that_is_being_written_is_a_beginning_of_it_and_disturbs_nobody()
    {
        using var folder = new TempFolder();
        using IRecord record = Create("a", Signer(folder["key.pem"]));
        using var stop = new CancellationTokenSource();
        Fill(record, 40);
        record.Commit();
        var writer = new Thread(() =>
        {
            for (int i = 0; !stop.IsCancellationRequested && i < 2000; i++)
            {
                Fill(record, 5);
                record.Commit();
            }
        });
        writer.Start();
        List<string> copies = [];
        for (int i = 0; i < 4; i++)
        {
            copies.Add(folder[$"copy{i}.db"]);
            Assert.True(RecordBackup.Write(Place("a"), copies[^1]) is { Ok: true, Entries: >= 40, Checkpoints: > 0 });
        }
        stop.Cancel();
        writer.Join();
        Dictionary<long, string> hashes = record.Read().ToDictionary(e => e.Number, e => Convert.ToHexString(e.Hash.Span));
        foreach (string copy in copies)
        {
            using SqliteRecord read = SqliteRecord.Open(copy);
            Assert.Equal(hashes[read.Count], Convert.ToHexString(read.Head.Span));
            Assert.Equal(read.Count, TrendReader.Of(read).Extents([])[0].Count);
        }
        Assert.True(ChainVerifier.Verify(record).Ok);
        Assert.DoesNotContain(Directory.GetFiles(folder.Path), f => Path.GetExtension(f) is not (".db" or ".pem"));
    }

    [Fact]
    public void A_run_goes_on_from_its_back_up_to_the_same_head()
    {
        using var folder = new TempFolder();
        using IRecord record = Create("a", Signer(folder["key.pem"]));
        Fill(record, 100);
        record.Commit();
        Assert.True(RecordBackup.Write(Place("a"), folder["copy.db"]).Ok);
        Fill(record, 50);
        record.Commit();
        using (SqliteRecord restored = SqliteRecord.OpenForAppend(folder["copy.db"], Signer(folder["key.pem"])))
        {
            Fill(restored, 50);
            restored.Commit();
            Assert.Equal(record.Head.ToArray(), restored.Head.ToArray());
            Assert.True(ChainVerifier.Verify(restored) is { Ok: true, Vouched: 150, Checkpoints: 2 });
        }
        Assert.Contains("never overwritten", Assert.Throws<InputException>(() => RecordBackup.Write(Place("a"), folder["copy.db"])).Message, StringComparison.Ordinal);
        Assert.Contains(folder["nowhere"], Assert.Throws<InputException>(() => RecordBackup.Write(Place("a"), Path.Combine(folder["nowhere"], "b.db"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_broken_record_leaves_no_back_up()
    {
        using var folder = new TempFolder();
        using (IRecord record = Create("a"))
        {
            Fill(record, 30);
            record.Commit();
        }
        Tamper("a", "SET time = time + 1", 17);
        Assert.Equal(17, RecordBackup.Write(Place("a"), folder["copy.db"]).FirstBroken);
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void What_stays_on_line_of_an_archived_record_has_its_extremes_by_the_hour_and_names_the_archive()
    {
        using var folder = new TempFolder();
        using (IRecord record = Create("a"))
        {
            for (int i = 0; i < 5000; i++)
            {
                DateTimeOffset at = Start.AddMinutes(i);
                record.Append(at, new Measurement(Tags[0], at, i == 3210 ? 99 : 7, Unit.PH, 0.1, Quality.Good, "ion-fet", i));
            }
            record.Append(Start, new Event(Start, EventKind.Run, Severity.Information, "run", "run.completed", "The batch is complete."));
            record.Commit();
        }
        using IRecord read = Open("a");
        string file = Export(read, folder["a.titer"]);
        ArchiveNote note = ArchiveNote.Of(file, ChainVerifier.Verify(file));
        Assert.True(note.Is(file));
        using (ExportedRecord exported = ExportedRecord.Open(file)) TrendArchive.Write(folder["trends.db"], exported, note, minutes: false);
        using TrendArchive kept = TrendArchive.Open(folder["trends.db"]);
        Assert.Equal(note, kept.Note);
        TrendLine whole = Assert.Single(TrendReader.Of(read).Query(new TrendQuery([], Points: 20))), archived = Assert.Single(kept.Read().Query(new TrendQuery([], Points: 20)));
        Assert.Equal(whole.Buckets, archived.Buckets);
        TrendLine finest = Assert.Single(kept.Read().Query(new TrendQuery([], Points: 5000)));
        Assert.Equal((TimeSpan.FromHours(1), 99.0), (finest.Width, finest.Buckets.Max(b => b.Maximum)));
        File.AppendAllText(file, "\n");
        Assert.False(note.Is(file));
    }
}
