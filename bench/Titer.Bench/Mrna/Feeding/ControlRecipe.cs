using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Titer.Batch;
using Titer.Control.Strategy.Transcription;
using Titer.Core;
using Titer.Plant.Transcription;

namespace Titer.Bench.Mrna.Feeding;

/// <summary>
/// The recipe of a transcription and the variants of it that strategies are compared by, all with its amounts of nucleotides, cap analogue,
/// polymerase and template, and its time. 12 mmol/L of each NTP in 5 L is what a fed batch is given (Pregeljc et al. 2023, Biotechnol. Bioeng.
/// 120:737, make 12 g/L).
/// </summary>
internal static class ControlRecipe
{
    private static readonly string[] Mixed =
    [
        "initial-ATP", "initial-UTP", "initial-CTP", "initial-GTP", "initial-cap", "initial-polymerase", "initial-template",
        "initial-pyrophosphatase", "initial-buffer",
    ];

    /// <summary>As it is shipped.</summary>
    public static Recipe Predictive { get; } = Recipe.Load(Path.Combine(Folders.Root, "recipes", "mrna-ivt.yaml"));

    public static IvtStrategySettings Settings { get; } = TranscriptionStrategySettings.Of(Predictive, Predictive.Strategy!);

    public static double FeedHours { get; } = Of("feed-time", Unit.Hour);

    public static double Hours { get; } = Of("reaction-time", Unit.Hour);

    /// <summary>In all, mmol, of the linear feed.</summary>
    public static double Magnesium { get; } =
        MagnesiumMixed + Of("magnesium-flow", Unit.LitrePerHour) * FeedHours * Of("stock-magnesium", Unit.Millimolar);

    private static double MagnesiumMixed => Of("initial-magnesium", Unit.Millimolar) * Of("initial-volume", Unit.Litre);

    /// <summary>The same without its strategy: what its ladder falls back on.</summary>
    /// <param name="magnesium">mmol in all, of which the recipe's part is in the vessel at the start.</param>
    public static Recipe LinearFeed(double magnesium) =>
        Without(new() { ["magnesium-flow"] = (magnesium - MagnesiumMixed) / Of("stock-magnesium", Unit.Millimolar) / FeedHours });

    /// <summary>Everything at once, in the volume that the feeds would have made.</summary>
    /// <param name="magnesium">mmol in all.</param>
    public static Recipe OneShot(double magnesium)
    {
        double start = Of("initial-volume", Unit.Litre), nucleotide = FeedHours * Of("nucleotide-flow", Unit.LitrePerHour);
        double polymerase = FeedHours * Of("polymerase-flow", Unit.LitrePerHour), cap = nucleotide * Of("cap-part", Unit.One);
        double volume = start + nucleotide + cap + polymerase + (magnesium - MagnesiumMixed) / Of("stock-magnesium", Unit.Millimolar);
        Dictionary<string, double> values = Mixed.ToDictionary(name => name, name => Own(name) * start / volume);
        foreach (string name in Mixed[..4]) values[name] += nucleotide / 4 * Of("stock-NTP", Unit.Millimolar) / volume;
        values["initial-cap"] += cap * Of("stock-cap", Unit.Millimolar) / volume;
        values["initial-polymerase"] += polymerase * Of("stock-polymerase", Unit.Nanomolar) / volume;
        values["initial-magnesium"] = magnesium / volume;
        values["initial-volume"] = volume;
        foreach (string flow in (string[])["nucleotide-flow", "magnesium-flow", "polymerase-flow"]) values[flow] = 0;
        return Without(values);
    }

    private static double Of(string name, Unit unit) => Predictive.Parameter(name).In(unit);

    private static double Own(string name) => Predictive.Parameter(name).Value.Value;

    /// <summary>The recipe's text with other values in its formula and without its strategy.</summary>
    private static Recipe Without(Dictionary<string, double> values)
    {
        string text = Encoding.UTF8.GetString(Predictive.Files[0].Content.AsSpan());
        int section = text.IndexOf("strategy:\n", StringComparison.Ordinal);
        text = text.Remove(section, text.IndexOf("procedure:\n", StringComparison.Ordinal) - section)
            .Replace("            strategy: predictive\n", "", StringComparison.Ordinal);
        foreach ((string name, double value) in values)
            text = Regex.Replace(text, $@"(?<=\n  {name}: *\{{ value: )[0-9.]+", value.ToString(CultureInfo.InvariantCulture));
        return Recipe.FromFiles(new RecipeFile("variant.yaml", [.. Encoding.UTF8.GetBytes(text)]), Predictive.Files[1]);
    }
}
