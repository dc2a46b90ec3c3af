using System.Text.Json;

[assembly: AssemblyFixture(typeof(Titer.App.Tests.Commands.Bench))]

namespace Titer.App.Tests.Commands;

/// <summary>A folder with a short recipe, and one finished run of it that all tests may look at and none may change.</summary>
public sealed class Bench : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Lazy<(TiterProcess.Result, JsonElement)> _finished;
    private int _copies;

    public Bench()
    {
        Directory.CreateDirectory(_folder["recipes/equipment"]);
        foreach (string file in Directory.GetFiles(Path.Combine(Repository.Recipes, "equipment"))) File.Copy(file, Path.Combine(_folder["recipes/equipment"], Path.GetFileName(file)));
        File.Copy(Path.Combine(Repository.Recipes, "presens-monitor.yaml"), MonitorRecipe);
        File.WriteAllText(Recipe, Shortened(8));
        File.WriteAllText(MiddleRecipe, Shortened(48));
        File.WriteAllText(LongRecipe, Shortened(120));
        _finished = new(() =>
        {
            TiterProcess.Result result = TiterProcess.Run(Folder, "run", Recipe, "--seed", "7", "--fault", "do-dropout@3+1", "ph-light@5", "--out", "finished", "--json");
            Assert.True(result.ExitCode == 0, result.Error);
            return (result, JsonDocument.Parse(result.LastLine).RootElement.Clone());
        });
    }

    public string Folder => _folder.Path;

    public string Recipe => _folder["recipes/short.yaml"];

    /// <summary>Long enough that something happens to its run on the way.</summary>
    public string MiddleRecipe => _folder["recipes/middle.yaml"];

    public string LongRecipe => _folder["recipes/long.yaml"];

    public string MonitorRecipe => _folder["recipes/monitor.yaml"];

    internal TiterProcess.Result FinishedResult => _finished.Value.Item1;

    public JsonElement Summary => _finished.Value.Item2;

    /// <summary>Folder of the finished run, as given with <c>--out</c>: <c>finished</c>.</summary>
    public string Finished => Path.Combine(Folder, Path.GetDirectoryName(Summary.GetProperty("record").GetString())!);

    /// <summary>A copy of the finished run's record that may be changed.</summary>
    public string CopyOfFinished()
    {
        string copy = _folder[$"copy-{Interlocked.Increment(ref _copies)}"];
        Directory.CreateDirectory(copy);
        File.Copy(Path.Combine(Finished, "record.db"), Path.Combine(copy, "record.db"));
        return copy;
    }

    /// <summary>A file in the folder of recipes.</summary>
    public string Write(string name, string content)
    {
        string file = _folder[$"recipes/{name}"];
        File.WriteAllText(file, content);
        return file;
    }

    public void Dispose() => _folder.Dispose();

    public static string Shortened(int hours)
    {
        string[] lines = File.ReadAllLines(Path.Combine(Repository.Recipes, "cho-antigen.yaml"));
        Replace("batch-time", $"{{ value: {hours}, unit: h, low: 1, high: 400 }}");
        Replace("shift-time", $"{{ value: {hours / 2}, unit: h, low: 1, high: 400 }}");
        return string.Join('\n', lines) + '\n';

        void Replace(string parameter, string value)
        {
            int at = Array.FindIndex(lines, l => l.StartsWith($"  {parameter}:", StringComparison.Ordinal));
            lines[at] = $"  {parameter}: {value}";
        }
    }
}
