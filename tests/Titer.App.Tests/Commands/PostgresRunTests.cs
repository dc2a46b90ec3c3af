using Titer.App.Laboratory;
using Titer.Core;
using Titer.Records;

namespace Titer.App.Tests.Commands;

/// <summary>Runs whose record is in a PostgreSQL database: every command that takes a run takes its address.</summary>
public sealed class PostgresRunTests(Bench bench)
{
    private static readonly Lazy<PostgresServer> Prepared = new(() =>
    {
        PostgresServer server = PostgresServer.Shared;
        server.Sql("postgres", "CREATE DATABASE plant");
        server.Sql("postgres", "CREATE ROLE recorder LOGIN");
        server.Sql("postgres", "CREATE DATABASE other");
        TiterProcess.Result made = TiterProcess.Run("/", "database", server.Address("plant"), "--service", "recorder");
        Assert.True(made.ExitCode == 0, made.Error);
        return server;
    });

    private static PostgresServer Server
    {
        get
        {
            PostgresServer.Require();
            return Prepared.Value;
        }
    }

    private static string Address(string? run = null) => Server.Address("plant", run, "recorder");

    [Fact]
    public void The_record_is_that_of_a_file_entry_by_entry_and_every_command_takes_its_address()
    {
        _ = Server;
        using var folder = new TempFolder();
        TiterProcess.Result run = TiterProcess.Run(folder.Path, "run", bench.Recipe, "--seed", "7", "--fault", "do-dropout@3+1", "ph-light@5", "--record", Address(), "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains(bench.Summary.GetProperty("head").GetString()!, run.LastLine, StringComparison.Ordinal);
        Assert.False(File.Exists(folder["runs/short-001/record.db"]));
        Assert.True(File.Exists(folder["runs/short-001/report.html"]));

        TiterProcess.Result verified = TiterProcess.Run(folder.Path, "verify", Address("short-001"));
        Assert.Equal((0, true), (verified.ExitCode, verified.Output.Contains("the run completed", StringComparison.Ordinal)));
        TiterProcess.Result replayed = TiterProcess.Run(folder.Path, "replay", Address("short-001"));
        Assert.Equal((0, true), (replayed.ExitCode, replayed.Output.Contains("bit for bit", StringComparison.Ordinal)));
        Assert.Equal(0, TiterProcess.Run(folder.Path, "report", Address("short-001"), "--out", "again.html").ExitCode);
        Assert.Equal(File.ReadAllText(folder["runs/short-001/report.html"]), File.ReadAllText(folder["again.html"]));
        Refused(folder, "never overwritten", "run", bench.Recipe, "--record", Address("short-001"), "--out", "b");
    }

    [Fact]
    public void A_killed_run_goes_on_from_its_last_commit()
    {
        string address = Address("killed");
        using var folder = new TempFolder();
        using (TiterProcess titer = TiterProcess.Start(folder.Path, "run", bench.MiddleRecipe, "--record", address))
        {
            Assert.NotNull(titer.ReadLine());
            Refused(folder, "another process is writing this record", "run", "--resume", address);
            titer.Kill();
        }
        TiterProcess.Result resumed = TiterProcess.Run(folder.Path, "run", "--resume", address, "--json");
        Assert.True(resumed.ExitCode == 0, resumed.Error);
        Assert.Equal(0, TiterProcess.Run(folder.Path, "replay", address).ExitCode);
    }

    [Fact]
    public void A_run_whose_server_is_killed_ends_and_its_server_has_the_rest_when_it_is_resumed()
    {
        PostgresServer.Require();
        using var server = new PostgresServer();
        using var folder = new TempFolder();
        server.Sql("postgres", "CREATE ROLE recorder LOGIN");
        Assert.Equal(0, TiterProcess.Run(folder.Path, "database", server.Address("postgres"), "--service", "recorder").ExitCode);
        string address = server.Address("postgres", "lost", "recorder");
        TiterProcess.Result ended;
        using (TiterProcess titer = TiterProcess.Start(folder.Path, "run", bench.MiddleRecipe, "--record", address, "--out", "mine"))
        {
            Assert.NotNull(titer.ReadLine());
            server.Kill();
            ended = titer.Wait();
        }
        Assert.Contains("The server of the record is away", ended.Error, StringComparison.Ordinal);
        Assert.Contains("--out mine", ended.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(folder["mine/spool/record.db"]), ended.Output + ended.Error);
        Refused(folder, "cannot be opened", "run", "--resume", address, "--out", "mine");

        server.Start();
        Assert.True(RecordPlace.Of(address).Verify() is { Ok: true, Completed: false });
        Refused(folder, "name the folder that the run was begun in with --out", "run", "--resume", address);
        TiterProcess.Result resumed = TiterProcess.Run(folder.Path, "run", "--resume", address, "--out", "mine");
        Assert.False(Directory.Exists(folder["mine/spool"]), resumed.Output + resumed.Error);
        Assert.True(RecordPlace.Of(address).Verify() is { Ok: true, Completed: true });
        Assert.Equal(0, TiterProcess.Run(folder.Path, "replay", address).ExitCode);
    }

    [Fact]
    public void An_import_is_archived_from_the_database_and_restored_and_its_rows_stay()
    {
        string address = Address("imported");
        using var folder = new TempFolder();
        var start = new DateTimeOffset(2026, 3, 1, 6, 0, 0, TimeSpan.Zero);
        MeasurementCsv.Write(folder["a.csv"], [.. Enumerable.Range(0, 5000).Select(i =>
            new Measurement(new Tag("pH"), start.AddSeconds(i), 7 + 0.1 * Math.Sin(i * 0.01), Unit.PH, 0.015, Quality.Good, "ion", i))]);
        TiterProcess.Result imported = TiterProcess.Run(folder.Path, "import", "a.csv", "--record", address);
        Assert.True(imported.ExitCode == 0, imported.Error);
        string head = RecordPlace.Of(address).Verify().Head;
        Refused(folder, "this import is complete", "import", "a.csv", "--record", address);

        Refused(folder, "never removed from a database", "archive", address, "a.zip", "--remove");
        Assert.False(File.Exists(folder["a.zip"]));
        Assert.Equal(0, TiterProcess.Run(folder.Path, "archive", address, "a.zip").ExitCode);
        Assert.Equal(["runs/imported/trends.db"], Directory.GetFiles(folder["runs/imported"], "*.db").Select(f => Path.GetRelativePath(folder.Path, f)));
        Assert.True(RecordPlace.Of(address).Verify() is { Ok: true, Completed: true });
        TiterProcess.Result restored = TiterProcess.Run(folder.Path, "restore", "a.zip", "imported");
        Assert.True(restored.ExitCode == 0, restored.Error + restored.Output);
        Assert.Equal(head, ChainVerifier.Verify(folder["runs/imported/record.db"]).Head);
    }

    [Theory]
    [InlineData("postgres://", "names no database")]
    [InlineData("postgres://h:99999/d/r", "port")]
    [InlineData("postgres://h/d/r/x", "the database and the run")]
    [InlineData("postgres://h/d/r?password=x", "is not known")]
    [InlineData("postgres://127.0.0.1:1/d/r", "cannot be opened: Failed to connect to 127.0.0.1:1")]
    [InlineData("OTHER", "has no tables for records")]
    [InlineData("NOWHERE", "database \"nowhere\" does not exist")]
    [InlineData("STRANGER", "role \"stranger\" does not exist")]
    [InlineData("NORUN", "there is no such run")]
    [InlineData("DATABASE", "names a database and no run")]
    public void An_address_that_leads_nowhere_is_one_sentence(string address, string reason)
    {
        address = address switch
        {
            "OTHER" => Server.Address("other", "r"),
            "NOWHERE" => Server.Address("nowhere", "r"),
            "STRANGER" => Server.Address("plant", "r", "stranger"),
            "NORUN" => Address("no-such-run"),
            "DATABASE" => Address(),
            _ => address,
        };
        using var folder = new TempFolder();
        Refused(folder, reason, "verify", address);
    }

    [Fact]
    public void A_password_is_never_printed()
    {
        using var folder = new TempFolder();
        TiterProcess.Result result = Refused(folder, "postgres://anna@127.0.0.1:1/d/r", "verify", "postgres://anna:s3cret@127.0.0.1:1/d/r");
        Assert.DoesNotContain("s3cret", result.Error + result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_without_rights_or_with_something_else_than_an_address_begins_nothing()
    {
        Server.Sql("plant", "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'reader') THEN CREATE ROLE reader LOGIN; END IF; END $$; "
            + "GRANT USAGE ON SCHEMA titer TO reader; GRANT SELECT ON ALL TABLES IN SCHEMA titer TO reader");
        using var folder = new TempFolder();
        Refused(folder, "permission denied for table run", "run", bench.Recipe, "--record", Server.Address("plant", "mine", "reader"));
        Refused(folder, "postgres://USER", "run", bench.Recipe, "--record", "runs/mine");
        Assert.Empty(Directory.GetFiles(folder.Path, "*.html", SearchOption.AllDirectories));
    }

    private static TiterProcess.Result Refused(TempFolder folder, string reason, params string[] arguments)
    {
        TiterProcess.Result result = TiterProcess.Run(folder.Path, arguments);
        Assert.True(result.ExitCode == 2, $"exit code {result.ExitCode}: {result.Output}{result.Error}");
        Assert.Contains(reason, result.Error, StringComparison.Ordinal);
        Assert.Single(result.Error.TrimEnd('\n').Split('\n'));
        return result;
    }
}
