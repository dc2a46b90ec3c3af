using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using Titer.Core;

namespace Titer.Records;

/// <summary>
/// A record in one SQLite file, <c>record.db</c> of a run directory.
/// <para>
/// Write-ahead log with synchronous=FULL: each commit waits until the log is on the disk. NORMAL would sync only at
/// checkpoints; a power loss could then take back commits after whose entries the equipment had already moved, and the
/// record would deny what was done. A commit costs one fsync: nothing for a loop in real time that commits per tick, and
/// little for an accelerated batch that commits per simulated hour.
/// </para>
/// <para>
/// The writer holds the write lock for as long as it lives, so that a second one is refused; readers of other processes see
/// everything up to the last commit. Closing folds the log into the file, which then is complete by itself and can be
/// archived and read where nothing may be written.
/// </para>
/// </summary>
public sealed partial class SqliteRecord : ChainedRecord
{
    public const string FileName = "record.db";

    private readonly SqliteConnection _connection;
    private readonly sqlite3 _database;
    private readonly SqliteStatement? _insert;
    private readonly FrameFolder _frames;

    private SqliteRecord(string path, SqliteConnection connection, bool writes, CheckpointSigner? signer = null, (long, byte[])? after = null)
        : base(path, writes, signer)
    {
        (_connection, _database) = (connection, connection.Handle!);
        _frames = new FrameFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
        if (after is var (number, head)) BeginAfter(number, head);
        if (!writes)
        {
            if (Version(_database) == RecordSchema.Version) Tiers = new SqliteTiers(_database, path);
            return;
        }
        SqliteStatement.Execute(_database, "BEGIN IMMEDIATE");
        if (Version(_database) is < RecordSchema.Version and long version)
        {
            if (version == RecordSchema.WithoutCheckpoints) SqliteStatement.Execute(_database, RecordSchema.CreateCheckpoints);
            SqliteStatement.Execute(_database, $"{SqliteTiers.Create} PRAGMA user_version={RecordSchema.Version}");
        }
        // The beginning of what a spool holds is elsewhere, and trends are made where all of it is.
        if (after is null) Tiers = new SqliteTiers(_database, path);
        GoOnAfterLast();
        _insert = new SqliteStatement(_database, RecordSchema.Insert);
    }

    /// <summary>The record file of a run directory; a path that is no directory is taken as the file itself.</summary>
    public static string FileOf(string path) => Directory.Exists(path) ? Path.Combine(path, FileName) : path;

    /// <summary>Begins a new record in a run directory, or in a file of that name.</summary>
    /// <exception cref="InputException">There is one already, or the place cannot be written.</exception>
    public static SqliteRecord Create(string path, CheckpointSigner? signer = null) => Create(path, signer, null);

    /// <summary>Begins a file that continues a record elsewhere after its entry <paramref name="number"/>; by itself it is no whole record.</summary>
    /// <inheritdoc cref="Create(string, CheckpointSigner)" path="/exception"/>
    internal static SqliteRecord Continue(string path, long number, byte[] head) => Create(path, null, (number, head));

    private static SqliteRecord Create(string path, CheckpointSigner? signer, (long, byte[])? after)
    {
        string file = FileOf(path);
        if (File.Exists(file)) throw new InputException(file, "there is already a record; a record is never overwritten.");
        return Attempt(file, () =>
        {
            if (Path.GetDirectoryName(Path.GetFullPath(file)) is { } directory) Directory.CreateDirectory(directory);
            return Connect(file, SqliteOpenMode.ReadWriteCreate, connection =>
            {
                // 16 kB pages: an estimate of 4 kB fits in its leaf, where 4 kB pages chain it through overflow pages.
                SqliteStatement.Execute(connection.Handle!,
                    $"PRAGMA page_size=16384; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; BEGIN; "
                    + $"{RecordSchema.Create} {RecordSchema.CreateCheckpoints} {SqliteTiers.Create} "
                    + $"PRAGMA application_id={RecordSchema.ApplicationId}; PRAGMA user_version={RecordSchema.Version}; COMMIT");
                // The file and its folder, which may be new too.
                string folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
                DurableFolder.Sync(folder);
                if (Path.GetDirectoryName(folder) is { } above) DurableFolder.Sync(above);
                return new SqliteRecord(file, connection, writes: true, signer, after);
            });
        });
    }

