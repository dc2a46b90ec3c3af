using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Titer.Batch;
using Titer.Control.Controllers;
using Titer.Core;
using Titer.Field.Simulated;
using Titer.Records;
using Titer.Sensing.Raman;

namespace Titer.Plant.Running;

/// <summary>
/// Everything that a run is made from, as the first entries of its record hold it: with the frames it is enough to run the loop again. Recipe,
/// equipment and calibration are kept whole, not by name.
/// </summary>
public sealed record RunHeader(
    UnitKind Kind, DateTimeOffset Start, ImmutableArray<RecipeFile> Files, ulong Seed,
    ImmutableArray<Fault> Faults, bool AutoConfirm, RamanCalibration? Raman)
{
    /// <summary>Positions of the reader that is monitored; empty for a bioreactor.</summary>
    public ImmutableArray<int> Positions { get; init; } = [];

    /// <summary>Folder that monitored frames came from; empty for a bioreactor.</summary>
    public string Frames { get; init; } = "";

    /// <summary>After how many iterations of its solver a decision stops, where no <see cref="DecisionTime"/> is given.</summary>
    public int DecisionIterations { get; init; } = 100;

    /// <summary>How long a decision may take by the clock; the run then depends on the machine's speed, and is still replayed bit for bit.</summary>
    public TimeSpan? DecisionTime { get; init; }

    /// <summary>Who started the run under an account; null when nobody did.</summary>
    public Person? StartedBy { get; init; }

    /// <summary>The run is one of GMP mode, and this let it be started; null for every other run.</summary>
    public GmpStart? Gmp { get; init; }

    /// <summary>Codes of the events about the run itself.</summary>
    public const string Started = "run.started", Artefact = "artefact", Resumed = "run.resumed", Completed = "run.completed";

    /// <summary>What a record calls the calibration that takes part.</summary>
    public const string RamanName = "raman-calibration.json";

    private const string Source = "titer", DecisionsWithin = "decisions-within", GmpEntry = "gmp-trail-entry", GmpHead = "gmp-trail-head";

    public Recipe Recipe() => Batch.Recipe.FromFiles(Files[0], Files[1]);

    /// <summary>What bounds the decisions of this run.</summary>
    /// <param name="clock">Needed when <see cref="DecisionTime"/> is given; nothing in the loop has a clock of its own.</param>
    public IDeadline Deadline(TimeProvider? clock = null) => DecisionTime is { } time
        ? new ClockDeadline(clock ?? throw new ArgumentNullException(nameof(clock), "Decisions within a time need a clock."), time)
        : new IterationDeadline(DecisionIterations);

    public void WriteTo(IRecord record)
    {
        Recipe recipe = Recipe();
        var data = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        data["kind"] = Kind.Name;
        data["recipe"] = recipe.Name;
        data["recipe-version"] = recipe.Version;
        data["recipe-hash"] = recipe.ContentHash;
        data["equipment"] = recipe.Equipment.Name;
        data["seed"] = Seed.ToString(CultureInfo.InvariantCulture);
        if (Faults.Length > 0) data["faults"] = string.Join(' ', Faults);
        data["auto-confirm"] = AutoConfirm ? "yes" : "no";
        if (Kind is BatchKind)
            data[DecisionsWithin] = DecisionTime is { } time
                ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds} ms")
                : string.Create(CultureInfo.InvariantCulture, $"{DecisionIterations} iterations");
        if (Positions.Length > 0) data["positions"] = string.Join(' ', Positions);
        if (Frames.Length > 0) data["frames"] = Frames;
        data["software"] = $"titer {typeof(RunHeader).Assembly.GetName().Version}";
        data["runtime"] = $"{RuntimeInformation.FrameworkDescription} {RuntimeInformation.ProcessArchitecture}";
        if (Gmp is not null)
        {
            data[GmpEntry] = Gmp.Trail.Entry.ToString(CultureInfo.InvariantCulture);
            data[GmpHead] = Gmp.Trail.Head;
        }
        string how = Gmp is null ? "" : " in GMP mode", by = StartedBy is null ? "" : $" by {StartedBy.Name}";
        var started = new Event(Start, EventKind.Run, Severity.Information, Source, Started, $"Run of {recipe.Name} {recipe.Version} started{how}{by}.",
            data.ToImmutable());
        record.Append(Start, StartedBy is null ? started : started.By(StartedBy));
        foreach (VersionInForce version in Gmp?.Versions ?? []) record.Append(Start, version.ToEvent(Start));
        foreach (RecipeFile file in Files) WriteArtefact(record, file.Name, file.Content.AsSpan());
        if (Raman is not null) WriteArtefact(record, RamanName, Encoding.UTF8.GetBytes(Raman.ToJson()));
        record.Commit();
    }

    /// <exception cref="InputException">The record does not begin like one of a run.</exception>
    public static RunHeader ReadFrom(IRecord record, string name)
    {
        var decoder = new EntryDecoder();
        Event? started = null;
        var files = ImmutableArray.CreateBuilder<RecipeFile>();
        RamanCalibration? raman = null;
        var versions = ImmutableArray.CreateBuilder<VersionInForce>();
        foreach (Entry entry in record.Read())
        {
            if (entry.Kind != EntryKind.Event || decoder.Event(entry) is not { Kind: EventKind.Run } e) break;
            if (e.Code == Started) started = e;
            if (e.Code == GmpStart.InForce) versions.Add(VersionInForce.Of(e));
            if (e.Code != Artefact) continue;
            if (e.Data["name"] == RamanName) raman = RamanCalibration.FromJson(e.Data["content"]);
            else files.Add(new RecipeFile(e.Data["name"], [.. Encoding.UTF8.GetBytes(e.Data["content"])]));
        }
        if (started is null || files.Count != 2) throw new InputException(name, "this record does not begin with the start of a run.");
        UnitKind kind = Units.Named(started.Data["kind"], name);
        var header = new RunHeader(
            kind, started.Time, files.DrainToImmutable(),
            ulong.Parse(started.Data["seed"], CultureInfo.InvariantCulture),
            [.. started.Data.GetValueOrDefault("faults", "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(f => Fault.Parse(f,
                ((BatchKind)kind).Faults))],
            started.Data["auto-confirm"] == "yes", raman)
        {
            Positions = [.. started.Data.GetValueOrDefault("positions", "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)],
            Frames = started.Data.GetValueOrDefault("frames", ""),
            StartedBy = Person.Of(started),
            Gmp = started.Data.TryGetValue(GmpEntry, out string? trailEntry)
                ? new GmpStart((long.Parse(trailEntry, CultureInfo.InvariantCulture), started.Data[GmpHead]), versions.ToImmutable())
                : null,
        };
        // A record from before there were decisions does not say what bounds them.
        return started.Data.GetValueOrDefault(DecisionsWithin, "").Split(' ') switch
        {
            [var n, "ms"] => header with { DecisionTime = TimeSpan.FromMilliseconds(double.Parse(n, CultureInfo.InvariantCulture)) },
            [var n, "iterations"] => header with { DecisionIterations = int.Parse(n, CultureInfo.InvariantCulture) },
            _ => header,
        };
    }

    private void WriteArtefact(IRecord record, string name, ReadOnlySpan<byte> content) =>
        record.Append(Start, new Event(Start, EventKind.Run, Severity.Information, Source, Artefact, $"{name} takes part in this run.")
            .With("name", name).With("hash", ContentHash.Of(content)).With("content", Encoding.UTF8.GetString(content)));
}
