using Npgsql;
using Titer.Core;

namespace Titer.Records;

/// <summary>A PostgreSQL database that holds records: prepared once by its owner, opened by everybody else.</summary>
public static class PostgresDatabase
{
    /// <summary>
    /// Makes the tables where there are none, adds those that a database of an older version lacks, and gives a role the right to write and read
    /// records, and nothing else.
    /// </summary>
    /// <returns>Whether tables were made now.</returns>
    /// <exception cref="InputException">The server cannot be reached, or refuses it; nothing is changed then.</exception>
    public static bool Prepare(PostgresAddress address, string serviceRole) => Attempt(address, () =>
    {
        using NpgsqlConnection connection = address.Connect();
        using NpgsqlTransaction transaction = connection.BeginTransaction();
        bool isNew = !Exists(connection);
        if (isNew) Execute(connection, PostgresSchema.Create + PostgresSchema.Guard);
        else RequireVersion(connection, address);
        bool isOld = isNew || Version(connection) < PostgresSchema.Version;
        if (isOld)
        {
            Execute(connection, PostgresSchema.CreateTrends + PostgresSchema.GuardTrends);
            Execute(connection, PostgresSchema.CreateFrames + PostgresSchema.GuardFrames);
            Execute(connection, $"INSERT INTO titer.format VALUES ({PostgresSchema.Version})");
        }
        Execute(connection, PostgresSchema.Grant(serviceRole));
        RequireRights(connection, address, serviceRole);
        transaction.Commit();
        return isOld;
    });

    /// <summary>The names of the runs that are there, in the order in which they began.</summary>
    /// <exception cref="InputException">The server cannot be reached, or the database holds no records.</exception>
    public static IReadOnlyList<string> Runs(PostgresAddress address) => Attempt(address, () =>
    {
        using NpgsqlConnection connection = Open(address);
        return Runs(connection);
    });

    internal static List<string> Runs(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand("SELECT name FROM titer.run ORDER BY id", connection);
        using NpgsqlDataReader rows = command.ExecuteReader();
        List<string> names = [];
        while (rows.Read()) names.Add(rows.GetString(0));
        return names;
    }

    /// <summary>A connection to a database whose tables this program knows.</summary>
    internal static NpgsqlConnection Open(PostgresAddress address)
    {
        NpgsqlConnection connection = address.Connect();
        try
        {
            if (!Exists(connection))
                throw new InputException($"{address}",
                    "this database has no tables for records; its owner makes them with 'titer database ADDRESS --service ROLE'.");
            RequireVersion(connection, address);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    internal static void Execute(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    /// <summary>Runs what opens something; what the server or the network says against it becomes one sentence with the address.</summary>
    internal static T Attempt<T>(PostgresAddress address, Func<T> open)
    {
        try
        {
            return open();
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            throw new InputException($"{address}", "another process is writing this record.");
        }
        catch (Exception e) when (IsFault(e))
        {
            throw new InputException($"{address}", $"the record cannot be opened: {Sentence(e)}.");
        }
    }

    /// <summary>What a server that refuses, fails, or is gone throws.</summary>
    internal static bool IsFault(Exception e) => e is NpgsqlException or IOException or TimeoutException or InvalidOperationException
        or InvalidCastException or ArgumentException or System.Net.Sockets.SocketException;

    /// <summary>The server says that it stops, or cannot be spoken to (classes 08 and 57P of its error codes).</summary>
    internal static bool IsAway(Exception e) => e is PostgresException { SqlState: { } code }
        && (code.StartsWith("08", StringComparison.Ordinal) || code.StartsWith("57P", StringComparison.Ordinal));

    internal static string Sentence(Exception e)
    {
        string text = e is PostgresException refusal ? refusal.MessageText : e.Message;
        if (e.InnerException is { } inner && !text.Contains(inner.Message,
            StringComparison.Ordinal)) text = $"{text.TrimEnd('.')} ({inner.Message.TrimEnd('.')})";
        return text.ReplaceLineEndings(" ").TrimEnd('.');
    }

    private static void RequireRights(NpgsqlConnection connection, PostgresAddress address, string role)
    {
        using var command = new NpgsqlCommand(PostgresSchema.Rights, connection);
        command.Parameters.AddWithValue(role);
        using NpgsqlDataReader row = command.ExecuteReader();
        row.Read();
        // GRANT by somebody who may not give a right is a warning and no error.
        if (!row.GetBoolean(0)) throw new InputException($"{address}",
            $"the role '{role}' was given no rights on the tables; only their owner can give rights.");
        if (row.GetBoolean(1))
            throw new InputException($"{address}",
                $"the role '{role}' may do more than insert and select; take one that owns nothing and is no superuser.");
    }

    private static bool Exists(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand("SELECT to_regclass('titer.format') IS NOT NULL", connection);
        return (bool)command.ExecuteScalar()!;
    }

    /// <summary>The format that the tables have, as the newest row of <c>titer.format</c> says; null when it has none.</summary>
    internal static int? Version(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand("SELECT max(version) FROM titer.format", connection);
        return command.ExecuteScalar() as int?;
    }

    private static void RequireVersion(NpgsqlConnection connection, PostgresAddress address)
    {
        if (Version(connection) is not { } version) throw new InputException($"{address}", "this is not a database of records of Titer.");
        if (version is < PostgresSchema.WithoutTrends or > PostgresSchema.Version)
            throw new InputException($"{address}",
                $"the records have the format version {version}; this program reads versions up to {PostgresSchema.Version}.");
    }
}