    /// <summary>Opens for reading: everything committed up to now.</summary>
    /// <exception cref="InputException">The file is missing, unreadable or not a record.</exception>
    public static SqliteRecord Open(string path)
    {
        string file = Existing(path);
        return Attempt(file, () => Connect(file, SqliteOpenMode.ReadOnly, connection =>
        {
            RequireRecord(file, connection.Handle!);
            return new SqliteRecord(file, connection, writes: false);
        }));
    }

    /// <summary>Opens to go on after the last committed entry, which must be sound; <see cref="ChainVerifier"/> checks the rest.</summary>
    /// <exception cref="InputException">
    /// The file is missing, unreadable, not a record, broken at its end, or being written by another process.
    /// </exception>
    /// <param name="patience">How long to wait for another process that is writing.</param>
    public static SqliteRecord OpenForAppend(string path, CheckpointSigner? signer = null, TimeSpan patience = default)
    {
        string file = Existing(path);
        return Attempt(file, () => Connect(file, SqliteOpenMode.ReadWrite, connection =>
        {
            raw.sqlite3_busy_timeout(connection.Handle!, (int)patience.TotalMilliseconds);
            RequireRecord(file, connection.Handle!);
            SqliteStatement.Execute(connection.Handle!, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL");
            return new SqliteRecord(file, connection, writes: true, signer);
        }));
    }

    public override IEnumerable<Entry> Read(long from = 1)
    {
        using SqliteStatement select = Reading(() => new SqliteStatement(_database, RecordSchema.Select));
        select.Bind(1, from);
        while (Reading(select.Step))
            yield return Reading(() => Row(select));
    }

    public override byte[] FrameFile(string name, int bytes) => _frames.Read(name, bytes);

    public override IEnumerable<string> FrameFiles() => _frames.Names();

    public override Seals Seals() => Reading(() =>
    {
        if (Version(_database) == RecordSchema.WithoutCheckpoints) return Records.Seals.None;
        var keys = ImmutableArray.CreateBuilder<RecordKey>();
        using (var rows = new SqliteStatement(_database, RecordSchema.SelectKeys))
            while (rows.Step()) keys.Add(new RecordKey(rows.Blob(0).ToArray(), rows.Blob(1).ToArray()));
        var checkpoints = ImmutableArray.CreateBuilder<Checkpoint>();
        using (var rows = new SqliteStatement(_database, RecordSchema.SelectCheckpoints))
        {
            while (rows.Step())
                checkpoints.Add(new Checkpoint(
                    rows.Integer(0), rows.Integer(1), rows.Blob(2).ToArray(), Time(rows.Integer(3)), rows.Integer(4), rows.Blob(5).ToArray()));
        }
        return new Seals(keys.ToImmutable(), checkpoints.ToImmutable());
    });

    public override string? StorageFault()
    {
        try
        {
            long outside = SqliteStatement.Scalar(_database, "SELECT count(*) FROM entry WHERE number < 1");
            if (outside > 0) return $"{outside} rows have a number below 1.";
            using var check = new SqliteStatement(_database, "PRAGMA integrity_check(1)");
            return check.Step() && check.Text(0) is var found && found != "ok" ? $"The database is malformed: {found.ReplaceLineEndings(" ")}" : null;
        }
        catch (SqliteFault e)
        {
            return $"The database is malformed: {e.Message}.";
        }
    }

    internal override ITierStore? Tiers { get; }

    protected override void Dispose(bool disposing)
    {
        if (_insert is not null)
        {
            _insert.Dispose();
            raw.sqlite3_exec(_database, "ROLLBACK");
            // Fails while somebody still reads; then the log stays beside the file and the next writer folds it in.
            raw.sqlite3_exec(_database, "PRAGMA journal_mode=DELETE");
        }
        _connection.Dispose();
    }

    private protected override Entry? Last() => Reading(() =>
    {
        using var last = new SqliteStatement(_database, RecordSchema.Last);
        return last.Step() ? Row(last) : null;
    });

    private protected override void Store(
        long number, long ticks, EntryKind kind, ReadOnlySpan<byte> payload, ReadOnlySpan<byte> previous, ReadOnlySpan<byte> hash)
    {
        try
        {
            _insert!.Bind(1, number);
            _insert.Bind(2, ticks);
            _insert.Bind(3, (long)kind);
            _insert.Bind(4, payload);
            _insert.Bind(5, previous);
            _insert.Bind(6, hash);
            _insert.Step();
            _insert.Reset();
        }
        catch (SqliteFault e)
        {
            throw new IOException($"{Place}: entry {number} could not be written: {e.Message}.", e);
        }
    }

    private protected override void Keep(string name, ReadOnlySpan<byte> content) => _frames.Keep(name, content);

    private protected override void Store(long number, RecordKey key) => Insert(RecordSchema.InsertKey, row =>
    {
        row.Bind(1, number);
        row.Bind(2, key.PublicKey.Span);
        row.Bind(3, key.Introduction.Span);
    });

    private protected override void Store(Checkpoint checkpoint) => Insert(RecordSchema.InsertCheckpoint, row =>
    {
        row.Bind(1, checkpoint.Number);
        row.Bind(2, checkpoint.Entry);
        row.Bind(3, checkpoint.Hash.Span);
        row.Bind(4, checkpoint.Time.UtcTicks);
        row.Bind(5, checkpoint.Key);
        row.Bind(6, checkpoint.Signature.Span);
    });

    private protected override void CommitRows()
    {
        try
        {
            SqliteStatement.Execute(_database, "COMMIT");
            SqliteStatement.Execute(_database, "BEGIN IMMEDIATE");
        }
        catch (SqliteFault e)
        {
            throw new IOException($"{Place}: the record could not be committed: {e.Message}.", e);
        }
    }

    private void Insert(string sql, Action<SqliteStatement> bind)
    {
        try
        {
            using var row = new SqliteStatement(_database, sql);
            bind(row);
            row.Step();
        }
        catch (SqliteFault e)
        {
            throw new IOException($"{Place}: a checkpoint could not be written: {e.Message}.", e);
        }
    }

    private T Reading<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (SqliteFault e)
        {
            throw new InputException(Place, $"the record cannot be read: {e.Message}.");
        }
    }

