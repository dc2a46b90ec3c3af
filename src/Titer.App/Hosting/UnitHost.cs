using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.Extensions.Hosting;
using Titer.App.Alarms;
using Titer.App.People;
using Titer.App.Runs;
using Titer.App.Sites;
using Titer.Batch;
using Titer.Control.Alarms;
using Titer.Core;
using Titer.Field.Simulated;
using Titer.Plant.Running;
using Titer.Records;
using Titer.Sensing.Raman;

namespace Titer.App.Hosting;

/// <summary>
/// The units of this process. Whoever acts on one is checked here, so that page and API cannot forget it. Runs that the server left unfinished go on
/// when it starts again; nothing of them depends on a browser or a request.
/// </summary>
internal sealed class UnitHost(UnitHostSettings settings, Site site, TimeProvider clock) : IHostedService, IDisposable
{
    private readonly ConcurrentDictionary<string, HostedUnit> _units = new(StringComparer.Ordinal);
    private readonly TurnGates _gates = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _starting = new();
    private readonly ConcurrentDictionary<string, RamanCalibration?> _calibrations = new(StringComparer.Ordinal);
    private readonly PeopleDirectory _people = new(site);

    /// <summary>All units, by their names.</summary>
    public ImmutableArray<UnitSnapshot> Snapshots =>
        [.. _units.Values.Select(u => u.Snapshot).OrderBy(s => s.Name, StringComparer.OrdinalIgnoreCase).ThenBy(s => s.Id, StringComparer.Ordinal)];

    public HostedUnit? Find(string id) => _units.GetValueOrDefault(id);

    /// <summary>Folder of the runs.</summary>
    public string Runs => settings.Runs;

    /// <summary>Folder of the recipes that can be run.</summary>
    public string RecipesFolder => settings.Recipes;

