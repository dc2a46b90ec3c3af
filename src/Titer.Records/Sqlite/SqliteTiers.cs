using SQLitePCL;
using Titer.Core;

namespace Titer.Records;

/// <summary>The tables of the trends in a SQLite file.</summary>
internal sealed class SqliteTiers(sqlite3 database, string place) : ITierStore
{
    public const string Create = """
        CREATE TABLE series (
          number INTEGER PRIMARY KEY,
          name BLOB NOT NULL
        ) STRICT;
        CREATE TABLE trend (
          width INTEGER NOT NULL,
          upto INTEGER NOT NULL,
          series INTEGER NOT NULL,
          chunk INTEGER NOT NULL,
          first INTEGER NOT NULL,
          last INTEGER NOT NULL,
          begin INTEGER NOT NULL,
          "end" INTEGER NOT NULL,
          count INTEGER NOT NULL,
          buckets BLOB NOT NULL,
          PRIMARY KEY (width, upto, series, chunk)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX trend_of_series ON trend (width, series, chunk, upto);
        CREATE TRIGGER series_is_never_updated BEFORE UPDATE ON series
          BEGIN SELECT RAISE(ABORT, 'a series of a record is never updated'); END;
        CREATE TRIGGER series_is_never_deleted BEFORE DELETE ON series
          BEGIN SELECT RAISE(ABORT, 'a series of a record is never deleted'); END;
        CREATE TRIGGER trend_is_never_updated BEFORE UPDATE ON trend
          BEGIN SELECT RAISE(ABORT, 'a trend of a record is never updated'); END;
        CREATE TRIGGER trend_is_never_deleted BEFORE DELETE ON trend
          BEGIN SELECT RAISE(ABORT, 'a trend of a record is never deleted'); END;
        """;

    private const string Columns = "SELECT width, upto, series, chunk, first, last, begin, \"end\", count, buckets FROM trend "
        + "WHERE width = ?1 AND upto > ?2 AND upto <= ?3";

    private const string OfAll = $"{Columns} AND chunk BETWEEN ?4 AND ?5 ORDER BY upto";

    private const string OfOne = $"{Columns} AND chunk BETWEEN ?4 AND ?5 AND series = ?6 ORDER BY chunk, upto";

    public IReadOnlyList<TrendSeries> Series() => Reading(() =>
    {
        List<TrendSeries> series = [];
        using var rows = new SqliteStatement(database, "SELECT name FROM series ORDER BY number");
        while (rows.Step()) series.Add(TrendSeriesForm.Read(rows.Blob(0)));
        return series;
    });

    // Not max(upto), which is NULL where there is no row.
    public long Upto(int width) => Reading(() =>
    {
        using var last = new SqliteStatement(database, "SELECT upto FROM trend WHERE width = ? ORDER BY upto DESC LIMIT 1");
        last.Bind(1, width);
        return last.Step() ? last.Integer(0) : 0;
    });

    public IEnumerable<TierRow> Rows(TierRange range)
    {
        bool all = range.IsWhole;
        using SqliteStatement select = Reading(() => new SqliteStatement(database, all ? OfAll : OfOne));
        select.Bind(1, range.Width);
        select.Bind(2, range.After);
        select.Bind(3, range.Upto);
        select.Bind(4, range.FirstChunk);
        select.Bind(5, range.LastChunk);
        while (all && Reading(select.Step))
        {
            TierRow row = Reading(() => Row(select));
            if (range.Has(row)) yield return row;
        }
        foreach (int series in all ? [] : range.Series!)
        {
            select.Bind(6, series);
            while (Reading(select.Step)) yield return Reading(() => Row(select));
            select.Reset();
        }
    }

    public void Store(int known, IReadOnlyList<TrendSeries> series, IReadOnlyList<TierRow> rows)
    {
        try
        {
            using var name = new SqliteStatement(database, "INSERT INTO series (number, name) VALUES (?, ?)");
            foreach (TrendSeries one in series)
            {
                name.Bind(1, ++known);
                name.Bind(2, TrendSeriesForm.Write(one));
                name.Step();
                name.Reset();
            }
            using var insert = new SqliteStatement(database,
                "INSERT INTO trend (width, upto, series, chunk, first, last, begin, \"end\", count, buckets) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
            foreach (TierRow row in rows)
            {
                insert.Bind(1, row.Width);
                insert.Bind(2, row.Upto);
                insert.Bind(3, row.Series);
                insert.Bind(4, row.Chunk);
                insert.Bind(5, row.First);
                insert.Bind(6, row.Last);
                insert.Bind(7, row.Begin);
                insert.Bind(8, row.End);
                insert.Bind(9, row.Count);
                insert.Bind(10, row.Buckets.Span);
                insert.Step();
                insert.Reset();
            }
        }
        catch (SqliteFault e)
        {
            throw new IOException($"{place}: the trends could not be written: {e.Message}.", e);
        }
    }

    private static TierRow Row(SqliteStatement row) => new(
        (int)row.Integer(0), row.Integer(1), (int)row.Integer(2), row.Integer(3), row.Integer(4), row.Integer(5), row.Integer(6), row.Integer(7),
        row.Integer(8), row.Blob(9).ToArray());

    private T Reading<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is SqliteFault or InvalidDataException)
        {
            throw new InputException(place, $"the trends cannot be read: {e.Message.TrimEnd('.')}.");
        }
    }
}
