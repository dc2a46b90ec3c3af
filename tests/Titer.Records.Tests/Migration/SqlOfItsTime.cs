namespace Titer.Records.Tests;

/// <summary>The tables of older formats, as the programs of their time made them.</summary>
internal static class SqlOfItsTime
{
    public const string Sqlite1 = """
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
        PRAGMA application_id = 1414091845;
        """;

    public const string Sqlite2 = """
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

    public const string Postgres1 = """
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
        INSERT INTO titer.format VALUES (1);
        GRANT USAGE ON SCHEMA titer TO "titer service"; GRANT SELECT ON titer.format TO "titer service";
        GRANT SELECT, INSERT ON titer.run, titer.entry, titer.signing_key, titer.checkpoint TO "titer service";
        """;
}