    /// <summary>The files of the recipes folder, by name.</summary>
    public ImmutableArray<string> Recipes => !Directory.Exists(settings.Recipes) ? []
        : [.. Directory.EnumerateFiles(settings.Recipes, "*.yaml").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    /// <summary>Path of a file of the recipes folder.</summary>
    /// <exception cref="InputException">There is none of this name.</exception>
    public string RecipeFile(string name) => Recipes.Contains(name) ? Path.Combine(settings.Recipes, name)
        : throw new InputException($"There is no recipe '{Visible.Of(name)}'.");

    /// <summary>Starts a batch.</summary>
    /// <exception cref="InputException">The person may not, or the recipe cannot be run, or something of it is not in force.</exception>
    public HostedUnit Start(BatchRequest request, Identified who)
    {
        _people.Require(who, Duty.RunBatch);
        var order = new UnitOrder(request.Name.Trim(), request.Speed, Paused: false);
        order.Require();
        string path = RecipeFile(request.Recipe);
        if (request.IsGmp && (request.AutoConfirm || request.Faults.Length > 0))
            throw new InputException("In GMP mode a person answers the recipe's questions, and no fault is put into the plant.");
        Recipe recipe = BatchStart.Load(path);
        BatchKind kind = Units.Of(recipe.Equipment);
        ImmutableArray<Fault> faults = [.. request.Faults.Select(f => Fault.Parse(f, kind.Faults))];
        RunHeader header = StandardRun.Header(recipe, _calibrations.GetOrAdd(kind.Name, _ => kind.Calibrate()), request.Seed, faults) with
        {
            AutoConfirm = request.AutoConfirm, StartedBy = who.Person,
        };
        StandardRun.Require(header);
        if (request.IsGmp) header = header with { Gmp = GmpRelease.Of(site, who, header) };
        lock (_starting)
        {
            if (_stopping.IsCancellationRequested) throw new InputException("The server is going down.");
            RunPlace place = RunPlace.New(RunFolder.NextFree(path, settings.Runs), null, path);
            BatchRun begun = BatchRun.Start(header, place.Record.Create(RunArgument.Signer(settings.Key), RunArgument.Spool(place, settings.Spool)), clock);
            order.Write(place.Folder);
            return Add(place, order, resumes: false, _ => begun);
        }
    }

    /// <summary>Hold, restart, stop or abort.</summary>
    /// <returns>The event that records it, accepted or refused, after the next tick.</returns>
    /// <exception cref="InputException">The person may not, gives no reason, or there is no such unit.</exception>
    public Task<Event> Command(string id, ProcedureCommand command, Identified who, string reason)
    {
        _people.Require(who, Duty.RunBatch);
        if (command is not (ProcedureCommand.Hold or ProcedureCommand.Restart or ProcedureCommand.Stop or ProcedureCommand.Abort))
            throw new InputException($"{command} is no command for a batch that runs.");
        string why = Reasons.Checked(reason);
        return Required(id).Give(time => OperatorAction.Give(command, who.Person, time, why));
    }

    /// <summary>Confirms a question of the recipe.</summary>
    /// <inheritdoc cref="Command" path="/returns"/>
    /// <exception cref="InputException">The person may not, or there is no such unit.</exception>
    public Task<Event> Confirm(string id, string question, Identified who)
    {
        _people.Require(who, Duty.ConfirmStep);
        return Required(id).Give(time => OperatorAction.Confirm(question, who.Person, time));
    }

    /// <summary>Acknowledges, shelves or unshelves an alarm, takes it out of service or puts it back.</summary>
    /// <param name="request">One of <see cref="AlarmActs"/>.</param>
    /// <inheritdoc cref="Command" path="/returns"/>
    /// <exception cref="InputException">The person may not, the reason is too long, or there is no such unit.</exception>
    public Task<Event> Alarm(string id, OperatorRequest request, Identified who, string reason)
    {
        _people.Require(who, AlarmDuties.Of(request));
        string why = string.IsNullOrWhiteSpace(reason) ? "" : Reasons.Checked(reason);
        return Required(id).Give(time => OperatorAction.Ask(request, who.Person, time, why));
    }

    /// <summary>Takes an actuator by hand or gives it back, changes a set point, puts a fault into the simulated plant.</summary>
    /// <inheritdoc cref="Command" path="/returns"/>
    /// <exception cref="InputException">The person may not, gives no reason where one is needed, or there is no such unit.</exception>
    public Task<Event> Intervene(string id, Intervention what, Identified who, string reason)
    {
        _people.Require(who, Duty.RunBatch);
        string why = what.NeedsReason || reason.Trim().Length > 0 ? Reasons.Checked(reason) : "";
        return Required(id).Give(time => OperatorAction.Give(what, who.Person, time, why));
    }

    /// <summary>Lets the simulated plant stand still or go on, or go at another speed. That is no hold: in the batch no time passes.</summary>
    /// <exception cref="InputException">The person may not; or it is a batch in GMP mode, which is not stopped outside its procedure.</exception>
    public void SetTurning(string id, bool paused, double speed, Identified who)
    {
        _people.Require(who, Duty.RunBatch);
        HostedUnit unit = Required(id);
        if (unit.Snapshot.IsGmp && paused) throw new InputException("A batch in GMP mode is held, not paused.");
        unit.Order = unit.Order with { Paused = paused, Speed = speed };
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (!Directory.Exists(settings.Runs)) return Task.CompletedTask;
        foreach (string folder in Directory.EnumerateDirectories(settings.Runs).Order(StringComparer.Ordinal))
        {
            if (!File.Exists(RunFolder.RecordOf(folder)) || Ordered(folder) is not { } order) continue;
            RunPlace place = RunPlace.ToResume(folder, null);
            Add(place, order, resumes: true, seen =>
            {
                IRecord record = place.Record.OpenForAppend(RunArgument.Signer(settings.Key), RunArgument.Spool(place, settings.Spool));
                try
                {
                    return BatchRun.Resume(record, place.Name, clock, seen: seen);
                }
                catch
                {
                    record.Dispose();
                    throw;
                }
            });
        }
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        lock (_starting) _stopping.Cancel();
        await Task.WhenAll(_units.Values.Select(u => u.Turning)).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose()
    {
        _stopping.Dispose();
        _gates.Dispose();
    }

    private HostedUnit Add(RunPlace place, UnitOrder order, bool resumes, Func<Action<Plant.Loop.LoopTick>, BatchRun> open)
    {
        var unit = new HostedUnit(Path.GetFileName(place.Folder), order, place, open, resumes, _gates, clock);
        _units[unit.Id] = unit;
        unit.Begin(_stopping.Token);
        return unit;
    }

    /// <summary>One run that cannot be read keeps no other from going on.</summary>
    private static UnitOrder? Ordered(string folder)
    {
        try
        {
            return UnitOrder.Read(folder);
        }
        catch (InputException e)
        {
            Console.Error.WriteLine(e.Message);
            return null;
        }
    }

    private HostedUnit Required(string id) => Find(id) ?? throw new InputException($"There is no unit '{Visible.Of(id)}'.");
}
