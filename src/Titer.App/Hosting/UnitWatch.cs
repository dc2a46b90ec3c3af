using System.Collections.Immutable;
using System.Globalization;
using Titer.Core;
using Titer.Plant.Loop;

namespace Titer.App.Hosting;

/// <summary>Remembers of each tick what people want to see of a unit. Not thread-safe: it belongs to the unit's turn.</summary>
internal sealed class UnitWatch
{
    private const int Remembered = 50;

    private readonly SortedDictionary<Tag, Measurement> _measurements = [];
    private readonly SortedDictionary<Tag, Command> _commands = [];
    private readonly SortedDictionary<string, Estimate> _estimates = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, Frame> _frames = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, LadderStand> _steps = new(StringComparer.Ordinal);
    private readonly Queue<Event> _happened = new();
    private readonly List<SetPointChange> _setPoints = [];
    private ImmutableArray<SetPointChange> _changes = [];

    public void Take(LoopTick tick)
    {
        foreach (Frame frame in tick.Frames) _frames[frame.Source] = frame;
        foreach (Measurement measurement in tick.Measurements) _measurements[measurement.Tag] = measurement;
        foreach (Estimate estimate in tick.Estimates) _estimates[estimate.Source] = estimate;
        foreach (Command command in tick.Commands) _commands[command.Actuator] = command;
        foreach (Event happened in tick.Events) Take(happened);
    }

    /// <summary>The estimates, of each estimator the last one.</summary>
    public IEnumerable<Estimate> Estimates => _estimates.Values;

    public ImmutableArray<Measurement> Measurements => [.. _measurements.Values];

    public ImmutableArray<Command> Commands => [.. _commands.Values];

    /// <summary>Made anew only when there is one more.</summary>
    public ImmutableArray<SetPointChange> SetPointChanges => _changes.Length == _setPoints.Count ? _changes : _changes = [.. _setPoints];

    public ImmutableArray<Event> Happened => [.. _happened];

    /// <summary>A command names its controller and its rung; why the loop stands there, its last step says.</summary>
    public ImmutableArray<LadderStand> Ladders =>
    [
        .. _commands.Values.Select(c => c.Controller.Split('/')).Where(c => c.Length == 2).Select(c => (Loop: c[0], Rung: c[1])).Distinct()
            .Select(c => _steps.GetValueOrDefault(c.Loop) is { } step && step.Rung == c.Rung ? step : new LadderStand(c.Loop, c.Rung, "", false, null))
            .Concat(_steps.Values.Where(s => !_commands.Values.Any(c => c.Controller.StartsWith(s.Loop + "/", StringComparison.Ordinal))))
            .OrderBy(l => l.Loop, StringComparer.Ordinal),
    ];

    /// <summary>The chips by their frames; a chip is as bad as the worst of its measurements.</summary>
    public ImmutableArray<ChipHealth> Chips
    {
        get
        {
            var worst = new Dictionary<string, Quality>(StringComparer.Ordinal);
            foreach (Measurement m in _measurements.Values)
                if (!worst.TryGetValue(m.Source, out Quality so) || m.Quality.Status > so.Status) worst[m.Source] = m.Quality;
            return
            [
                .. _frames.Keys.Union(worst.Keys).Order(StringComparer.Ordinal).Select(source =>
                    new ChipHealth(source, worst.GetValueOrDefault(source).Status, worst.GetValueOrDefault(source).Reason ?? "",
                        _frames.GetValueOrDefault(source))),
            ];
        }
    }

    private static SetPointChange SetPoint(Event happened) => new(
        new Tag(happened.Data["tag"]), happened.Time,
        double.TryParse(happened.Data["value"], NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : double.NaN,
        Unit.Parse(happened.Data["unit"]));

    private void Take(Event happened)
    {
        if (happened.Kind == EventKind.Ladder && happened.Data.TryGetValue("to", out string? rung))
        {
            _steps[happened.Source] = new LadderStand(happened.Source, rung, happened.Data.GetValueOrDefault("why", ""),
                happened.Code == "ladder.down", happened.Time);
        }
        if (happened is { Kind: EventKind.Recipe, Code: "setpoint.changed" })
        {
            _setPoints.Add(SetPoint(happened));
            return;
        }
        _happened.Enqueue(happened);
        if (_happened.Count > Remembered) _happened.Dequeue();
    }
}
