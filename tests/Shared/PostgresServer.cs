using System.Diagnostics;

namespace Titer.Tests;

/// <summary>
/// A PostgreSQL server of its own for tests, with the settings of production (fsync on), in a temporary folder, reached by a Unix socket that
/// nobody else can open. It runs as the user of the test, or, for root, as Debian's user postgres. A shell holds it and stops it by its id when
/// the test process ends, in whatever way.
/// </summary>
internal sealed partial class PostgresServer : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string _folder = Directory.CreateTempSubdirectory("titer-pg-").FullName;
    private readonly string _binaries;
    private Process? _holder;

    public PostgresServer()
    {
        _binaries = Binaries() ?? throw new InvalidOperationException("PostgreSQL is not installed");
        if (Environment.IsPrivilegedProcess) Run("chown", "postgres", _folder);
        AsServer(Path.Combine(_binaries, "initdb"), "-D", Data, "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync", "--data-checksums");
        Start();
    }

    public string Data => Path.Combine(_folder, "data");

    /// <summary>Whether PostgreSQL is on this machine.</summary>
    public static bool IsInstalled => Binaries() is not null;

    /// <summary>The Unix socket that the server listens on.</summary>
    public string Socket => Path.Combine(_folder, ".s.PGSQL.5432");

    /// <summary>The address of a database, or of a run in it.</summary>
    public string Address(string database, string? run = null, string user = "postgres") =>
        $"postgres://{user}@/{database}{(run is null ? "" : "/" + Uri.EscapeDataString(run))}?host={_folder}";

    /// <summary>The same for a client of PostgreSQL itself.</summary>
    public string ConnectionString(string database) => $"Host={_folder};Database={database};Username=postgres";

    /// <summary>Runs statements as psql does; gives what they print, and throws what they are refused with.</summary>
    public string Sql(string database, string sql, string user = "postgres") =>
        Run(Path.Combine(_binaries, "psql"), "-h", _folder, "-U", user, "-d", database, "-X", "-A", "-t", "-q", "-v", "ON_ERROR_STOP=1", "-c", sql);

    /// <param name="before">Shell commands for the process before it becomes the server.</param>
    public void Start(string before = "")
    {
        // The shell waits for a word. When none comes, because this process is gone, it stops the server by itself and leaves nothing behind.
        string server = $"{_binaries}/postgres -D {Data} -k {_folder} -c listen_addresses= -c shared_buffers=64MB -c max_connections=60 -c max_wal_size=512MB";
        string hold = $"{before} {(Environment.IsPrivilegedProcess ? "setpriv --reuid=postgres --regid=postgres --clear-groups " : "")}{server} 2>>{_folder}/log & "
            + $"id=$!; read word; kill -QUIT $id 2>/dev/null; wait $id; [ -n \"$word\" ] || rm -rf {_folder}";
        _holder = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", hold]) { RedirectStandardInput = true })!;
        long began = Stopwatch.GetTimestamp();
        while (!IsReady())
        {
            if (Stopwatch.GetElapsedTime(began) > Patience) throw new InvalidOperationException($"PostgreSQL does not start: {File.ReadAllText(_folder + "/log")}");
            Thread.Sleep(20);
        }
    }

    /// <summary>SIGKILL to the server and all its sessions, as a loss of power would have it.</summary>
    public void Kill()
    {
        string id = File.ReadLines(Path.Combine(Data, "postmaster.pid")).First();
        Run("/bin/sh", "-c", $"kill -9 $(ps -o pid= --ppid {id}) {id} 2>/dev/null || true");
        End();
    }

    /// <summary>Stops the server at once, as an administrator in a hurry would; <see cref="Start"/> starts it again.</summary>
    public void Stop()
    {
        string id = File.ReadLines(Path.Combine(Data, "postmaster.pid")).First();
        Run("/bin/sh", "-c", $"kill -INT {id}");
        End();
    }

    public void Dispose()
    {
        End();
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }

    private void End()
    {
        if (_holder is null) return;
        _holder.StandardInput.WriteLine("stop");
        _holder.StandardInput.Close();
        _holder.WaitForExit();
        _holder.Dispose();
        _holder = null;
    }

    private bool IsReady()
    {
        using Process ready = Process.Start(new ProcessStartInfo(Path.Combine(_binaries, "pg_isready"), ["-h", _folder, "-q"]))!;
        ready.WaitForExit();
        return ready.ExitCode == 0;
    }

    private static void AsServer(string program, params string[] arguments)
    {
        if (Environment.IsPrivilegedProcess) Run("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", program, .. arguments]);
        else Run(program, arguments);
    }

    private static string Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException(error.Result);
    }

    private static string? Binaries() => !Directory.Exists("/usr/lib/postgresql") ? null : Directory.GetDirectories("/usr/lib/postgresql")
        .Select(d => Path.Combine(d, "bin")).Where(d => File.Exists(Path.Combine(d, "initdb"))).OrderDescending(StringComparer.Ordinal).FirstOrDefault();
}
