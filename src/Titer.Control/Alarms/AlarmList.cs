using System.Collections.Immutable;
using Titer.Core;

namespace Titer.Control.Alarms;

/// <summary>
/// The alarms of a unit, as a fold over the events of its run and nothing else: the list of any moment is had again from the record. What a shelf holds comes
/// back at its time, to the tick, whether or not an event says so. Not thread-safe; what it gives out is immutable.
/// </summary>
public sealed class AlarmList(MasterAlarms master, string unit)
{
    private readonly AlarmSignals _signals = new(unit);
    private readonly SortedDictionary<AlarmKey, AlarmStatus> _alarms = new(AlarmKey.Order);
    private readonly Dictionary<AlarmKey, int> _last = [];
    private readonly List<AlarmOccurrence> _history = [];
    private string _phase = "", _operation = "", _state = "";
    private ImmutableArray<AlarmStatus>? _all;
    private DateTimeOffset _due = DateTimeOffset.MaxValue;

    /// <summary>Every alarm that ever came or was shelved or taken out of service, by its key.</summary>
    public ImmutableArray<AlarmStatus> All => _all ??= [.. _alarms.Values];

    /// <summary>Every time that an alarm came, oldest first.</summary>
    public IReadOnlyList<AlarmOccurrence> History => _history;

    /// <summary>The list as it is now.</summary>
    public AlarmView View => new(All, [.. _history]);

    /// <summary>Lets the time go on: what was shelved until now or before is on the list again.</summary>
    /// <returns>Whether anything did.</returns>
    public bool Advance(DateTimeOffset now)
    {
        if (now < _due) return false;
        AlarmStatus[] due = [.. _alarms.Values.Where(a => a.Shelved is { } s && s.Until <= now).OrderBy(a => a.Shelved!.Until)];
        foreach (AlarmStatus alarm in due) Put(alarm.Unshelve(), alarm.Shelved!.Until!.Value);
        return true;
    }

    /// <summary>Takes the next event of the run.</summary>
    /// <returns>Whether it changed the list.</returns>
    public bool Take(Event happened)
    {
        if (happened.Kind is EventKind.Signature or EventKind.Document or EventKind.Access) return false; // told by another clock
        bool changed = Advance(happened.Time);
        if (happened.Kind == EventKind.Recipe) return Enter(happened) || changed;
        if (OperatorRequest.Of(happened) is { } request && request.IsFor(AlarmActs.Part))
            return OperatorRequest.WasAccepted(happened) && Do(request, happened) || changed;
        if (_signals.Take(happened) is not { } signal) return changed;
        AlarmStatus alarm = Of(signal.Key);
        if (signal.Change != AlarmChange.Went)
        {
            alarm = alarm.Raise(happened.Time, happened.Severity, happened.Message);
            Come(alarm, happened.Time);
        }
        if (signal.Change != AlarmChange.Came) Go(alarm.Clear(), happened.Time);
        return true;
    }

    /// <summary>Why the list would refuse a request now, as the rest of a sentence; null when it would take it.</summary>
    public string? Refusal(OperatorRequest request, string reason) =>
        AlarmRules.Refusal(request, master.Named(unit, request.Subject) is { } key ? Of(key) : null, reason, master);

    private bool Do(OperatorRequest request, Event happened)
    {
        if (master.Named(unit, request.Subject) is not { } key) return false;
        AlarmStatus alarm = Of(key);
        var deed = new AlarmDeed(happened.Data.GetValueOrDefault(Person.NameKey, ""), happened.Time, happened.Data.GetValueOrDefault("reason", ""));
        switch (request.Act)
        {
            case AlarmActs.Acknowledged:
                Put(alarm.Acknowledge(deed), happened.Time);
                if (_last.TryGetValue(key, out int last)) _history[last] = _history[last] with { Acknowledged = deed };
                break;
            case AlarmActs.Shelved when AlarmActs.ShelvingOf(request) is { } time:
                Put(alarm.Shelve(deed with { Until = happened.Time + time }), happened.Time);
                break;
            case AlarmActs.Unshelved:
                Put(alarm.Unshelve(), happened.Time);
                break;
            case AlarmActs.TakenOutOfService:
                Put(alarm.TakeOutOfService(deed), happened.Time);
                break;
            case AlarmActs.PutBackInService:
                Put(alarm.PutBackInService(), happened.Time);
                break;
            default:
                return false;
        }
        return true;
    }

    // What the recipe does decides what means nothing now. A phase counts until the next begins: between two of them nothing has changed in the vessel.
    private bool Enter(Event happened)
    {
        switch (happened.Code)
        {
            case "phase.started":
                (_phase, _operation) = (happened.Data.GetValueOrDefault("phase", ""), happened.Data.GetValueOrDefault("operation", ""));
                break;
            case "state.changed":
                _state = happened.Data.GetValueOrDefault("to", "");
                break;
            default:
                return false;
        }
        bool changed = false;
        foreach (AlarmStatus alarm in All)
        {
            string? why = SuppressedNow(alarm.Definition);
            if (why == alarm.ByDesign) continue;
            Put(alarm.Suppress(why), happened.Time);
            changed = true;
        }
        return changed;
    }

    private string? SuppressedNow(AlarmDefinition definition) => definition.SuppressedBy([_phase, _operation, _state]);

    private AlarmStatus Of(AlarmKey key)
    {
        if (_alarms.TryGetValue(key, out AlarmStatus? alarm)) return alarm;
        AlarmDefinition definition = master.Find(key.Source, key.Code) ?? AlarmDefinition.Unknown(key.Code);
        return new AlarmStatus(key, definition).Suppress(SuppressedNow(definition));
    }

    private void Come(AlarmStatus alarm, DateTimeOffset now)
    {
        ImmutableArray<DateTimeOffset> shown = alarm.IsSuppressed ? [] : [now];
        if (Standing(alarm.Key) is { } index)
            _history[index] = _history[index] with
            {
                Priority = Max(_history[index].Priority, alarm.Priority), Severity = alarm.Severity, Message = alarm.Message, Acknowledged = null,
                Shown = [.. _history[index].Shown, .. shown],
            };
        else
        {
            _last[alarm.Key] = _history.Count;
            _history.Add(new AlarmOccurrence(alarm.Key, alarm.Priority, alarm.Severity, alarm.Message, alarm.Definition.Response, now, shown));
        }
        Set(alarm);
    }

    private void Go(AlarmStatus alarm, DateTimeOffset now)
    {
        if (Standing(alarm.Key) is { } index) _history[index] = _history[index] with { Went = now };
        Set(alarm);
    }

    // A change other than that the condition comes or goes; one that puts an alarm before people again is in its history.
    private void Put(AlarmStatus alarm, DateTimeOffset now)
    {
        if (Of(alarm.Key).IsSuppressed && alarm.State == AlarmState.Unacknowledged && Standing(alarm.Key) is { } index)
            _history[index] = _history[index] with { Shown = _history[index].Shown.Add(now), Acknowledged = null };
        Set(alarm);
    }

    private int? Standing(AlarmKey key) => _last.TryGetValue(key, out int index) && _history[index].Went is null ? index : null;

    private void Set(AlarmStatus alarm)
    {
        _alarms[alarm.Key] = alarm;
        _all = null;
        _due = _alarms.Values.Min(a => a.Shelved?.Until) ?? DateTimeOffset.MaxValue;
    }

    private static AlarmPriority Max(AlarmPriority a, AlarmPriority b) => a > b ? a : b;
}
