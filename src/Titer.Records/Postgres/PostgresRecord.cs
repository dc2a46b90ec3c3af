using System.Collections.Immutable;
using Npgsql;
using Titer.Core;

namespace Titer.Records;

/// <summary>
/// A record as one run of a PostgreSQL database. Entries travel by binary COPY inside a transaction that begins with the first one after a
/// commit; the commit returns when the server has its log on the disk.
/// <para>
/// The writer holds an advisory lock of its session for as long as it lives, so that a second one is refused, on whatever machine; when the
/// session ends, for whatever reason, the server lets the lock go, and nothing of that session can be committed any more.
/// </para>
/// </summary>
public sealed partial class PostgresRecord : ChainedRecord
{
    /// <summary>Rows are read in pages of about this many bytes, so that a reader holds no more, and a writer may append between two pages.</summary>
    private const int PageBytes = 8 << 20;

    private const int MostRows = 8192;

    private readonly NpgsqlConnection _connection;
    private readonly int _run;
    private NpgsqlTransaction? _transaction;
    private CopyRows? _copy;

    private PostgresRecord(PostgresAddress address, NpgsqlConnection connection, int run, bool writes, CheckpointSigner? signer)
        : base($"{address}", writes, signer)
    {
        (_connection, _run) = (connection, run);
        // In the order of the index, row by row: a sort would read a whole run before its first entry, and fail over a bad page before the good ones.
        // What is switched off counts as very dear, and dear statements are compiled: 0.3 s for a trend that takes 0.02 s.
        PostgresDatabase.Execute(connection, "SET enable_seqscan = off; SET enable_bitmapscan = off; SET enable_sort = off; SET jit = off");
        // A database of version 1 has no tables for trends, and goes on recording without them until its owner makes them.
        if (PostgresDatabase.Version(connection) >= PostgresSchema.Version) Tiers = this;
        if (!writes) return;
        PrepareSession();
        GoOnAfterLast();
    }

    /// <summary>Begins a new record under the address's name of a run.</summary>
    /// <exception cref="InputException">There is one already, or the server cannot be reached, or refuses it.</exception>
    public static PostgresRecord Create(PostgresAddress address, CheckpointSigner? signer = null) => Attempt(address, writes: true, signer,
        connection =>
    {
        using var insert = new NpgsqlCommand("INSERT INTO titer.run (name) VALUES ($1) ON CONFLICT DO NOTHING RETURNING id", connection);
        insert.Parameters.AddWithValue(NameOf(address));
        return insert.ExecuteScalar() as int? ?? throw new InputException($"{address}", "there is already a record; a record is never overwritten.");
    });

    /// <summary>Opens for reading: everything committed up to now.</summary>
    /// <exception cref="InputException">There is no such run, or the server cannot be reached, or refuses it.</exception>
    public static PostgresRecord Open(PostgresAddress address) => Attempt(address, writes: false, null, connection => Existing(address, connection));

    /// <summary>Opens to go on after the last committed entry, which must be sound; <see cref="ChainVerifier"/> checks the rest.</summary>
    /// <exception cref="InputException">As <see cref="Open"/>, or the record is broken at its end, or another process is writing it.</exception>
    public static PostgresRecord OpenForAppend(PostgresAddress address, CheckpointSigner? signer = null) =>
        Attempt(address, writes: true, signer, connection => Existing(address, connection));

    public override IEnumerable<Entry> Read(long from = 1)
    {
        List<Entry> page = [];
        (int Rows, Exception? Fault) next = (256, null);
        do
        {
            page.Clear();
            next = Reading(() => next.Fault is { } fault ? throw fault : ReadPage(from, next.Rows, page));
            foreach (Entry entry in page) yield return entry;
            if (page.Count > 0) from = page[^1].Number + 1;
        }
        while (page.Count > 0);
    }

