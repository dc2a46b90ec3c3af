namespace Titer.Records;

/// <summary>The tables of a record file (docs/record.md).</summary>
internal static class RecordSchema
{
    /// <summary>"TITE" in ASCII: what <c>PRAGMA application_id</c> says of a record.</summary>
    public const int ApplicationId = 0x54495445;

    public const int Version = 1;

    // REPLACE removes rows without firing delete triggers; the trigger on insert refuses every number but the next one.
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
        CREATE TRIGGER entry_is_only_appended BEFORE INSERT ON entry
          WHEN NEW.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM entry)
          BEGIN SELECT RAISE(ABORT, 'entries of a record are only appended'); END;
        """;

    public const string Insert = "INSERT INTO entry (number, time, kind, payload, previous_hash, hash) VALUES (?, ?, ?, ?, ?, ?)";

    public const string Select = "SELECT number, time, kind, payload, previous_hash, hash FROM entry WHERE number >= ? ORDER BY number";

    public const string Last = "SELECT number, time, kind, payload, previous_hash, hash FROM entry ORDER BY number DESC LIMIT 1";
}
