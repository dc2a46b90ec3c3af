using System.Text;
using Titer.Batch;
using Titer.Field.Simulated;
using Titer.Plant.Running;
using Titer.Sensing.Raman;

namespace Titer.Plant.Tests.Batches;

/// <summary>The shipped antigen recipe with another length and inoculum, and what a run of it needs.</summary>
internal static class ShortRecipe
{
    private static readonly Lazy<RamanCalibration> Calibration = new(() => Units.Bioreactor.Calibrate()!);

    public static Recipe Full { get; } = Recipe.Load(Path.Combine(Repository.Recipes, "cho-antigen.yaml"));

    public static Recipe Predictive { get; } = Recipe.Load(Path.Combine(Repository.Recipes, "cho-antigen-predictive.yaml"));

    /// <param name="hours">Time of harvest; the shift comes at two thirds of it.</param>
    /// <param name="cells">Viable cells at the start, 10^9/L; a dense culture needs feed, oxygen and base soon.</param>
    /// <param name="predictive">Under the predictive strategy.</param>
    public static Recipe Of(double hours, double cells = 0.4, bool predictive = false)
    {
        string text = Encoding.UTF8.GetString((predictive ? Predictive : Full).Files[0].Content.AsSpan());
        text = Set(text, "batch-time", FormattableString.Invariant($"{{ value: {hours}, unit: h, low: 1, high: 400 }}"));
        text = Set(text, "shift-time", FormattableString.Invariant($"{{ value: {hours * 2 / 3:F1}, unit: h, low: 0.5, high: 400 }}"));
        text = Set(text, "inoculum-VCD", FormattableString.Invariant($"{{ value: {cells}, unit: 10*9/L, low: 0.2, high: 10 }}"));
        return Recipe.FromFiles(new RecipeFile("short.yaml", [.. Encoding.UTF8.GetBytes(text)]), Full.Files[1]);
    }

    public static RunHeader Header(Recipe recipe, ulong seed, params ReadOnlySpan<string> faults)
    {
        var parsed = new List<Fault>();
        foreach (string fault in faults) parsed.Add(Fault.Parse(fault, SimulatedBioreactor.Faults));
        return StandardRun.Header(recipe, Calibration.Value, seed, [.. parsed]);
    }

    private static string Set(string recipe, string parameter, string value)
    {
        string[] lines = recipe.Split('\n');
        int at = Array.FindIndex(lines, l => l.StartsWith($"  {parameter}:", StringComparison.Ordinal));
        Assert.True(at >= 0, $"the recipe has no parameter {parameter}");
        lines[at] = $"  {parameter}: {value}";
        return string.Join('\n', lines);
    }
}
