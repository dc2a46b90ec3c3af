using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Titer.Core;

namespace Titer.Records.Tests;

/// <summary>
/// A process of its own that writes a record as fast as it can until something ends it, and says after each commit what is acknowledged: number
/// and head. It is this very assembly, started with a place in its environment: a module initializer runs before any test runner does.
/// </summary>
internal sealed class Writer : IDisposable
{
    public const int PerCommit = 40;

    private const string PlaceVariable = "TITER_TEST_WRITER", KeyVariable = "TITER_TEST_WRITER_KEY", StreamVariable = "TITER_TEST_WRITER_STREAM",
        SpoolVariable = "TITER_TEST_WRITER_SPOOL";
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 6, 0, 0, TimeSpan.Zero);

    private readonly Process _process;

    /// <param name="before">Shell commands for the process before it becomes the writer.</param>
    /// <param name="streams">It writes a stream of measurements, and says how many are acknowledged; else frames, and says how many entries are.</param>
    /// <param name="spool">Folder for what a server that is away does not take; it counts as away after a second.</param>
    public Writer(string place, string key, string before = "", bool streams = false, string? spool = null)
    {
        string dotnet = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));
        var start = new ProcessStartInfo("/bin/sh", ["-c", $"{before} exec \"$0\" \"$1\"", dotnet, typeof(Writer).Assembly.Location]) { RedirectStandardOutput = true };
        (start.Environment[PlaceVariable], start.Environment[KeyVariable]) = (place, key);
        if (spool is not null) start.Environment[SpoolVariable] = spool;
        if (streams) start.Environment[StreamVariable] = "yes";
        _process = Process.Start(start)!;
    }

    /// <summary>What it said last: the number and head of what it was told is durable, or why it ended.</summary>
    public (long Number, string Head, string Failure) Acknowledged { get; private set; }

    /// <summary>Waits until something is acknowledged and some moments more, and ends it with SIGKILL.</summary>
    public void KillAfter(TimeSpan moments)
    {
        Begin();
        Thread.Sleep(moments);
        _process.Kill();
        End();
    }

    /// <summary>Waits until something is acknowledged.</summary>
    public void Begin() => Take(_process.StandardOutput.ReadLine());

    /// <summary>Reads what it says until it ends by itself.</summary>
    public void End()
    {
        while (_process.StandardOutput.ReadLine() is { } line) Take(line);
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }

    // A line that was cut off when the writer died is no acknowledgement that anybody read.
    private void Take(string? line)
    {
        if (line?.Split(' ', 3) is not { Length: 3 } words || !words[2].EndsWith('.')) return;
        Acknowledged = words[0] == "failed" ? Acknowledged with { Failure = words[2] } : (long.Parse(words[0]), words[1], "");
    }

    /// <summary>The measurements of a record, in order.</summary>
    public static IEnumerable<Measurement> Measurements(IRecord record)
    {
        var decoder = new EntryDecoder();
        return record.Read().Where(e => e.Kind == EntryKind.Measurements).SelectMany(e => decoder.Measurements(e));
    }

    private static void Stream(IRecord record, Stream output)
    {
        long before = Measurements(record).LongCount(), said = 0;
        using var stream = new MeasurementStream(record, TimeProvider.System);
        for (long n = before; ; n++)
        {
            stream.Add(new Measurement(new Tag($"t{n % 100}"), Start.AddTicks(n), Math.Sin(n), Unit.PH, 0.1, Quality.Good, "chip", n));
            if (n % 50 != 0 || stream.Acknowledged == said) continue;
            said = stream.Acknowledged;
            output.Write(System.Text.Encoding.ASCII.GetBytes($"{before + said} stream .\n"));
        }
    }

    [ModuleInitializer]
    internal static void Write()
    {
        if (Environment.GetEnvironmentVariable(PlaceVariable) is not { } text) return;
        try
        {
            RecordPlace place = RecordPlace.Of(text);
            var signer = new CheckpointSigner(SigningKey.OpenOrCreate(Environment.GetEnvironmentVariable(KeyVariable)!), TimeProvider.System) { Every = 100 };
            Spool? spool = Environment.GetEnvironmentVariable(SpoolVariable) is { } folder ? new Spool(folder, TimeProvider.System) { PatienceSeconds = 1 } : null;
            using IRecord record = place.OpenForAppend(signer, spool);
            using Stream output = Console.OpenStandardOutput();
            if (Environment.GetEnvironmentVariable(StreamVariable) is not null) Stream(record, output);
            while (true)
            {
                for (int i = 0; i < PerCommit; i++)
                    record.Append(Start.AddSeconds(record.Count), new Frame("raman", Start, record.Count, [new Channel("counts", Unit.Count, [record.Count, 1, 2, 3])]));
                record.Commit();
                output.Write(System.Text.Encoding.ASCII.GetBytes($"{record.Count} {Convert.ToHexStringLower(record.Head.Span)} .\n"));
            }
        }
        catch (Exception e) when (e is IOException or InputException)
        {
            Console.WriteLine($"failed - {e.Message}");
            Environment.Exit(3);
        }
    }
}
