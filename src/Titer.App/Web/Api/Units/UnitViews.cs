using Titer.App.Hosting;
using Titer.Batch;
using Titer.Core;

namespace Titer.App.Web.Api.Units;

/// <summary>A unit in one line.</summary>
internal sealed record UnitLineView(
    string Id, string Name, HostedState State, ProcedureState Procedure, string Recipe, string Phase, double Hours, double Speed, Ne107 Worst, int Alarms);

/// <summary>A unit as it stands, with values in the units of UCUM; a number that is not known is null.</summary>
internal sealed record UnitView(
    string Id, string Name, HostedState State, string Trouble, string Recipe, string Equipment, string Kind, bool IsGmp, double Speed,
    ProcedureState Procedure, string Operation, string Phase, string EndsWhen, double? HoursToTransition, double Hours, DateTimeOffset Time,
    IReadOnlyList<ValueView> Measurements, IReadOnlyList<ValueView> Estimates, IReadOnlyList<SetPointView> SetPoints,
    IReadOnlyList<OutputView> Outputs, IReadOnlyList<LadderView> Ladders, IReadOnlyList<AlarmView> Alarms, IReadOnlyList<ChipView> Chips,
    IReadOnlyList<QuestionView> Questions)
{
    public static UnitLineView Line(UnitSnapshot s) =>
        new(s.Id, s.Name, s.State, s.Procedure, s.Recipe, s.Phase, s.Hours, s.Speed, s.Worst, s.Alarms.Length);

    public static UnitView Of(UnitSnapshot s) => new(s.Id, s.Name, s.State, s.Trouble, s.Recipe, s.Equipment, s.Kind, s.IsGmp, s.Speed, s.Procedure,
        s.Operation, s.Phase, s.EndsWhen, s.ToTransition?.TotalHours, s.Hours, s.Time,
        [.. s.Measurements.Select(m => new ValueView(m.Tag.Name, Finite(m.Value), m.Unit.Code, Finite(m.StandardUncertainty), m.Quality.ToString(), m.Time))],
        [.. s.Estimates.Select(e => new ValueView(e.Tag.Name, Finite(e.Value), e.Unit.Code, Finite(e.Uncertainty), "", e.Time))],
        [.. s.SetPoints.Select(p => new SetPointView(p.Key.Name, p.Value.Value, p.Value.Unit.Code, p.Value.Low, p.Value.High))],
        [.. s.Commands.Select(c => new OutputView(c.Actuator.Name, c.Value, c.Unit.Code, c.Lower, c.Upper, c.Controller, c.Reason))],
        [.. s.Ladders.Select(l => new LadderView(l.Loop, l.Rung, l.Why, l.Since))], [.. s.Alarms.Select(AlarmView.Of)],
        [.. s.Chips.Select(c => new ChipView(c.Source, c.Status, c.Reason))],
        [.. s.Questions.Select(q => new QuestionView(q.Text, q.Persons, q.First))]);

    public static double? Finite(double value) => double.IsFinite(value) ? value : null;
}

/// <param name="Quality">NE 107 with its reason; empty for an estimate.</param>
internal sealed record ValueView(string Tag, double? Value, string Unit, double? Uncertainty, string Quality, DateTimeOffset Time);

internal sealed record SetPointView(string Tag, double Value, string Unit, double? Low, double? High);

/// <param name="Controller">Controller and rung, <c>glucose/hand</c> while somebody has it by hand.</param>
internal sealed record OutputView(string Actuator, double Value, string Unit, double Low, double High, string Controller, string Reason);

internal sealed record LadderView(string Loop, string Rung, string Why, DateTimeOffset? Since);

internal sealed record AlarmView(string Key, Severity Severity, string Source, string Message, DateTimeOffset Raised)
{
    public static AlarmView Of(ActiveAlarm a) => new(a.Key, a.Severity, a.Source, a.Message, a.Raised);
}

internal sealed record ChipView(string Chip, Ne107 Status, string Reason);

internal sealed record QuestionView(string Text, int Persons, string? FirstConfirmedBy);

/// <summary>Something that happened.</summary>
internal sealed record EventView(DateTimeOffset Time, EventKind Kind, Severity Severity, string Source, string Code, string Message)
{
    public static EventView Of(Event e) => new(e.Time, e.Kind, e.Severity, e.Source, e.Code, e.Message);
}
