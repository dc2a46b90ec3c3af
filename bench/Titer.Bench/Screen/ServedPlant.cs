using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Titer.Batch;
using Titer.Plant.Running;
using Titer.Records;

namespace Titer.Bench.Screen;

/// <summary>
/// The built <c>titer serve</c> in a process of its own, with simulated CHO units that it takes up as if it had been started again; everything in a
/// temporary folder.
/// </summary>
internal sealed partial class ServedPlant : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("titer-bench-");
    private readonly BlockingCollection<string> _lines = [];
    private readonly Process _process;

    public ServedPlant(ScreenSettings settings)
    {
        Begin(settings);
        string bin = Path.Combine(Folders.Root, "src", "Titer.App", Path.GetRelativePath(Path.Combine(Folders.Root, "bench", "Titer.Bench"), AppContext.BaseDirectory));
        var start = new ProcessStartInfo("dotnet", [Path.Combine(bin, "titer.dll"), "serve", "--port", "0", "--recipes", Path.Combine(Folders.Root, "recipes")])
        {
            WorkingDirectory = _folder.FullName, RedirectStandardOutput = true, RedirectStandardInput = true,
        };
        // The key that signs records is kept away from the user's own.
        start.Environment["XDG_CONFIG_HOME"] = Path.Combine(_folder.FullName, "configuration");
        start.Environment.Remove("TITER_SITE");
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, e) => _lines.Add(e.Data ?? "");
        _process.BeginOutputReadLine();
        Password = Wait(Shown());
        Address = new Uri(Wait(Serves()));
    }

    public const string Account = "administrator";

    /// <summary>Serves to set another, once.</summary>
    public string Password { get; }

    public Uri Address { get; }

    /// <summary>Processor time that the server has used.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public double ResidentMegabytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1e6;
        }
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _lines.Dispose();
        _folder.Delete(recursive: true);
    }

    /// <summary>A run of one tick for each unit, with the file by which the server knows that it is its own.</summary>
    private void Begin(ScreenSettings settings)
    {
        Recipe recipe = Recipe.Load(Path.Combine(Folders.Root, "recipes", "cho-antigen.yaml"));
        var raman = Titer.Plant.Running.Units.Of(recipe.Equipment).Calibrate();
        for (int i = 1; i <= settings.Units; i++)
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"unit-{i:000}");
            DirectoryInfo run = _folder.CreateSubdirectory("runs").CreateSubdirectory(name);
            using (BatchRun batch = BatchRun.Start(StandardRun.Header(recipe, raman, 300 + (ulong)i, []), SqliteRecord.Create(Path.Combine(run.FullName, SqliteRecord.FileName))))
            {
                batch.Step();
                batch.Suspend();
            }
            File.WriteAllText(Path.Combine(run.FullName, "hosted.json"), JsonSerializer.Serialize(new { Name = name, settings.Speed, Paused = false }));
        }
    }

    private string Wait(Regex wanted)
    {
        long began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < Patience)
        {
            if (!_lines.TryTake(out string? line, TimeSpan.FromSeconds(1))) continue;
            if (wanted.Match(line) is { Success: true } match) return match.Groups[1].Value;
        }
        throw new InvalidOperationException($"titer serve does not say {wanted}.");
    }

    [GeneratedRegex(@"shown only here: (\S+)")]
    private static partial Regex Shown();

    [GeneratedRegex(@"(http://\S+?);")]
    private static partial Regex Serves();
}
