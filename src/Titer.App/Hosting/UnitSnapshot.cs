using System.Collections.Immutable;
using Titer.Batch;
using Titer.Control.Alarms;
using Titer.Core;

namespace Titer.App.Hosting;

/// <summary>How one hosted unit stands, for pages, API and tests alike: immutable, made on the unit's own turn.</summary>
/// <param name="Id">Name of the run's folder, by which it is asked for.</param>
public sealed record UnitSnapshot(string Id, string Name, HostedState State)
{
    /// <summary>Why it failed, one sentence; else empty.</summary>
    public string Trouble { get; init; } = "";

    public string Recipe { get; init; } = "";
    public string Equipment { get; init; } = "";

    /// <summary>Name of the kind of unit.</summary>
    public string Kind { get; init; } = "";

    public bool IsGmp { get; init; }
    public ulong Seed { get; init; }

    /// <summary>How many times faster than real time.</summary>
    public double Speed { get; init; }

    public ProcedureState Procedure { get; init; }

    /// <summary>Operation and phase; empty when no phase is active.</summary>
    public string Operation { get; init; } = "";
    public string Phase { get; init; } = "";

    /// <summary>Its position in <see cref="Batch.Recipe.Phases"/>; -1 when none is active.</summary>
    public int PhaseIndex { get; init; } = -1;

    /// <summary>What ends the phase, as the recipe says it.</summary>
    public string EndsWhen { get; init; } = "";

    /// <summary>In how much batch time the phase ends at the latest, if its clocks say so; null when something else ends it.</summary>
    public TimeSpan? ToTransition { get; init; }

    /// <summary>Batch time, h, and the same on the run's clock.</summary>
    public double Hours { get; init; }
    public DateTimeOffset Start { get; init; }
    public DateTimeOffset Time { get; init; }

    /// <summary>The last measurement of each tag, whatever its quality.</summary>
    public ImmutableArray<Measurement> Measurements { get; init; } = [];

    public ImmutableArray<ShownEstimate> Estimates { get; init; } = [];
    public ImmutableSortedDictionary<Tag, Goal> SetPoints { get; init; } = ImmutableSortedDictionary<Tag, Goal>.Empty;

    /// <summary>Every change of a set point, oldest first.</summary>
    public ImmutableArray<SetPointChange> SetPointChanges { get; init; } = [];

    /// <summary>The command in force for each actuator.</summary>
    public ImmutableArray<Command> Commands { get; init; } = [];

    /// <summary>Where each control loop stands on its quality ladder.</summary>
    public ImmutableArray<LadderStand> Ladders { get; init; } = [];

    /// <summary>Alarms that stand and are before people, worst first.</summary>
    public ImmutableArray<ActiveAlarm> Alarms { get; init; } = [];

    /// <summary>The alarm list (ISA-18.2) with its history.</summary>
    public AlarmView AlarmList { get; init; } = AlarmView.Empty;

    /// <summary>Each chip with its last frame and the worst state of what is read from it.</summary>
    public ImmutableArray<ChipHealth> Chips { get; init; } = [];

    /// <summary>The worst state of all chips.</summary>
    public Ne107 Worst { get; init; }

    /// <summary>Actuators that people hold by hand.</summary>
    public ImmutableArray<HandOutput> ByHand { get; init; } = [];

    /// <summary>The last decision of a predictive controller with the plan in force.</summary>
    public Decision? Decision { get; init; }

    /// <summary>What the recipe asks people.</summary>
    public ImmutableArray<Question> Questions { get; init; } = [];

    /// <summary>The last things that happened, newest last.</summary>
    public ImmutableArray<Event> Happened { get; init; } = [];
}

/// <summary>An estimated variable that people watch, with its standard uncertainty.</summary>
public sealed record ShownEstimate(Tag Tag, string Name, double Value, double Uncertainty, Unit Unit, string Format, DateTimeOffset Time);

/// <param name="Value">NaN when it was switched off.</param>
public readonly record struct SetPointChange(Tag Tag, DateTimeOffset Time, double Value, Unit Unit);

/// <param name="Loop">The controller.</param>
/// <param name="Why">What made it step there; empty when it has not stepped.</param>
/// <param name="IsDown">The last step was down.</param>
public sealed record LadderStand(string Loop, string Rung, string Why, bool IsDown, DateTimeOffset? Since);

/// <param name="Key">The condition: one condition, one alarm (ISA-18.2).</param>
public sealed record ActiveAlarm(string Key, Severity Severity, string Source, string Message, DateTimeOffset Raised);

public sealed record ChipHealth(string Source, Ne107 Status, string Reason, Frame? Frame);

/// <param name="First">Who has confirmed it where two have to; null when nobody has.</param>
public sealed record Question(string Text, int Persons, string? First);
