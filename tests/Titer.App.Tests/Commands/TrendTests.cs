using System.Text.Json;
using Titer.Core;
using Titer.Records;

namespace Titer.App.Tests.Commands;

/// <summary>Trends of a batch, its back-up, and its way into an archive and back, as people do it.</summary>
public sealed class TrendTests(Bench bench)
{
    [Fact]
    public void A_series_of_a_batch_is_listed_shown_drawn_and_written_into_a_file()
    {
        using var folder = new TempFolder();
        TiterProcess.Result listed = TiterProcess.Run(folder.Path, "trend", bench.Finished);
        Assert.True(listed.ExitCode == 0, listed.Error);
        Assert.Contains("glucose estimated by", listed.Output, StringComparison.Ordinal);
        Assert.Contains("feed-pump commanded", listed.Output, StringComparison.Ordinal);

        TiterProcess.Result shown = TiterProcess.Run(folder.Path, "trend", bench.Finished, "glucose", "--points", "12", "--json", "--csv", "g.csv", "--plot", "g.png");
        Assert.True(shown.ExitCode == 0, shown.Error);
        JsonElement trends = JsonDocument.Parse(shown.Output).RootElement.GetProperty("trends");
        Assert.All(trends.EnumerateArray(), t => Assert.InRange(t.GetProperty("time").GetArrayLength(), 1, 12));
        Assert.Equal(trends.EnumerateArray().Sum(t => t.GetProperty("time").GetArrayLength()), File.ReadAllLines(folder["g.csv"]).Length - 1);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], File.ReadAllBytes(folder["g.png"])[..4]);

        // The same picture from the entries alone.
        TiterProcess.Result again = TiterProcess.Run(folder.Path, "trend", bench.Finished, "glucose", "--points", "12", "--json", "--from-entries");
        Assert.Equal(shown.Output, again.Output);
    }

    [Theory]
    [InlineData("no series of this tag", "nothing-of-this-name")]
    [InlineData("1 to 1000000 points", "glucose", "--points", "0")]
    [InlineData("a time is like", "glucose", "--from", "yesterday-ish")]
    [InlineData("a time is like", "glucose", "--to", "1e300h")]
    [InlineData("name a tag", "--from", "3h")]
    public void What_is_asked_wrongly_is_answered_with_a_sentence(string sentence, params string[] arguments)
    {
        using var folder = new TempFolder();
        TiterProcess.Result result = TiterProcess.Run(folder.Path, ["trend", bench.Finished, .. arguments]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(sentence, result.Error, StringComparison.Ordinal);
        Assert.Single(result.Error.TrimEnd().Split('\n'));
    }

    [Fact]
    public void A_batch_is_archived_keeps_its_trends_and_comes_back_to_the_same_head()
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder["batch"]);
        File.Copy(Path.Combine(bench.Finished, "record.db"), folder["batch/record.db"]);
        string head = bench.Summary.GetProperty("head").GetString()!;

        TiterProcess.Result backup = TiterProcess.Run(folder.Path, "backup", "batch", "copy.db");
        Assert.True(backup.ExitCode == 0, backup.Error);
        Assert.Contains(head, TiterProcess.Run(folder.Path, "verify", "copy.db").Output + backup.Output, StringComparison.Ordinal);

        TiterProcess.Result archived = TiterProcess.Run(folder.Path, "archive", "batch", "batch.titer", "--remove");
        Assert.True(archived.ExitCode == 0, archived.Error);
        Assert.Equal(["trends.db"], Directory.GetFiles(folder["batch"]).Select(Path.GetFileName));
        TiterProcess.Result trend = TiterProcess.Run(folder.Path, "trend", "batch", "glucose");
        Assert.Contains($"archived in {folder["batch.titer"]}", trend.Output, StringComparison.Ordinal);
        TiterProcess.Result verified = TiterProcess.Run(folder.Path, "verify", "batch");
        Assert.Equal(2, verified.ExitCode);
        Assert.Contains("is archived in", verified.Error, StringComparison.Ordinal);

        Assert.Equal(1, TiterProcess.Run(folder.Path, "restore", "copy.db", "batch").ExitCode);
        TiterProcess.Result restored = TiterProcess.Run(folder.Path, "restore", "batch.titer", "batch");
        Assert.True(restored.ExitCode == 0, restored.Error + restored.Output);
        Assert.Contains(head, TiterProcess.Run(folder.Path, "verify", "batch").Output, StringComparison.Ordinal);
        Assert.Equal(2, TiterProcess.Run(folder.Path, "restore", "batch.titer", "batch").ExitCode);
    }

    [Fact]
    public void A_run_with_large_frames_is_archived_as_a_zip_taken_away_and_restored_with_them()
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder["batch"]);
        var start = new DateTimeOffset(2026, 3, 1, 6, 0, 0, TimeSpan.Zero);
        using (SqliteRecord record = SqliteRecord.Create(folder["batch"]))
        {
            record.Append(start, new Frame("hologram", start, 1, [new Channel("counts", Unit.Count, [.. Enumerable.Range(0, 70_000).Select(i => i + 0.25)])]));
            record.Append(start, new Measurement(new Tag("pH"), start, 7, Unit.PH, 0.1, Quality.Good, "ion\u001b[2J", 1));
            record.Append(start, new Event(start, EventKind.Run, Severity.Information, "run", "run.completed", "The run is complete."));
            record.Commit();
        }
        TiterProcess.Result lines = TiterProcess.Run(folder.Path, "archive", "batch", "batch.titer", "--remove");
        Assert.Equal((2, true), (lines.ExitCode, lines.Error.Contains("ends with .zip", StringComparison.Ordinal)));
        Assert.Empty(Directory.GetFiles(folder.Path));

        Assert.Equal(0, TiterProcess.Run(folder.Path, "backup", "batch", "copy.db").ExitCode);
        TiterProcess.Result other = TiterProcess.Run(folder.Path, "archive", "copy.db", "copy.zip", "--remove");
        Assert.Equal((2, true), (other.ExitCode, other.Error.Contains("record.db in the folder of a run", StringComparison.Ordinal)));

        TiterProcess.Result archived = TiterProcess.Run(folder.Path, "archive", "batch", "batch.zip", "--remove");
        Assert.True(archived.ExitCode == 0, archived.Error);
        Assert.Equal([folder["batch/trends.db"]], Directory.GetFileSystemEntries(folder["batch"]));
        string trend = TiterProcess.Run(folder.Path, "trend", "batch").Output;
        Assert.Contains("pH measured by ion\\u{1b}[2J", trend, StringComparison.Ordinal);

        Assert.Equal(0, TiterProcess.Run(folder.Path, "restore", "batch.zip", "batch").ExitCode);
        Assert.True(ChainVerifier.Verify(folder["batch"]) is { Ok: true, Completed: true, Unnamed: 0 });
    }
}
