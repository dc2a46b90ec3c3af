using System.Globalization;
using Microsoft.Extensions.Localization;
using Titer.App.Web.Languages;
using Titer.Batch;
using Titer.Batch.Charts;
using Titer.Core;

namespace Titer.App.Web.Recipes;

/// <summary>The words of a chart in the language of the page. What the recipe names is shown as it is named.</summary>
internal sealed class ChartWords(IStringLocalizer<RecipeTexts> text, IStringLocalizer<UnitTexts> units) : IChartWords
{
    public string FollowsStrategy => text["StrategyDecides"];

    public string Name(string written) => Visible.Of(written);

    public string State(ProcedureState state) => units[$"Procedure{state}"];

    public string Command(ProcedureCommand command) => text[$"Command{command}"];

    public string TimeoutPassed(TimeSpan after) => text["TimeoutPassed", Hours(after)];

    public string TimeoutAlarm(TimeSpan after) => text["TimeoutAlarm", Hours(after)];

    public string SetPoint(SetPoint setPoint)
    {
        if (setPoint.To is not { } to) return text["SetPointOff", setPoint.Tag];
        string said = $"{setPoint.Tag} = {Number(to)} {setPoint.Unit.Symbol}";
        if (setPoint.Tolerance is { } t) said += t.Relative ? $" ± {Number(100 * t.Value)} %" : $" ± {Number(t.Value)}";
        if (setPoint.Ramp is { Over: { } over }) said += ", " + text["RampOver", Hours(over)];
        if (setPoint.Ramp is { PerHour: { } rate }) said += ", " + text["RampAt", $"{Number(rate)} {setPoint.Unit.Symbol}/h"];
        return said;
    }

    public string Condition(Condition condition) => condition switch
    {
        AllOf all => text["And", Bracket(all.Left), Bracket(all.Right)],
        AnyOf any => text["Or", Condition(any.Left), Condition(any.Right)],
        ReadingComparison c => $"{c.Reading} {Sign(c.Comparison)} {Number(c.Limit.Value)} {c.Limit.Unit.Symbol}",
        ClockComparison c => $"{text[c.Clock == Clock.Elapsed ? "TimeInPhase" : "TimeInBatch"]} {Sign(c.Comparison)} {Hours(c.Time)}",
        WithinSetPoint { Distance: { } distance } w => text["WithinSetPoint", w.Variable, $"{Number(distance)} {w.Unit.Symbol}"],
        WithinSetPoint w => text["WithinTolerance", w.Variable],
        Confirmation c => text[c.Persons == 2 ? "ConfirmedByTwo" : "Confirmed", Visible.Of(c.Question)],
        EndOfData => text["EndOfData"],
        _ => Visible.Of(condition.ToString()!),
    };

    private string Bracket(Condition part) => part is AnyOf ? $"({Condition(part)})" : Condition(part);

    private static string Sign(Comparison comparison) => comparison switch
    {
        Comparison.Less => "<",
        Comparison.LessOrEqual => "≤",
        Comparison.Greater => ">",
        _ => "≥",
    };

    private static string Hours(TimeSpan time) => $"{Number(time.TotalHours)} {Unit.Hour.Symbol}";

    private static string Number(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
