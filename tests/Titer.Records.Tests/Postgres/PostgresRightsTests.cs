using Titer.Core;

namespace Titer.Records.Tests;

/// <summary>What the database lets nobody do to a record, tried by the role that writes and by the owner.</summary>
public sealed class PostgresRightsTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 6, 0, 0, TimeSpan.Zero);
    private static readonly TestDatabase Database = new("rights");

    private readonly string _run = TestDatabase.Prefix() + "run";

    public PostgresRightsTests()
    {
        using PostgresRecord record = PostgresRecord.Create(Database.Address(_run));
        for (int i = 0; i < 3; i++) record.Append(Start, new Event(Start, EventKind.Alarm, Severity.Low, "pH", "alarm.raised", $"pH is low, {i}."));
        record.Commit();
    }

    public static TheoryData<string> Attempts => new(
        "UPDATE titer.entry SET time = time + 1",
        "UPDATE titer.entry SET time = time + 1 WHERE false",
        "DELETE FROM titer.entry",
        "DELETE FROM titer.entry WHERE number = 3",
        "TRUNCATE titer.entry",
        "TRUNCATE titer.run CASCADE",
        "INSERT INTO titer.entry SELECT * FROM titer.entry ON CONFLICT (run, number) DO UPDATE SET time = 0",
        "MERGE INTO titer.entry e USING titer.run r ON e.run = r.id WHEN MATCHED THEN DELETE",
        "UPDATE titer.run SET name = 'another'",
        "DELETE FROM titer.run",
        "TRUNCATE titer.run",
        "UPDATE titer.checkpoint SET entry = 1",
        "DELETE FROM titer.checkpoint",
        "TRUNCATE titer.checkpoint",
        "UPDATE titer.signing_key SET public_key = introduction",
        "DELETE FROM titer.signing_key",
        "TRUNCATE titer.signing_key",
        "UPDATE titer.series SET name = ''",
        "DELETE FROM titer.series",
        "TRUNCATE titer.series",
        "UPDATE titer.trend SET count = 0",
        "DELETE FROM titer.trend",
        "TRUNCATE titer.trend",
        "UPDATE titer.format SET version = 7",
        "DELETE FROM titer.format",
        "TRUNCATE titer.format");

    [Theory]
    [MemberData(nameof(Attempts))]
    public void The_role_that_writes_may_not_change_what_is_written(string sql) => Refused(sql, TestDatabase.Service, "permission denied");

    [Theory]
    [MemberData(nameof(Attempts))]
    public void Not_even_the_owner_may_by_mistake(string sql)
    {
        Refused(sql, "postgres", "never changed or removed");
        Refused("SET session_replication_role = replica; " + sql, "postgres", "never changed or removed");
    }

    [Theory]
    [InlineData("ALTER TABLE titer.entry DISABLE TRIGGER never_changed", "must be owner")]
    [InlineData("ALTER TABLE titer.entry DISABLE TRIGGER ALL", "must be owner")]
    [InlineData("DROP TRIGGER never_changed ON titer.entry", "must be owner")]
    [InlineData("CREATE OR REPLACE FUNCTION titer.refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'", "permission denied")]
    [InlineData("DROP TABLE titer.entry", "must be owner")]
    [InlineData("DROP SCHEMA titer CASCADE", "must be owner")]
    [InlineData("CREATE TABLE titer.mine (a int)", "permission denied")]
    [InlineData("SET session_replication_role = replica", "permission denied")]
    [InlineData("INSERT INTO titer.format VALUES (2)", "permission denied")]
    [InlineData("CREATE RULE r AS ON INSERT TO titer.entry DO INSTEAD NOTHING", "must be owner")]
    [InlineData("SET ROLE postgres", "permission denied")]
    public void The_role_that_writes_may_not_take_the_guards_away(string sql, string refusal) => Refused(sql, TestDatabase.Service, refusal);

    [Fact]
    public void Another_role_sees_nothing()
    {
        Database.Sql("CREATE ROLE stranger LOGIN");
        foreach (string sql in (string[])["SELECT * FROM titer.entry", "SELECT * FROM titer.run", "INSERT INTO titer.run (name) VALUES ('x')"])
            Refused(sql, "stranger", "permission denied for schema titer");
        InputException refusal = Assert.Throws<InputException>(() => PostgresRecord.Open(Database.Address(_run, "stranger")));
        Assert.Contains("permission denied", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(_run, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_tables_are_made_once_and_rights_may_be_given_again()
    {
        Assert.False(PostgresDatabase.Prepare(Database.Address(_run, "postgres"), TestDatabase.Service));
        Refused(() => PostgresDatabase.Prepare(Database.Address(_run, "postgres"), "nobody of this name"), "does not exist");
    }

    [Fact]
    public void A_role_that_could_change_a_record_is_not_taken_for_the_service()
    {
        Refused(() => PostgresDatabase.Prepare(Database.Address(_run, "postgres"), "postgres"), "may do more than insert and select");
        Database.Sql("CREATE ROLE colleague LOGIN");
        Refused(() => PostgresDatabase.Prepare(Database.Address(_run), "colleague"), "only their owner can give rights");
    }

    private static void Refused(Action prepare, string reason) =>
        Assert.Contains(reason, Assert.Throws<InputException>(prepare).Message, StringComparison.Ordinal);

    private void Refused(string sql, string user, string refusal)
    {
        Assert.Contains(refusal, Assert.Throws<InvalidOperationException>(() => Database.Sql(sql, user)).Message, StringComparison.Ordinal);
        using PostgresRecord record = PostgresRecord.Open(Database.Address(_run));
        Assert.True(ChainVerifier.Verify(record) is { Ok: true, Entries: 3 });
    }
}
