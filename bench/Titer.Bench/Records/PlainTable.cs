using System.Diagnostics;
using Npgsql;
using NpgsqlTypes;
using Titer.Core;

namespace Titer.Bench.Records;

/// <summary>
/// The reference: the same measurements by binary COPY into a table without key, index, chain or anything else, a transaction for every 100 ms as the
/// stream has it.
/// </summary>
internal static class PlainTable
{
    private static readonly TimeSpan CommitAfter = TimeSpan.FromMilliseconds(100);

    public static (double PerSecond, double BytesPerMeasurement) Load(string connectionString, TimeSpan time)
    {
        using var connection = new NpgsqlConnection(connectionString);
        connection.Open();
        Execute(connection, "CREATE TABLE plain (tag text, time timestamptz, value float8, unit text, standard_uncertainty float8, quality int2, "
            + "reason text, source text, sequence int8)");
        var source = new TagStream(period: 2000);
        long rows = 0, began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < time)
        {
            long copying = Stopwatch.GetTimestamp();
            using NpgsqlBinaryImporter copy = connection.BeginBinaryImport("COPY plain FROM STDIN (FORMAT BINARY)");
            while (Stopwatch.GetElapsedTime(copying) < CommitAfter)
            {
                for (int i = 0; i < 500; i++) Row(copy, source.Next());
                rows += 500;
            }
            copy.Complete();
        }
        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        using var size = new NpgsqlCommand("SELECT pg_total_relation_size('plain')", connection);
        return (rows / seconds, (long)size.ExecuteScalar()! / (double)rows);
    }

    private static void Row(NpgsqlBinaryImporter copy, Measurement m)
    {
        copy.StartRow();
        copy.Write(m.Tag.Name, NpgsqlDbType.Text);
        copy.Write(m.Time.UtcDateTime, NpgsqlDbType.TimestampTz);
        copy.Write(m.Value, NpgsqlDbType.Double);
        copy.Write(m.Unit.Code, NpgsqlDbType.Text);
        copy.Write(m.StandardUncertainty, NpgsqlDbType.Double);
        copy.Write((short)m.Quality.Status, NpgsqlDbType.Smallint);
        copy.Write(m.Quality.Reason, NpgsqlDbType.Text);
        copy.Write(m.Source, NpgsqlDbType.Text);
        copy.Write(m.Sequence, NpgsqlDbType.Bigint);
    }

    private static void Execute(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }
}
