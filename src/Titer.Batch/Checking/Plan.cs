using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Titer.Batch;

/// <summary>One phase as the dry run walked it.</summary>
/// <param name="SetPoints">What it sets, one text each.</param>
/// <param name="EndsWhen">The condition with the values of its parameters.</param>
/// <param name="LatestEnd">Latest end in batch time, without holds and with people who answer at once; null when nothing bounds it.</param>
public sealed record PlanRow(
    string Operation, string Phase, ImmutableArray<string> SetPoints, string EndsWhen, TimeSpan? LatestEnd, Place Place);

/// <summary>A question that the recipe will ask.</summary>
public sealed record PlannedConfirmation(string Phase, string Question, int Persons, Place Place);

/// <summary>What a dry run gives: the plan and everything that it found.</summary>
public sealed record Plan(
    Recipe Recipe, ImmutableArray<PlanRow> Rows, ImmutableArray<PlannedConfirmation> Confirmations, ImmutableArray<Finding> Findings)
{
    public bool HasErrors => Findings.Any(f => f.Severity == FindingSeverity.Error);

    /// <summary>Worst-case duration, without holds and with people who answer at once; null when nothing bounds it.</summary>
    public TimeSpan? LatestEnd => Rows[^1].LatestEnd;

    /// <summary>The plan as a table of text, then confirmations, duration and findings.</summary>
    public string ToText()
    {
        var text = new StringBuilder();
        text.Append($"{Recipe.Name} {Recipe.Version} on {Recipe.Equipment.Name}\n\n");
        var lines = new List<string[]> { (string[])["phase", "set points", "ends when", "latest end"] };
        foreach (PlanRow row in Rows)
        {
            lines.Add([$"{row.Operation} / {row.Phase}", row.SetPoints.FirstOrDefault(""), row.EndsWhen, Time(row.LatestEnd)]);
            foreach (string more in row.SetPoints.Skip(1)) lines.Add(["", more, "", ""]);
        }
        int[] widths = [.. Enumerable.Range(0, 4).Select(column => lines.Max(l => l[column].Length))];
        foreach (string[] line in lines)
            text.Append(string.Join("  ", line.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd()).Append('\n');

        text.Append('\n');
        if (Recipe.Strategy is { } strategy) text.Append(Describe(strategy)).Append('\n');
        foreach (PlannedConfirmation c in Confirmations) text.Append($"{c.Phase} asks {(c.Persons == 2 ? "two persons " : "")}to confirm: {c.Question}\n");
        text.Append($"Worst-case duration: {Time(LatestEnd)}, without holds and the time that people take to answer\n");
        foreach (Finding finding in Findings) text.Append(finding).Append('\n');
        text.Append(Findings.IsEmpty ? "Nothing found.\n" : "");
        return text.ToString();
    }

    private static string Time(TimeSpan? time) => time is { } t ? BatchTime.Text(t) : "open";

    internal static string Describe(SetPoint setPoint)
    {
        if (setPoint.To is not { } to) return $"{setPoint.Tag} off";
        string unit = setPoint.Unit.Code;
        string text = $"{setPoint.Tag} {Number(to)} {unit}";
        if (setPoint.Tolerance is { } t) text += t.Relative ? $" +/- {Number(t.Value * 100)} % of it" : $" +/- {Number(t.Value)}";
        if (setPoint.Ramp is { Over: { } over }) text += $", ramp over {BatchTime.Text(over)}";
        if (setPoint.Ramp is { PerHour: { } rate }) text += $", ramp at {Number(rate)} {unit}/h";
        return text;
    }

    private static string Describe(Strategy strategy)
    {
        string objective = strategy.Objective == StrategyObjective.Titre ? "titre" : "mass";
        if (strategy.Enough is { } enough) objective += $" up to {Number(enough)} g/L";
        return $"The strategy: {objective} at {BatchTime.Text(strategy.End)}, decided every {BatchTime.Text(strategy.Every)}; "
            + $"moves {string.Join(", ", strategy.Moves.Values.Select(Range))}; keeps {string.Join(", ", strategy.Limits.Values.Select(Range))}, "
            + $"each at a risk of {Number(100 * strategy.Risk)} %";

        static string Range(AllowedRange r) => (double.IsFinite(r.Low), double.IsFinite(r.High)) switch
        {
            (true, true) => $"{r.Tag} {Number(r.Low)} to {Number(r.High)} {r.Unit.Code}",
            (true, false) => $"{r.Tag} above {Number(r.Low)} {r.Unit.Code}",
            _ => $"{r.Tag} below {Number(r.High)} {r.Unit.Code}",
        };
    }

    private static string Number(double value) => value.ToString("0.#####", CultureInfo.InvariantCulture);
}