    public override Seals Seals() => Reading(() =>
    {
        var keys = ImmutableArray.CreateBuilder<RecordKey>();
        using (NpgsqlCommand select = Command(PostgresSchema.SelectKeys))
        using (NpgsqlDataReader row = select.ExecuteReader())
            while (row.Read()) keys.Add(new RecordKey(row.GetFieldValue<byte[]>(0), row.GetFieldValue<byte[]>(1)));
        var checkpoints = ImmutableArray.CreateBuilder<Checkpoint>();
        using (NpgsqlCommand select = Command(PostgresSchema.SelectCheckpoints))
        using (NpgsqlDataReader row = select.ExecuteReader())
        {
            while (row.Read())
                checkpoints.Add(new Checkpoint(
                    row.GetInt64(0), row.GetInt64(1), row.GetFieldValue<byte[]>(2), Time(row.GetInt64(3)), row.GetInt64(4),
                        row.GetFieldValue<byte[]>(5)));
        }
        return new Seals(keys.ToImmutable(), checkpoints.ToImmutable());
    });

    public override string? StorageFault()
    {
        try
        {
            long outside = Reading(() =>
            {
                using NpgsqlCommand count = Command("SELECT count(*) FROM titer.entry WHERE run = $1 AND number < 1");
                return (long)count.ExecuteScalar()!;
            });
            return outside > 0 ? $"{outside} rows have a number below 1." : null;
        }
        catch (InputException e)
        {
            return e.Message;
        }
    }

    protected override void Dispose(bool disposing)
    {
        try
        {
            _copy?.Cancel();
            _transaction?.Dispose();
        }
        catch (Exception e) when (PostgresDatabase.IsFault(e))
        {
            // The session is lost, and with it what was not committed.
        }
        _connection.Dispose();
    }

    private protected override Entry? Last() => Reading(() =>
    {
        using NpgsqlCommand last = Command(PostgresSchema.Last);
        using NpgsqlDataReader row = last.ExecuteReader();
        return row.Read() ? Row(row) : null;
    });

    private protected override void Store(
        long number, long ticks, EntryKind kind, ReadOnlySpan<byte> payload, ReadOnlySpan<byte> previous, ReadOnlySpan<byte> hash)
    {
        try
        {
            _transaction ??= _connection.BeginTransaction();
            _copy ??= new CopyRows(_connection);
            _copy.Row(_run, number, ticks, kind, payload, previous, hash);
        }
        catch (Exception e) when (PostgresDatabase.IsFault(e))
        {
            throw new IOException($"{Place}: entry {number} could not be written: {PostgresDatabase.Sentence(e)}.", e);
        }
    }

    private protected override void Store(long number, RecordKey key) =>
        Insert(PostgresSchema.InsertKey, number, key.PublicKey.ToArray(), key.Introduction.ToArray());

    private protected override void Store(Checkpoint checkpoint) => Insert(PostgresSchema.InsertCheckpoint,
        checkpoint.Number, checkpoint.Entry, checkpoint.Hash.ToArray(), checkpoint.Time.UtcTicks, checkpoint.Key, checkpoint.Signature.ToArray());

    private protected override void CommitRows()
    {
        try
        {
            Flush();
            _transaction?.Commit();
            _transaction?.Dispose();
            _transaction = null;
        }
        catch (Exception e) when (PostgresDatabase.IsFault(e))
        {
            throw new IOException($"{Place}: the record could not be committed: {PostgresDatabase.Sentence(e)}.", e);
        }
    }

    private void Insert(string sql, params object[] values)
    {
        try
        {
            _transaction ??= _connection.BeginTransaction();
            using NpgsqlCommand insert = Command(sql);
            foreach (object value in values) insert.Parameters.AddWithValue(value);
            insert.ExecuteNonQuery();
        }
        catch (Exception e) when (PostgresDatabase.IsFault(e))
        {
            throw new IOException($"{Place}: a checkpoint could not be written: {PostgresDatabase.Sentence(e)}.", e);
        }
    }

    /// <summary>Ends a COPY under way, so that the session can do something else in the same transaction.</summary>
    private void Flush()
    {
        CopyRows? copy = _copy;
        _copy = null;
        copy?.Complete();
    }

