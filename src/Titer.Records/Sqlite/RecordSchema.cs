namespace Titer.Records;

/// <summary>The tables of a record file (docs/record.md).</summary>
internal static class RecordSchema
{
    /// <summary>"TITE" in ASCII: what <c>PRAGMA application_id</c> says of a record.</summary>
    public const int ApplicationId = 0x54495445;

    /// <summary>Version 1 had no checkpoints and version 2 no trends; both are read as they are, and get the tables when they are written to
    /// again.</summary>
    public const int Version = 3, WithoutTrends = 2, WithoutCheckpoints = 1;

    // The triggers stop mistakes; tampering is found by the chain. INSERT OR REPLACE slips past them (SQLite fires no delete
    // trigger for it). A trigger on insert would refuse it but doubles the time of writing (measured: 1.2 s -> 2.2 s for
    // the 440,000 entries of a batch), and the chain finds what REPLACE did.
    public const string Create = """
        CREATE TABLE entry (
          number INTEGER PRIMARY KEY,
          time INTEGER NOT NULL,
          kind INTEGER NOT NULL,
          payload BLOB NOT NULL,
          previous_hash BLOB NOT NULL,
          hash BLOB NOT NULL
        ) STRICT;
        CREATE TRIGGER entry_is_never_updated BEFORE UPDATE ON entry
          BEGIN SELECT RAISE(ABORT, 'an entry of a record is never updated'); END;
        CREATE TRIGGER entry_is_never_deleted BEFORE DELETE ON entry
          BEGIN SELECT RAISE(ABORT, 'an entry of a record is never deleted'); END;
        """;

    public const string CreateCheckpoints = """
        CREATE TABLE signing_key (
          number INTEGER PRIMARY KEY,
          public_key BLOB NOT NULL,
          introduction BLOB NOT NULL
        ) STRICT;
        CREATE TABLE checkpoint (
          number INTEGER PRIMARY KEY,
          entry INTEGER NOT NULL,
          hash BLOB NOT NULL,
          time INTEGER NOT NULL,
          signing_key INTEGER NOT NULL,
          signature BLOB NOT NULL
        ) STRICT;
        CREATE TRIGGER signing_key_is_never_updated BEFORE UPDATE ON signing_key
          BEGIN SELECT RAISE(ABORT, 'a key of a record is never updated'); END;
        CREATE TRIGGER signing_key_is_never_deleted BEFORE DELETE ON signing_key
          BEGIN SELECT RAISE(ABORT, 'a key of a record is never deleted'); END;
        CREATE TRIGGER checkpoint_is_never_updated BEFORE UPDATE ON checkpoint
          BEGIN SELECT RAISE(ABORT, 'a checkpoint of a record is never updated'); END;
        CREATE TRIGGER checkpoint_is_never_deleted BEFORE DELETE ON checkpoint
          BEGIN SELECT RAISE(ABORT, 'a checkpoint of a record is never deleted'); END;
        """;

    public const string InsertKey = "INSERT INTO signing_key (number, public_key, introduction) VALUES (?, ?, ?)";

    public const string InsertCheckpoint = "INSERT INTO checkpoint (number, entry, hash, time, signing_key, signature) VALUES (?, ?, ?, ?, ?, ?)";

    public const string SelectKeys = "SELECT public_key, introduction FROM signing_key ORDER BY number";

    public const string SelectCheckpoints = "SELECT number, entry, hash, time, signing_key, signature FROM checkpoint ORDER BY number";

    public const string Insert = "INSERT INTO entry (number, time, kind, payload, previous_hash, hash) VALUES (?, ?, ?, ?, ?, ?)";

    public const string Select = "SELECT number, time, kind, payload, previous_hash, hash FROM entry WHERE number >= ? ORDER BY number";

    public const string Last = "SELECT number, time, kind, payload, previous_hash, hash FROM entry ORDER BY number DESC LIMIT 1";
}
