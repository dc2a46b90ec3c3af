using Titer.Core;

namespace Titer.Records.Tests;

/// <summary>A database with the tables of records on the server that tests share, made once; its service role may only insert and select.</summary>
internal sealed class TestDatabase(string name)
{
    public const string Service = "titer service";

    private static readonly Lock Roles = new();
    private static int _names;

    private readonly Lazy<PostgresServer> _server = new(() =>
    {
        PostgresServer server = PostgresServer.Shared;
        server.Sql("postgres", $"CREATE DATABASE {name}");
        lock (Roles)
        {
            if (server.Sql("postgres", $"SELECT 1 FROM pg_roles WHERE rolname = '{Service}'").Length == 0)
                server.Sql("postgres", $"CREATE ROLE \"{Service}\" LOGIN");
        }
        Assert.True(PostgresDatabase.Prepare(PostgresAddress.Parse(server.Address(name)), Service));
        return server;
    });

    /// <summary>The server, or a skipped test.</summary>
    public PostgresServer Server
    {
        get
        {
            PostgresServer.Require();
            return _server.Value;
        }
    }

    public PostgresAddress Address(string run, string user = Service) => PostgresAddress.Parse(Server.Address(name, run, Uri.EscapeDataString(user)));

    public string Sql(string sql, string user = "postgres") => Server.Sql(name, sql, user);

    /// <summary>A prefix for the runs of one test.</summary>
    public static string Prefix() => $"t{Interlocked.Increment(ref _names)}-";

    /// <summary>Changes rows as the owner who has taken the triggers away; they are back afterwards.</summary>
    public void Unguarded(string sql) => Sql($"""
        BEGIN; ALTER TABLE titer.entry DISABLE TRIGGER never_changed; ALTER TABLE titer.format DISABLE TRIGGER never_changed;
        {sql};
        ALTER TABLE titer.entry ENABLE ALWAYS TRIGGER never_changed; ALTER TABLE titer.format ENABLE ALWAYS TRIGGER never_changed; COMMIT
        """);

    /// <summary>The server process that writes a run.</summary>
    public string WriterOf(string run) => Sql(
        $"SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
        + $" AND objid = (SELECT id FROM titer.run WHERE name = '{run}')").Trim();
}
