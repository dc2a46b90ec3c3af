using Titer.Core;
using Titer.Records.BatchRecords;
using Titer.Records.Reports;

namespace Titer.Records.Tests;

/// <summary>A batch of 20 h with a tick every 10 minutes that went as planned, unless a test adds to it.</summary>
internal sealed class TestBatch : IDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 6, 0, 0, TimeSpan.Zero);
    public static readonly Person Ada = new("7d1f", "Ada Lovelace");

    private static readonly Tag Glucose = new("glucose"), Feed = new("feed-pump");

    public static readonly ReportLayout Layout = new("Antigen <200 L>", [
        new ReportPanel("Glucose", Unit.Millimolar) { Estimate = Glucose, Measurements = [Glucose], SetPoint = Glucose },
        new ReportPanel("Feed", Unit.LitrePerHour) { Commands = [Feed] }]);

    public static readonly BatchPlan Plan = new("Antigen of the test", "Antigen", "1.2.3", "Vessel 7", "bioreactor",
        [new PlannedParameter("initial-glucose", 20, Unit.Millimolar, 5, 40, "at inoculation")],
        [new EquipmentPart("actuator", Feed, Unit.LitrePerHour, 0, 2)],
        [
            new PlannedPhase("Production", "Fed-batch", "Growth", "VCD >= 9", TimeSpan.FromHours(13), "Alarm"),
            new PlannedPhase("Production", "Fed-batch", "Harvest", "elapsed >= 8 h", null, ""),
        ]);

    private readonly TempFolder _folder = new();

    public string this[string file] => _folder[file];

    public void Dispose() => _folder.Dispose();

    /// <param name="glucose">Estimate at tick k, mmol/L; 20 when not given, limits 16 to 24.</param>
    /// <param name="bad">Ticks at which the reading is bad.</param>
    /// <param name="ends">Whether the run completes.</param>
    /// <param name="growth">Tick at which growth ends.</param>
    /// <param name="more">What else happens, by tick.</param>
    public TestBatch Write(Func<int, double>? glucose = null, Func<int, bool>? bad = null, bool ends = true, int growth = 72, int rejected = 0,
        params (int Tick, Event What)[] more)
    {
        using SqliteRecord record = SqliteRecord.Create(_folder.Path);
        Add(Of(0, EventKind.Run, "run.started", "A batch of the test.", ("recipe", "Antigen"), ("recipe-version", "1.2.3"), ("equipment", "Vessel 7")).By(Ada));
        Add(Of(0, EventKind.Run, "artefact", "raman", ("name", "calibration raman"), ("hash", ContentHash.Of("raman"))));
        Add(Of(0, EventKind.Recipe, "phase.started", "Growth", ("operation", "Fed-batch"), ("phase", "Growth")));
        Add(Of(0, EventKind.Recipe, "setpoint.changed", "glucose", ("tag", "glucose"), ("unit", "mmol/L"), ("value", "20"), ("low", "16"), ("high", "24")));
        for (int k = 0; k < 120; k++)
        {
            DateTimeOffset t = Start.AddMinutes(10 * k);
            double truth = glucose?.Invoke(k) ?? 20;
            Quality quality = bad?.Invoke(k) == true ? Quality.Failure("detector saturated") : Quality.Good;
            record.Append(t, new Frame("raman", t, k, [new Channel("counts", Unit.One, [1, 2, 3])]));
            record.Append(t, new Measurement(Glucose, t, truth, Unit.Millimolar, 0.4, quality, "raman", k));
            record.Append(t, new Estimate("ukf", t, ContentHash.Of("model"), [new Variable(Glucose, Unit.Millimolar)], [truth], [0.04],
                [new Innovation(Glucose, t, k % 2 == 0 ? 0.5 : -0.5, 0.5, k >= rejected, k >= rejected ? "" : "too far off")]));
            record.Append(t, new Command(Feed, t, k % 7 * 0.1, Unit.LitrePerHour, 0, 2, "glucose/feed", "feedback", []));
            foreach ((int tick, Event what) in more)
                if (tick == k) Add(what with { Time = t });
            if (k != growth) continue;
            Add(Of(k, EventKind.Recipe, "transition", "to Harvest", ("from", "Growth"), ("to", "Harvest"), ("why", "VCD 9.1 >= 9")));
            Add(Of(k, EventKind.Recipe, "phase.completed", "Growth", ("operation", "Fed-batch"), ("phase", "Growth")));
            Add(Of(k, EventKind.Recipe, "phase.started", "Harvest", ("operation", "Fed-batch"), ("phase", "Harvest")));
        }
        Add(Of(120, EventKind.Recipe, "phase.completed", "Harvest", ("operation", "Fed-batch"), ("phase", "Harvest")));
        if (ends) Add(Of(120, EventKind.Run, "run.completed", "Complete.", ("final-titre", "5.4 g/L")));
        foreach ((int tick, Event what) in more)
            if (tick >= 120) Add(what with { Time = Start.AddMinutes(10 * tick) });
        record.Commit();
        return this;

        void Add(Event happened) => record.Append(happened.Time, happened);
    }

    public static Event Of(int tick, EventKind kind, string code, string message, params ReadOnlySpan<(string, string)> data)
    {
        var happened = new Event(Start.AddMinutes(10 * tick), kind, Severity.Information, "test", code, message);
        foreach ((string key, string value) in data) happened = happened.With(key, value);
        return happened;
    }

    public CheckpointSigner Signer() => new(SigningKey.OpenOrCreate(_folder["key.pem"]), RecordConformance.SignedRun.Clock);

    public IRecord Open() => SqliteRecord.Open(_folder.Path);

    public BatchRecord Record(long upto = long.MaxValue)
    {
        using IRecord record = Open();
        return BatchRecord.Of(record, Layout, Plan, upto);
    }
}
