using System.Globalization;
using Microsoft.Data.Sqlite;
using Titer.Records;

namespace Titer.App.Tests.Commands;

public sealed class FlippedByteTests(Bench bench)
{
    [Fact]
    public void One_flipped_byte_in_the_entries_of_a_finished_run_is_found_at_its_entry()
    {
        string run = bench.CopyOfFinished();
        long entries = ChainVerifier.Verify(run).Entries;
        var random = new Random(20260105);
        string[] columns = ["payload", "payload", "hash", "previous_hash"];
        for (int trial = 0; trial < 40; trial++)
        {
            long number = 1 + random.NextInt64(entries);
            string column = columns[trial % columns.Length];
            byte[] was = Read(run, column, number), flipped = [.. was];
            flipped[random.Next(flipped.Length)] ^= (byte)(1 << random.Next(8));
            Write(run, column, number, flipped);
            Verification found = ChainVerifier.Verify(run);
            Assert.True(found.FirstBroken == number, $"{column} of entry {number}: {found}");
            if (trial % 20 == 0) SaysTheCommand(run, number);
            Write(run, column, number, was);
        }
        Assert.True(ChainVerifier.Verify(run).Ok);
    }

    private void SaysTheCommand(string run, long number)
    {
        TiterProcess.Result verified = TiterProcess.Run(bench.Folder, "verify", run), replayed = TiterProcess.Run(bench.Folder, "replay", run);
        Assert.Equal((1, 1), (verified.ExitCode, replayed.ExitCode));
        Assert.StartsWith($"BROKEN at entry {number}:", verified.Output, StringComparison.Ordinal);
        Assert.Contains($"BROKEN at entry {number}:", replayed.Output, StringComparison.Ordinal);
    }

    private static byte[] Read(string run, string column, long number)
    {
        using SqliteConnection connection = Unguarded(run);
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = string.Create(CultureInfo.InvariantCulture, $"SELECT {column} FROM entry WHERE number = {number}");
        return (byte[])command.ExecuteScalar()!;
    }

    private static void Write(string run, string column, long number, byte[] value)
    {
        using SqliteConnection connection = Unguarded(run);
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = string.Create(CultureInfo.InvariantCulture, $"UPDATE entry SET {column} = $v WHERE number = {number}");
        command.Parameters.AddWithValue("$v", value);
        Assert.Equal(1, command.ExecuteNonQuery());
    }

    private static SqliteConnection Unguarded(string run)
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(run, SqliteRecord.FileName)};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "PRAGMA synchronous=OFF; DROP TRIGGER IF EXISTS entry_is_never_updated; DROP TRIGGER IF EXISTS entry_is_never_deleted";
        command.ExecuteNonQuery();
        return connection;
    }
}