    private static Entry Row(SqliteStatement row)
    {
        long ticks = row.Integer(1), kind = row.Integer(2);
        DateTimeOffset time = Time(ticks);
        if (kind is < 0 or > byte.MaxValue) throw new SqliteFault($"{kind} is not a kind of entry");
        ReadOnlySpan<byte> payload = row.Blob(3), previous = row.Blob(4), hash = row.Blob(5);
        byte[] bytes = GC.AllocateUninitializedArray<byte>(payload.Length + previous.Length + hash.Length);
        payload.CopyTo(bytes);
        previous.CopyTo(bytes.AsSpan(payload.Length));
        hash.CopyTo(bytes.AsSpan(payload.Length + previous.Length));
        return new Entry(row.Integer(0), time, (EntryKind)kind, bytes.AsMemory(0, payload.Length),
            bytes.AsMemory(payload.Length, previous.Length), bytes.AsMemory(payload.Length + previous.Length));
    }

    private static DateTimeOffset Time(long ticks) => ticks >= 0 && ticks <= DateTime.MaxValue.Ticks
        ? new DateTimeOffset(ticks, TimeSpan.Zero)
        : throw new SqliteFault($"{ticks} is not a time");

    private static string Existing(string path)
    {
        string file = FileOf(path);
        return File.Exists(file) ? file : throw new InputException(file, "there is no such record.");
    }

    private static void RequireRecord(string file, sqlite3 database)
    {
        if (SqliteStatement.Scalar(database, "PRAGMA application_id") != RecordSchema.ApplicationId)
            throw new InputException(file, "this is not a record of Titer.");
        long version = Version(database);
        if (version is < RecordSchema.WithoutCheckpoints or > RecordSchema.Version)
            throw new InputException(file,
                $"the record has the format version {version}; this program reads versions up to {RecordSchema.Version}.");
    }

    private static long Version(sqlite3 database) => SqliteStatement.Scalar(database, "PRAGMA user_version");

    // No pooling: a pooled connection would keep the file and its locks after Dispose.
    private static SqliteRecord Connect(string file, SqliteOpenMode mode, Func<SqliteConnection, SqliteRecord> open)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false }.ToString());
        try
        {
            connection.Open();
            return open(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static SqliteRecord Attempt(string file, Func<SqliteRecord> open)
    {
        try
        {
            return open();
        }
        catch (SqliteFault e) when (e.Code == raw.SQLITE_BUSY)
        {
            throw new InputException(file, "another process is writing this record.");
        }
        catch (Exception e) when (e is SqliteFault or SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new InputException(file, $"the record cannot be opened: {e.Message.TrimEnd('.')}.");
        }
    }
}
