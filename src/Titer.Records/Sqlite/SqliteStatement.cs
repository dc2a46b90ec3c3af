using SQLitePCL;

namespace Titer.Records;

/// <summary>
/// A prepared statement at the level of SQLite itself: the ADO.NET layer copies every blob into an array of exactly its
/// length and allocates per parameter, which is a third of the time of a batch.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    public SqliteStatement(sqlite3 database, string sql)
    {
        _database = database;
        Check(raw.sqlite3_prepare_v2(database, sql, out _statement), raw.SQLITE_OK);
    }

    public void Bind(int position, long value) => Check(raw.sqlite3_bind_int64(_statement, position, value), raw.SQLITE_OK);

    // An empty span has no address, and SQLite takes a blob without an address for NULL.
    public void Bind(int position, ReadOnlySpan<byte> blob) => Check(
        blob.IsEmpty ? raw.sqlite3_bind_zeroblob(_statement, position, 0) : raw.sqlite3_bind_blob(_statement, position, blob), raw.SQLITE_OK);

    /// <summary>True when there is a row; false when the statement is done.</summary>
    public bool Step()
    {
        int code = raw.sqlite3_step(_statement);
        if (code == raw.SQLITE_ROW) return true;
        if (code != raw.SQLITE_DONE)
        {
            var error = new SqliteFault(_database);
            raw.sqlite3_reset(_statement);
            throw error;
        }
        return false;
    }

    public void Reset() => Check(raw.sqlite3_reset(_statement), raw.SQLITE_OK);

    /// <summary>A column that must be an integer; the file may have been changed by others, so its type is looked at.</summary>
    public long Integer(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_INTEGER
        ? raw.sqlite3_column_int64(_statement, column)
        : throw new SqliteFault($"column {raw.sqlite3_column_name(_statement, column).utf8_to_string()} is not a whole number");

    public ReadOnlySpan<byte> Blob(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_BLOB
        ? raw.sqlite3_column_blob(_statement, column)
        : throw new SqliteFault($"column {raw.sqlite3_column_name(_statement, column).utf8_to_string()} is not a blob");

    public string Text(int column) => raw.sqlite3_column_text(_statement, column).utf8_to_string() ?? "";

    public void Dispose() => _statement.Dispose();

    public static void Execute(sqlite3 database, string sql)
    {
        if (raw.sqlite3_exec(database, sql) != raw.SQLITE_OK) throw new SqliteFault(database);
    }

    public static long Scalar(sqlite3 database, string sql)
    {
        using var statement = new SqliteStatement(database, sql);
        return statement.Step() ? statement.Integer(0) : throw new SqliteFault($"'{sql}' gives no value");
    }

    private void Check(int code, int expected)
    {
        if (code != expected) throw new SqliteFault(_database);
    }
}

/// <summary>SQLite refused or could not read; becomes an <see cref="Core.InputException"/> or <see cref="IOException"/> with the path.</summary>
internal sealed class SqliteFault : Exception
{
    public SqliteFault(string message) : base(message) { }

    public SqliteFault(sqlite3 database) : base(raw.sqlite3_errmsg(database).utf8_to_string()) => Code = raw.sqlite3_errcode(database);

    public int Code { get; }
}
