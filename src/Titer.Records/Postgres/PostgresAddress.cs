using System.Globalization;
using Npgsql;
using Titer.Core;

namespace Titer.Records;

/// <summary>
/// Where a record is in PostgreSQL: <c>postgres://USER:PASSWORD@HOST:PORT/DATABASE/RUN</c>, the form of libpq (PostgreSQL documentation,
/// 34.1.1.2 Connection URIs) with the run after the database. All but the database may be left out: then libpq's environment variables and
/// <c>~/.pgpass</c> count. <c>?host=/folder</c> names the folder of a Unix socket. What is printed never holds the password.
/// </summary>
public sealed record PostgresAddress
{
    private const int LongestRun = 200;

    private readonly NpgsqlConnectionStringBuilder _connection;
    private readonly string _options;

    private PostgresAddress(NpgsqlConnectionStringBuilder connection, string options, string? run) => (_connection, _options, Run) = (connection,
        options, run);

    /// <summary>Name of the run; null when the address names a database only.</summary>
    public string? Run { get; private init; }

    public static bool IsOne(string text) =>
        text.StartsWith("postgres://", StringComparison.Ordinal) || text.StartsWith("postgresql://", StringComparison.Ordinal);

    /// <exception cref="InputException">It is not an address.</exception>
    public static PostgresAddress Parse(string text)
    {
        if (!IsOne(text)) throw Wrong("it does not begin with postgres://");
        string rest = text[(text.IndexOf("://", StringComparison.Ordinal) + 3)..], query = "";
        if (rest.IndexOf('?') is >= 0 and int mark) (rest, query) = (rest[..mark], rest[(mark + 1)..]);
        if (rest.IndexOf('/') is not (>= 0 and int slash)) throw Wrong("it names no database");
        string authority = rest[..slash];
        string[] path = rest[(slash + 1)..].Split('/');
        if (path[0].Length == 0 || path.Length > 2) throw Wrong("after the host stand the database and the run");
        // No pooling: a pooled session would keep its lock on the run. Keep-alives: a writer whose host is gone must not hold the run for hours.
        var connection = new NpgsqlConnectionStringBuilder
        {
            Database = Decoded(path[0]), Pooling = false, Enlist = false, ApplicationName = "titer", Timeout = 10, CommandTimeout = 60,
                TcpKeepAlive = true,
        };
        if (authority.LastIndexOf('@') is >= 0 and int at)
        {
            string[] user = authority[..at].Split(':', 2);
            connection.Username = Decoded(user[0]);
            if (user.Length > 1) connection.Password = Decoded(user[1]);
            authority = authority[(at + 1)..];
        }
        int colon = authority.LastIndexOf(':');
        if (colon > authority.LastIndexOf(']'))
        {
            connection.Port = int.TryParse(authority[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out int port)
                && port is > 0 and < 65536
                ? port
                : throw Wrong("the port is no number from 1 to 65535");
            authority = authority[..colon];
        }
        connection.Host = authority.Length > 0 ? Decoded(authority.Trim('[', ']')) : Environment.GetEnvironmentVariable("PGHOST") ?? "localhost";
        foreach (string pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] option = pair.Split('=', 2);
            string value = option.Length > 1 ? Decoded(option[1]) : "";
            if (option[0] == "host") connection.Host = value;
            else if (option[0] == "sslmode" && Enum.TryParse(value.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out SslMode mode))
                connection.SslMode = mode;
            else if (option[0] == "sslrootcert") connection.RootCertificate = value;
            else throw Wrong($"'{option[0]}={value}' is not known; known are host, sslmode and sslrootcert");
        }
        string run = path.Length > 1 ? Decoded(path[1]) : "";
        if (run.Length > LongestRun
            || run.Any(char.IsControl)) throw Wrong($"a run has a name of at most {LongestRun} characters, none of them a control");
        return new PostgresAddress(connection, query.Length > 0 ? "?" + query : "", run.Length > 0 ? run : null);

        InputException Wrong(string why) => new($"This is no address of a record: {why}; it looks like postgres://USER@HOST:PORT/DATABASE/RUN.");
    }

    public PostgresAddress WithRun(string run) => this with { Run = run };

    /// <summary>The same for whoever cannot wait: a server that does not answer within so many seconds counts as away.</summary>
    internal PostgresAddress Within(int seconds) => new(
        new NpgsqlConnectionStringBuilder(_connection.ConnectionString) { Timeout = seconds, CommandTimeout = seconds, CancellationTimeout = 1000 },
        _options, Run);

    /// <summary>The address without its password.</summary>
    public override string ToString()
    {
        bool socket = _connection.Host!.StartsWith('/');
        string user = string.IsNullOrEmpty(_connection.Username) ? "" : Uri.EscapeDataString(_connection.Username) + "@";
        string host = socket ? "" : _connection.Host.Contains(':', StringComparison.Ordinal) ? $"[{_connection.Host}]" : _connection.Host;
        string port = _connection.Port == NpgsqlConnection.DefaultPort ? "" : $":{_connection.Port}";
        return $"postgres://{user}{host}{port}/{Uri.EscapeDataString(_connection.Database!)}"
            + (Run is null ? "" : $"/{Uri.EscapeDataString(Run)}") + _options;
    }

    internal NpgsqlConnection Connect()
    {
        var connection = new NpgsqlConnection(_connection.ConnectionString);
        // Not Open(): when a server is silent, Npgsql 10 tries again in what is left of the time-out, and a remainder below one millisecond, cast to
        // whole ones, becomes 0 and means for ever. The token ends that.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(_connection.Timeout));
        try
        {
            connection.OpenAsync(patience.Token).GetAwaiter().GetResult();
            return connection;
        }
        catch (Exception e)
        {
            connection.Dispose();
            if (e is OperationCanceledException) throw new TimeoutException($"the server does not answer within {_connection.Timeout} s", e);
            throw;
        }
    }

    // A text that no UTF-8 decodes to (invalid escapes) stays as it is and names nothing that is there.
    private static string Decoded(string text) => Uri.UnescapeDataString(text);
}
