using Titer.App.Laboratory;
using Titer.Core;
using Titer.Records;

namespace Titer.App.Tests.Commands.Importing;

/// <summary>The import as people start it: whole or not at all, and resumable.</summary>
public sealed class ImportTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 6, 0, 0, TimeSpan.Zero);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_import_is_a_record_that_verifies_is_exported_and_reported_and_says_what_it_was_made_from()
    {
        Measurement[] measurements = Write("a.csv", 500);
        TiterProcess.Result imported = TiterProcess.Run(_folder.Path, "import", "a.csv", "--out", "x");
        Assert.True(imported.ExitCode == 0, imported.Error);
        Assert.Contains("500 measurements of 3 tags are in x", imported.Output, StringComparison.Ordinal);
        Assert.True(ChainVerifier.Verify(_folder["x"]) is { Ok: true, Completed: true, Checkpoints: 1 });
        Assert.Equal(measurements, Read("x"));
        using (SqliteRecord record = SqliteRecord.Open(_folder["x"]))
        {
            Event first = new EntryDecoder().Event(record.Read().First());
            Assert.Equal(("a.csv", Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(_folder["a.csv"])))),
                (first.Data["file-001"], first.Data["sha256-001"]));
        }
        Assert.Equal(0, TiterProcess.Run(_folder.Path, "export", "x", "x.titer").ExitCode);
        Assert.Equal(0, TiterProcess.Run(_folder.Path, "verify", "x.titer").ExitCode);
        Assert.Equal(0, TiterProcess.Run(_folder.Path, "report", "x").ExitCode);
        string report = File.ReadAllText(_folder["x/report.html"]);
        Assert.Contains("a.csv", report, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;", report, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", report, StringComparison.Ordinal);
        TiterProcess.Result replayed = TiterProcess.Run(_folder.Path, "replay", "x");
        Assert.Equal((2, true), (replayed.ExitCode, replayed.Error.Contains("does not begin with the start of a run", StringComparison.Ordinal)));
        TiterProcess.Result batch = TiterProcess.Run(_folder.Path, "record", "x");
        Assert.Equal((2, true), (batch.ExitCode, batch.Error.Contains("imported measurements and no batch", StringComparison.Ordinal)));
        TiterProcess.Result again = TiterProcess.Run(_folder.Path, "import", "a.csv", "--out", "x");
        Assert.Equal((2, true), (again.ExitCode, again.Error.Contains("this import is complete", StringComparison.Ordinal)));
    }

    [Fact]
    public void Of_files_with_one_bad_row_nothing_is_imported()
    {
        Write("a.csv", 10);
        Write("b.csv", 10);
        File.AppendAllText(_folder["b.csv"], "oops\n");
        TiterProcess.Result refused = TiterProcess.Run(_folder.Path, "import", "a.csv", "b.csv", "--out", "x");
        Assert.Equal((2, "b.csv:12: the row has 1 cells, and the header 9."), (refused.ExitCode, refused.Error.Trim()));
        Assert.False(Directory.Exists(_folder["x"]));
    }

    [Fact]
    public void An_import_that_was_killed_goes_on_and_ends_with_every_measurement_once()
    {
        Measurement[] measurements = Write("a.csv", 400_000);
        using (TiterProcess titer = TiterProcess.Start(_folder.Path, "import", "a.csv", "--out", "x"))
        {
            // Something of it is durable.
            Assert.True(SpinWait.SpinUntil(() => File.Exists(_folder["x/record.db"]) && Count() > 2, TimeSpan.FromSeconds(60)));
            titer.Kill();
        }
        Assert.True(ChainVerifier.Verify(_folder["x"]) is { Ok: true, Completed: false });
        Write("b.csv", 10);
        TiterProcess.Result other = TiterProcess.Run(_folder.Path, "import", "b.csv", "--out", "x");
        Assert.Equal((2, true), (other.ExitCode, other.Error.Contains("does not begin with the import of these files", StringComparison.Ordinal)));
        TiterProcess.Result resumed = TiterProcess.Run(_folder.Path, "import", "a.csv", "--out", "x");
        Assert.True(resumed.ExitCode == 0, resumed.Error);
        Assert.True(ChainVerifier.Verify(_folder["x"]) is { Ok: true, Completed: true });
        Assert.Equal(measurements, Read("x"));
    }

    private long Count()
    {
        try
        {
            using SqliteRecord record = SqliteRecord.Open(_folder["x"]);
            return record.Count;
        }
        catch (InputException)
        {
            return 0; // not made yet
        }
    }

    private Measurement[] Read(string run)
    {
        using SqliteRecord record = SqliteRecord.Open(_folder[run]);
        var decoder = new EntryDecoder();
        return [.. record.Read().Where(e => e.Kind == EntryKind.Measurements).SelectMany(e => decoder.Measurements(e))];
    }

    private Measurement[] Write(string file, int count)
    {
        Measurement[] measurements = [.. Enumerable.Range(0, count).Select(i => new Measurement(new Tag($"line-1/pH.{i % 3}"), Start.AddMilliseconds(100 * i),
            7 + 0.1 * Math.Sin(i * 0.01), Unit.PH, 0.015, i % 90 == 7 ? Quality.Failure("<script>alert(1)</script>") : Quality.Good, "ion", i))];
        MeasurementCsv.Write(_folder[file], measurements);
        return measurements;
    }
}
