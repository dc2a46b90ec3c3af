using System.Globalization;
using System.Text.RegularExpressions;
using Titer.Batch;
using Titer.Core;
using Titer.Field.Files;
using Titer.Sensing.Binding;

namespace Titer.App.Laboratory.Binding;

/// <summary>The recorded cycles with their concentrations, those of them that the settings ask for.</summary>
internal static partial class BindingCycles
{
    /// <exception cref="InputException">Settings and file do not fit each other.</exception>
    public static List<Sensorgram> Choose(string file, BindingSettings settings)
    {
        List<RecordedCycle> recorded = BindingFile.Read(file);
        ConcentrationRule rule = settings.Concentrations;
        if (!rule.List.IsEmpty && rule.List.Length != recorded.Count)
            throw rule.Place.Error($"{rule.List.Length} concentrations are listed, and {file} has {recorded.Count} cycles; list one for each "
                + $"cycle, in the order of the file.");
        bool[] wanted = new bool[recorded.Count];
        Array.Fill(wanted, settings.Use.IsEmpty);
        foreach (CycleChoice choice in settings.Use) wanted[Find(recorded, choice, file)] = true;
        foreach (CycleChoice choice in settings.Exclude) wanted[Find(recorded, choice, file)] = false;

        var chosen = new List<Sensorgram>();
        for (int i = 0; i < recorded.Count; i++)
        {
            if (!wanted[i]) continue;
            double concentration = !rule.List.IsEmpty ? rule.List[i]
                : double.IsNaN(rule.FromFile) ? rule.Start * Math.Pow(rule.Factor, i)
                : Stated(recorded[i], rule, file) * rule.FromFile;
            chosen.Add(new Sensorgram(recorded[i].Name, concentration, [.. recorded[i].Times.Select(t => t * settings.SecondsPerTime)],
                [.. recorded[i].Responses]));
        }
        return chosen.Count > 0 ? chosen : throw new InputException(settings.File, "No cycle is left to use: all are excluded.");
    }

    private static int Find(List<RecordedCycle> recorded, CycleChoice choice, string file)
    {
        if (int.TryParse(choice.Text, NumberStyles.None, CultureInfo.InvariantCulture, out int number))
        {
            return number >= 1 && number <= recorded.Count ? number - 1
                : throw choice.Place.Error($"There is no cycle {number}: {file} has {recorded.Count}, and the first is number 1.");
        }
        int[] found = [.. Enumerable.Range(0, recorded.Count).Where(i => recorded[i].Name.Contains(choice.Text, StringComparison.OrdinalIgnoreCase))];
        if (found.Length == 1) return found[0];
        string which = found.Length == 0 ? $"no cycle; the cycles are {string.Join(", ", recorded.Take(8).Select(r => $"'{r.Name}'"))}"
            : $"{found.Length} cycles, '{recorded[found[0]].Name}' and '{recorded[found[1]].Name}' among them";
        throw choice.Place.Error($"'{choice.Text}' is in the name of {which}.");
    }

    /// <summary>The concentration column, or the number in the header of the cycle that a unit follows, or its last.</summary>
    private static double Stated(RecordedCycle cycle, ConcentrationRule rule, string file)
    {
        if (double.IsFinite(cycle.Concentration)) return cycle.Concentration;
        MatchCollection numbers = NumbersWithUnit().Matches(cycle.Name);
        if (numbers.Count > 0 && !Agrees(numbers[^1].Groups[2].Value, rule.FileUnit!.Value))
            throw rule.Place.Error($"'unit' is {rule.FileUnit}, and the header of the cycle '{cycle.Name}' in {file} says {numbers[^1].Groups[2].Value}.");
        if (numbers.Count == 0) numbers = Numbers().Matches(cycle.Name);
        return numbers.Count > 0 ? double.Parse(numbers[^1].Groups[1].Value, NumberStyles.Float, CultureInfo.InvariantCulture)
            : throw rule.Place.Error($"The concentration of the cycle '{cycle.Name}' is neither in a column nor in its header in {file}; list the "
                + $"concentrations here.");
    }

    /// <summary>
    /// Whether the unit in a header is the one that the settings give: 25 ug/mL taken for nM would be wrong by the molar mass, 1 uM by a
    /// thousand. Instruments cut long names: "25 ug" is by mass, and of what volume it does not say.
    /// </summary>
    private static bool Agrees(string header, Unit settings) =>
        header.EndsWith('g') ? new Quantity(1, settings).TryIn(Unit.GramPerLitre, out _)
        : BindingValues.TryUnit(header.Replace("/l", "/L", StringComparison.Ordinal).Replace("/ml", "/mL", StringComparison.Ordinal), out Unit unit)
            && unit == settings;

    [GeneratedRegex(@"(?<![\w.])(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)")]
    private static partial Regex Numbers();

    [GeneratedRegex(@"(?<![\w.])(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)\s*([pnuµμm]?M|[pnuµμm]?g(?:/m?[Ll])?|[pnuµμm]?mol/[Ll])(?!\w)")]
    private static partial Regex NumbersWithUnit();
}
