namespace Titer.Records;

/// <summary>
/// The tables of records in PostgreSQL, schema <c>titer</c> (docs/record.md): every run of a server is a number in the same tables, so that the
/// role that writes needs no right to create anything.
/// </summary>
internal static class PostgresSchema
{
    public const int Version = 1;

    /// <summary>First key of the advisory locks, "TITE" in ASCII; the second is the number of the run.</summary>
    public const int LockClass = 0x54495445;

    // No foreign key from entry to run: its check costs a look-up per row, and the writer has just read the number of its run. Bulk is kept as
    // it is (EXTERNAL): base64 of measured numbers hardly compresses, and trying costs half the time of loading.
    // The triggers are ALWAYS, so that replication roles do not slip past them; statements that touch no row are refused as well.
    public const string Create = """
        CREATE SCHEMA titer;
        CREATE TABLE titer.format (version integer NOT NULL);
        CREATE TABLE titer.run (
          id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
          name text NOT NULL UNIQUE
        );
        CREATE TABLE titer.entry (
          run integer NOT NULL,
          number bigint NOT NULL,
          time bigint NOT NULL,
          kind smallint NOT NULL,
          payload bytea NOT NULL,
          previous_hash bytea NOT NULL,
          hash bytea NOT NULL,
          PRIMARY KEY (run, number)
        );
        CREATE TABLE titer.signing_key (
          run integer NOT NULL,
          number bigint NOT NULL,
          public_key bytea NOT NULL,
          introduction bytea NOT NULL,
          PRIMARY KEY (run, number)
        );
        CREATE TABLE titer.checkpoint (
          run integer NOT NULL,
          number bigint NOT NULL,
          entry bigint NOT NULL,
          hash bytea NOT NULL,
          time bigint NOT NULL,
          signing_key bigint NOT NULL,
          signature bytea NOT NULL,
          PRIMARY KEY (run, number)
        );
        ALTER TABLE titer.entry ALTER COLUMN payload SET STORAGE EXTERNAL;
        CREATE FUNCTION titer.refuse() RETURNS trigger LANGUAGE plpgsql AS $$
          BEGIN
            RAISE EXCEPTION 'rows of a record are never changed or removed (% on titer.%)', TG_OP, TG_TABLE_NAME;
          END $$;
        DO $$
          DECLARE t text;
          BEGIN
            FOREACH t IN ARRAY ARRAY['format', 'run', 'entry', 'signing_key', 'checkpoint'] LOOP
              EXECUTE format('CREATE TRIGGER never_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON titer.%I '
                'FOR EACH STATEMENT EXECUTE FUNCTION titer.refuse()', t);
              EXECUTE format('ALTER TABLE titer.%I ENABLE ALWAYS TRIGGER never_changed', t);
            END LOOP;
          END $$;
        REVOKE ALL ON SCHEMA titer FROM PUBLIC;
        REVOKE ALL ON ALL TABLES IN SCHEMA titer FROM PUBLIC;
        """;

    /// <summary>What the role that writes and reads records may do, and no more.</summary>
    public static string Grant(string role)
    {
        string quoted = '"' + role.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';
        return $"GRANT USAGE ON SCHEMA titer TO {quoted}; GRANT SELECT ON titer.format TO {quoted}; "
            + $"GRANT SELECT, INSERT ON titer.run, titer.entry, titer.signing_key, titer.checkpoint TO {quoted}";
    }

    /// <summary>Whether a role may append to records, and whether it could also change them.</summary>
    public const string Rights = """
        SELECT has_table_privilege($1, 'titer.entry', 'INSERT') AND has_table_privilege($1, 'titer.entry', 'SELECT'),
          has_table_privilege($1, 'titer.entry', 'UPDATE, DELETE, TRUNCATE, TRIGGER')
        """;

    public const string Copy =
        "COPY titer.entry (run, number, time, kind, payload, previous_hash, hash) FROM STDIN (FORMAT BINARY)";

    public const string InsertKey = "INSERT INTO titer.signing_key (run, number, public_key, introduction) VALUES ($1, $2, $3, $4)";

    public const string InsertCheckpoint =
        "INSERT INTO titer.checkpoint (run, number, entry, hash, time, signing_key, signature) VALUES ($1, $2, $3, $4, $5, $6, $7)";

    public const string SelectKeys = "SELECT public_key, introduction FROM titer.signing_key WHERE run = $1 ORDER BY number";

    public const string SelectCheckpoints =
        "SELECT number, entry, hash, time, signing_key, signature FROM titer.checkpoint WHERE run = $1 ORDER BY number";

    private const string Columns = "SELECT number, time, kind, payload, previous_hash, hash FROM titer.entry WHERE run = $1";

    public const string Page = $"{Columns} AND number >= $2 ORDER BY number LIMIT $3";

    public const string Last = $"{Columns} ORDER BY number DESC LIMIT 1";
}