    private void PrepareSession()
    {
        using (var fsync = new NpgsqlCommand("SHOW fsync", _connection))
        {
            if ((string)fsync.ExecuteScalar()! != "on")
                throw new InputException(Place, "the server runs with fsync off, so that nothing it acknowledges is durable; a record needs it on.");
        }
        // A writer that was just killed has its session for some moments more; whose host is gone, for the 25 s of the keep-alives.
        PostgresDatabase.Execute(_connection, $"""
            SET lock_timeout = '2s';
            SELECT pg_advisory_lock({PostgresSchema.LockClass}, {_run});
            SET lock_timeout = 0; SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0;
            SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3;
            SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'
            """);
    }

    /// <summary>Reads entries until the page is full, and says how many rows the next one may have, or what it will meet: what could be read comes
    /// first.</summary>
    private (int Rows, Exception? Fault) ReadPage(long from, int rows, List<Entry> page)
    {
        try
        {
            using NpgsqlCommand command = Command(PostgresSchema.Page);
            command.Parameters.AddWithValue(from);
            command.Parameters.AddWithValue(rows);
            using NpgsqlDataReader row = command.ExecuteReader();
            long bytes = 0;
            while (row.Read())
            {
                page.Add(Row(row));
                bytes += page[^1].Payload.Length;
                if (bytes > PageBytes) return (Math.Max(1, page.Count / 2), null);
            }
            return (Math.Min(MostRows, rows * 2), null);
        }
        catch (Exception e) when (PostgresDatabase.IsFault(e) && page.Count > 0)
        {
            return (1, e);
        }
    }

    private NpgsqlCommand Command(string sql)
    {
        Flush();
        var command = new NpgsqlCommand(sql, _connection);
        command.Parameters.AddWithValue(_run);
        return command;
    }

    private T Reading<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (PostgresDatabase.IsFault(e))
        {
            // The server has given up the open transaction, and would answer its commit with a silent rollback.
            if (_transaction is not null) Fail();
            // A session also ends over a corrupted page; that is a fault of the record, and a server that goes away is none.
            if (PostgresDatabase.IsAway(e) || (e is not PostgresException && _connection.State != System.Data.ConnectionState.Open))
                throw new IOException($"{Place}: the connection to the server was lost: {PostgresDatabase.Sentence(e)}.", e);
            throw new InputException(Place, $"the record cannot be read: {PostgresDatabase.Sentence(e)}.");
        }
    }

    private static Entry Row(NpgsqlDataReader row)
    {
        DateTimeOffset time = Time(row.GetInt64(1));
        short kind = row.GetInt16(2);
        if (kind is < 0 or > byte.MaxValue) throw new InvalidCastException($"{kind} is not a kind of entry");
        return new Entry(row.GetInt64(0), time, (EntryKind)kind,
            row.GetFieldValue<byte[]>(3), row.GetFieldValue<byte[]>(4), row.GetFieldValue<byte[]>(5));
    }

    private static DateTimeOffset Time(long ticks) => ticks >= 0 && ticks <= DateTime.MaxValue.Ticks
        ? new DateTimeOffset(ticks, TimeSpan.Zero)
        : throw new InvalidCastException($"{ticks} is not a time");

    private static string NameOf(PostgresAddress address) =>
        address.Run ?? throw new InputException($"{address}",
            "the address names a database and no run; it looks like postgres://USER@HOST:PORT/DATABASE/RUN.");

    private static int Existing(PostgresAddress address, NpgsqlConnection connection)
    {
        using var select = new NpgsqlCommand("SELECT id FROM titer.run WHERE name = $1", connection);
        select.Parameters.AddWithValue(NameOf(address));
        if (select.ExecuteScalar() is int run) return run;
        List<string> known = PostgresDatabase.Runs(connection);
        throw new InputException($"{address}", known.Count == 0
            ? "there is no such run, nor any other, in this database."
            : $"there is no such run in this database; the last ones are {string.Join(", ", known.TakeLast(5))}.");
    }

    private static PostgresRecord Attempt(
        PostgresAddress address, bool writes, CheckpointSigner? signer, Func<NpgsqlConnection, int> run) => PostgresDatabase.Attempt(address, () =>
    {
        NameOf(address);
        NpgsqlConnection connection = PostgresDatabase.Open(address);
        try
        {
            return new PostgresRecord(address, connection, run(connection), writes, signer);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    });
}
