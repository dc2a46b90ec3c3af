namespace Titer.Records;

/// <summary>
/// The tables of records in PostgreSQL, schema <c>titer</c> (docs/record.md): every run of a server is a number in the same tables, so that the
/// role that writes needs no right to create anything.
/// </summary>
internal static class PostgresSchema
{
    /// <summary>Version 1 had no trends and no frame files.</summary>
    public const int Version = 2, WithoutTrends = 1;

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
        REVOKE ALL ON SCHEMA titer FROM PUBLIC;
        """;

    // Rows of trends are at most 4 kB and hardly compress: PLAIN keeps them in their page.
    public const string CreateTrends = """
        CREATE TABLE titer.series (
          run integer NOT NULL,
          number integer NOT NULL,
          name bytea NOT NULL,
          PRIMARY KEY (run, number)
        );
        CREATE TABLE titer.trend (
          run integer NOT NULL,
          width integer NOT NULL,
          upto bigint NOT NULL,
          series integer NOT NULL,
          chunk bigint NOT NULL,
          first bigint NOT NULL,
          last bigint NOT NULL,
          begin bigint NOT NULL,
          "end" bigint NOT NULL,
          count bigint NOT NULL,
          buckets bytea NOT NULL,
          PRIMARY KEY (run, width, series, chunk, upto)
        );
        ALTER TABLE titer.trend ALTER COLUMN buckets SET STORAGE PLAIN;
        CREATE INDEX trend_upto ON titer.trend (run, width, upto);
        """;

    public const string CreateFrames = """
        CREATE TABLE titer.frame_file (
          run integer NOT NULL,
          hash bytea NOT NULL,
          content bytea NOT NULL,
          PRIMARY KEY (run, hash)
        );
        ALTER TABLE titer.frame_file ALTER COLUMN content SET STORAGE EXTERNAL;
        """;

    public const string InsertFrame = "INSERT INTO titer.frame_file (run, hash, content) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";

    public const string SelectFrame =
        "SELECT octet_length(content), CASE WHEN octet_length(content) = $3 THEN content END FROM titer.frame_file WHERE run = $1 AND hash = $2";

    public const string SelectFrames = "SELECT hash FROM titer.frame_file WHERE run = $1";

    public static readonly string Guard = Guarded("format", "run", "entry", "signing_key", "checkpoint"), GuardTrends = Guarded("series", "trend"),
        GuardFrames = Guarded("frame_file");

    /// <summary>What the role that writes and reads records may do, and no more.</summary>
    public static string Grant(string role)
    {
        string quoted = '"' + role.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';
        return $"GRANT USAGE ON SCHEMA titer TO {quoted}; GRANT SELECT ON titer.format TO {quoted}; "
            + $"GRANT SELECT, INSERT ON titer.run, titer.entry, titer.signing_key, titer.checkpoint, titer.series, titer.trend, titer.frame_file TO {quoted}";
    }

    /// <summary>Whether a role may append to records, and whether it could also change them.</summary>
    public const string Rights = """
        SELECT bool_and(has_table_privilege($1, t, 'INSERT') AND has_table_privilege($1, t, 'SELECT')),
          bool_or(has_table_privilege($1, t, 'UPDATE, DELETE, TRUNCATE, TRIGGER'))
        FROM unnest(ARRAY['titer.run', 'titer.entry', 'titer.signing_key', 'titer.checkpoint', 'titer.series', 'titer.trend', 'titer.frame_file']) AS t
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

    public const string SelectSeries = "SELECT name FROM titer.series WHERE run = $1 ORDER BY number";

    public const string InsertSeries = "INSERT INTO titer.series (run, number, name) VALUES ($1, $2, $3)";

    public const string TrendsUpto = "SELECT upto FROM titer.trend WHERE run = $1 AND width = $2 ORDER BY upto DESC LIMIT 1";

    public const string CopyTrends =
        "COPY titer.trend (run, width, upto, series, chunk, first, last, begin, \"end\", count, buckets) FROM STDIN (FORMAT BINARY)";

    private const string TrendColumns = "SELECT width, upto, series, chunk, first, last, begin, \"end\", count, buckets FROM titer.trend "
        + "WHERE run = $1 AND width = $2 AND upto > $3 AND upto <= $4 AND chunk BETWEEN $5 AND $6";

    public const string Trends = $"{TrendColumns} ORDER BY upto";

    // A series after the other, so that each is read by the primary key, in its order.
    public const string TrendsOfSeries = "SELECT t.* FROM unnest($7) AS s (wanted) CROSS JOIN LATERAL "
        + $"({TrendColumns} AND series = wanted ORDER BY chunk, upto) AS t";

    private static string Guarded(params string[] tables) => string.Concat(tables.Select(table => $"""
        CREATE TRIGGER never_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON titer.{table} FOR EACH STATEMENT EXECUTE FUNCTION titer.refuse();
        ALTER TABLE titer.{table} ENABLE ALWAYS TRIGGER never_changed;
        REVOKE ALL ON titer.{table} FROM PUBLIC;

        """));
}
