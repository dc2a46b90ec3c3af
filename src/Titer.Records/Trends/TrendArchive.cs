using Microsoft.Data.Sqlite;
using SQLitePCL;
using Titer.Core;

namespace Titer.Records;

/// <summary>
/// The trends of an archived record, <c>trends.db</c> in the folder of its run: the tiers from one resolution on, and where the record is. It is
/// derived and vouches for nothing; the archive does.
/// </summary>
public sealed class TrendArchive : IDisposable
{
    public const string FileName = "trends.db";

    /// <summary>"TITR" in ASCII: what <c>PRAGMA application_id</c> says of it.</summary>
    private const int ApplicationId = 0x54495452;

    private const int Version = 1;

    private const string Create = """
        CREATE TABLE archive (
          entries INTEGER NOT NULL,
          head BLOB NOT NULL,
          begin INTEGER NOT NULL,
          file BLOB NOT NULL,
          bytes INTEGER NOT NULL,
          sha256 BLOB NOT NULL,
          finest INTEGER NOT NULL
        ) STRICT;
        """;

    private readonly SqliteConnection _connection;
    private readonly string _place;
    private readonly int _finest;

    private TrendArchive(string place, SqliteConnection connection, ArchiveNote note, int finest) =>
        (_place, _connection, Note, _finest) = (place, connection, note, finest);

    public ArchiveNote Note { get; }

    /// <summary>Makes the tiers from the entries of the record. The file is whole or it is not there.</summary>
    /// <param name="minutes">Whether buckets of a minute stay too, and not only those of an hour.</param>
    /// <exception cref="InputException">The record cannot be read.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string file, IRecord record, ArchiveNote note, bool minutes)
    {
        string beside = file + ".part";
        File.Delete(beside);
        using (SqliteConnection connection = Connect(beside, SqliteOpenMode.ReadWriteCreate))
        {
            sqlite3 database = connection.Handle!;
            int finest = minutes ? Tier.Minute : Tier.Hour;
            try
            {
                SqliteStatement.Execute(database, $"PRAGMA page_size=16384; BEGIN; {Create} {SqliteTiers.Create} "
                    + $"PRAGMA application_id={ApplicationId}; PRAGMA user_version={Version}");
                TrendWriter.Write(new From(finest, new SqliteTiers(database, beside)), record, after: 0);
                using (var insert = new SqliteStatement(database, "INSERT INTO archive VALUES (?, ?, ?, ?, ?, ?, ?)"))
                {
                    insert.Bind(1, note.Entries);
                    insert.Bind(2, Convert.FromHexString(note.Head));
                    insert.Bind(3, note.Begin.UtcTicks);
                    insert.Bind(4, System.Text.Encoding.UTF8.GetBytes(note.File));
                    insert.Bind(5, note.Bytes);
                    insert.Bind(6, Convert.FromHexString(note.Sha256));
                    insert.Bind(7, finest);
                    insert.Step();
                }
                SqliteStatement.Execute(database, "COMMIT");
            }
            catch (SqliteFault e)
            {
                throw new IOException($"{file}: the trends could not be written: {e.Message.TrimEnd('.')}.", e);
            }
        }
        File.Move(beside, file, overwrite: true);
    }

    /// <exception cref="InputException">It is not there, or is none.</exception>
    public static TrendArchive Open(string file)
    {
        SqliteConnection connection = Connect(file, SqliteOpenMode.ReadOnly);
        try
        {
            sqlite3 database = connection.Handle!;
            if (SqliteStatement.Scalar(database, "PRAGMA application_id") != ApplicationId)
                throw new InputException(file, "these are no trends of an archived record.");
            if (SqliteStatement.Scalar(database, "PRAGMA user_version") is not Version and long version)
                throw new InputException(file, $"the trends have the format version {version}; this program reads version {Version}.");
            using var row = new SqliteStatement(database, "SELECT entries, head, begin, file, bytes, sha256, finest FROM archive");
            if (!row.Step()) throw new SqliteFault("it does not say what it was made from");
            var note = new ArchiveNote(
                row.Integer(0), Convert.ToHexStringLower(row.Blob(1)), new DateTimeOffset(row.Integer(2), TimeSpan.Zero),
                System.Text.Encoding.UTF8.GetString(row.Blob(3)), row.Integer(4), Convert.ToHexStringLower(row.Blob(5)));
            return new TrendArchive(file, connection, note, (int)row.Integer(6));
        }
        catch (Exception e)
        {
            connection.Dispose();
            if (e is SqliteFault or ArgumentOutOfRangeException)
                throw new InputException(file, $"the trends cannot be read: {e.Message.TrimEnd('.')}.");
            throw;
        }
    }

    public TrendReader Read() => new(null, _finest, new SqliteTiers(_connection.Handle!, _place));

    public void Dispose() => _connection.Dispose();

    private static SqliteConnection Connect(string file, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false }.ToString());
        try
        {
            connection.Open();
            return connection;
        }
        catch (SqliteException e)
        {
            connection.Dispose();
            throw new InputException(file, $"the trends cannot be opened: {e.Message.TrimEnd('.')}.");
        }
    }

    /// <summary>Keeps the rows of a tier and of those coarser than it.</summary>
    private sealed class From(int finest, SqliteTiers to) : ITierStore
    {
        public IReadOnlyList<TrendSeries> Series() => to.Series();

        public long Upto(int width) => to.Upto(width);

        public IEnumerable<TierRow> Rows(TierRange range) => to.Rows(range);

        public void Store(int known, IReadOnlyList<TrendSeries> series, IReadOnlyList<TierRow> rows) =>
            to.Store(known, series, [.. rows.Where(r => r.Width >= finest)]);
    }
}
