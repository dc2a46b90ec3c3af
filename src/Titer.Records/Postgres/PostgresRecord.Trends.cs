using Npgsql;
using NpgsqlTypes;
using Titer.Core;

namespace Titer.Records;

/// <content>The tables of the trends, of one run.</content>
public sealed partial class PostgresRecord : ITierStore
{
    internal override ITierStore? Tiers { get; }

    IReadOnlyList<TrendSeries> ITierStore.Series() => Reading(() =>
    {
        using NpgsqlCommand select = Command(PostgresSchema.SelectSeries);
        using NpgsqlDataReader row = select.ExecuteReader();
        List<TrendSeries> series = [];
        while (row.Read()) series.Add(SeriesOf(row.GetFieldValue<byte[]>(0)));
        return series;
    });

    long ITierStore.Upto(int width) => Reading(() =>
    {
        using NpgsqlCommand select = Command(PostgresSchema.TrendsUpto);
        select.Parameters.AddWithValue(width);
        return select.ExecuteScalar() as long? ?? 0;
    });

    // All at once, since the session can do nothing else while it sends rows: 30 MB for a hundred series of a year.
    IEnumerable<TierRow> ITierStore.Rows(TierRange range) => Reading(() =>
    {
        bool all = range.IsWhole;
        using NpgsqlCommand select = Command(all ? PostgresSchema.Trends : PostgresSchema.TrendsOfSeries);
        select.Parameters.AddWithValue(range.Width);
        select.Parameters.AddWithValue(range.After);
        select.Parameters.AddWithValue(range.Upto);
        select.Parameters.AddWithValue(range.FirstChunk);
        select.Parameters.AddWithValue(range.LastChunk);
        if (!all) select.Parameters.AddWithValue(range.Series!.ToArray());
        using NpgsqlDataReader row = select.ExecuteReader();
        List<TierRow> rows = [];
        while (row.Read())
            rows.Add(new TierRow(row.GetInt32(0), row.GetInt64(1), row.GetInt32(2), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5),
                row.GetInt64(6), row.GetInt64(7), row.GetInt64(8), row.GetFieldValue<byte[]>(9)));
        return range.Series is null ? rows : [.. rows.Where(range.Has)];
    });

    void ITierStore.Store(int known, IReadOnlyList<TrendSeries> series, IReadOnlyList<TierRow> rows)
    {
        try
        {
            Flush();
            _transaction ??= _connection.BeginTransaction();
            foreach (TrendSeries one in series)
            {
                using NpgsqlCommand insert = Command(PostgresSchema.InsertSeries);
                insert.Parameters.AddWithValue(++known);
                insert.Parameters.AddWithValue(TrendSeriesForm.Write(one));
                insert.ExecuteNonQuery();
            }
            using NpgsqlBinaryImporter copy = _connection.BeginBinaryImport(PostgresSchema.CopyTrends);
            foreach (TierRow row in rows)
            {
                copy.StartRow();
                copy.Write(_run, NpgsqlDbType.Integer);
                copy.Write(row.Width, NpgsqlDbType.Integer);
                copy.Write(row.Upto, NpgsqlDbType.Bigint);
                copy.Write(row.Series, NpgsqlDbType.Integer);
                copy.Write(row.Chunk, NpgsqlDbType.Bigint);
                copy.Write(row.First, NpgsqlDbType.Bigint);
                copy.Write(row.Last, NpgsqlDbType.Bigint);
                copy.Write(row.Begin, NpgsqlDbType.Bigint);
                copy.Write(row.End, NpgsqlDbType.Bigint);
                copy.Write(row.Count, NpgsqlDbType.Bigint);
                copy.Write(row.Buckets, NpgsqlDbType.Bytea);
            }
            copy.Complete();
        }
        catch (Exception e) when (PostgresDatabase.IsFault(e))
        {
            throw new IOException($"{Place}: the trends could not be written: {PostgresDatabase.Sentence(e)}.", e);
        }
    }

    private TrendSeries SeriesOf(byte[] name)
    {
        try
        {
            return TrendSeriesForm.Read(name);
        }
        catch (InvalidDataException e)
        {
            throw new InputException(Place, $"the trends cannot be read: {e.Message.TrimEnd('.')}.");
        }
    }
}
