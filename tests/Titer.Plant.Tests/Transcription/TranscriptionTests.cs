using Titer.Control;
using Titer.Core;
using Titer.Field.Simulated;
using Titer.Plant.Running;
using Titer.Plant.Tests.Batches;
using Titer.Plant.Tests.Evidence;
using Titer.Records;
using X = Titer.Processes.Transcription.IvtState;

namespace Titer.Plant.Tests.Transcription;

public sealed class TranscriptionTests(TranscriptionRuns runs)
{
    private static double Figure(RunSummary summary, string key) => Assert.Single(summary.Figures, f => f.Key == key).Value;

    [Fact]
    public void A_transcription_runs_to_its_end_in_specification_and_says_what_it_made()
    {
        (BatchRecord record, RunSummary summary, _) = runs.Linear();
        Assert.Equal(("Complete", 0, 0), (summary.State, summary.LadderSteps, summary.Interlocks));
        Assert.Equal(["pH", "temperature"], summary.InSpecification.Select(s => s.Tag.Name).Order(StringComparer.Ordinal));
        Assert.All(summary.InSpecification, s => Assert.InRange(s.Fraction, 0.95, 1));
        Assert.InRange(Figure(summary, "rna_g_per_l"), 3, 12);
        Assert.Equal(Figure(summary, "rna_g_per_l") * Figure(summary, "volume_l"), Figure(summary, "rna_g"), 1e-9);
        Assert.InRange(Figure(summary, "dsrna_percent"), 0, 1);
        Assert.InRange(Figure(summary, "integrity_percent"), 98, 100);
        Assert.Empty(EvidenceAudit.Violations(record).Take(5));
        Assert.All(record.Commands.GroupBy(c => c.Time), tick => Assert.Equal(21, tick.Select(c => c.Actuator).Distinct().Count()));
    }

    [Fact]
    public void Under_the_strategy_it_decides_every_five_minutes_and_is_replayed_bit_for_bit()
    {
        (BatchRecord record, RunSummary summary, string file) = runs.Predictive();
        Assert.Equal("Complete", summary.State);
        Decision[] decisions = [.. record.All.Select(a => a.Content).OfType<Decision>()];
        Assert.InRange(decisions.Length, 17, 19);
        Assert.Contains(record.Commands, c => c.Controller == "nucleotide-feed/predictive");
        Assert.Empty(EvidenceAudit.Violations(record).Take(5));
        using SqliteRecord read = SqliteRecord.Open(file);
        Assert.Null(ReplayResult.Of(read, "run").Difference);
    }

    [Fact]
    public void Four_nucleotides_are_fed_by_their_part_in_the_transcript_and_cap_goes_along()
    {
        (BatchRecord record, _, _) = runs.Linear();
        DateTimeOffset at = record.Start.AddMinutes(30);
        double Flow(Tag pump) => Assert.Single(record.Commands, c => c.Actuator == pump && c.Time == at).Value;
        Assert.All((Tag[])[Actuators.Atp, Actuators.Utp, Actuators.Ctp, Actuators.Gtp], p => Assert.Equal(0.14, Flow(p), 1e-9));
        Assert.Equal(0.0535714 * 0.56, Flow(Actuators.Cap), 1e-9);
    }

    [Fact]
    public void DNase_takes_the_template_and_EDTA_the_magnesium_and_no_more_RNA_is_made()
    {
        RunHeader header = TranscriptionRuns.Header(predictive: false);
        using BatchRun run = BatchRun.Start(header, new NoRecord());
        SimulatedTranscription plant = ((SimulatedLine)run.Plant).Reactor;
        double template = 0, made = 0;
        double Chains() => (plant.Truth[X.Rna] + plant.Truth[X.BrokenRna]) * plant.Truth[X.Volume];
        while (!run.HasEnded)
        {
            run.Step();
            if (run.Engine.Phase is not { } phase) continue;
            if (phase.Phase.Name == "React") template = plant.Truth[X.Template];
            if (phase.Phase.Name == "Quench") made = Chains();
        }
        Assert.True(plant.Truth[X.Template] < 5e-3 * template, $"{plant.Truth[X.Template]} nmol/L of {template} are left");
        Assert.InRange(Chains(), 0.999 * made, 1.001 * made);
        Estimate last = run.LastEstimate!;
        Assert.InRange(last[TranscriptionTags.FreeMagnesium], 0, 0.05);
    }

    [Theory]
    [InlineData(203)]
    [InlineData(207)]
    [InlineData(218)]
    public void No_good_sensor_is_isolated_through_quench_and_cooling(ulong seed)
    {
        using BatchRun run = BatchRun.Start(TranscriptionRuns.Header(predictive: false) with { Seed = seed }, new NoRecord());
        var isolated = new List<Event>();
        while (!run.HasEnded) isolated.AddRange(run.Step().Events.Where(e => e.Code == "alarm.raised" && e.Data.GetValueOrDefault("alarm", "").EndsWith(".fault", StringComparison.Ordinal)));
        Assert.Equal([], isolated.Select(e => e.Message));
    }

    [Fact]
    public void A_run_that_died_goes_on_as_if_it_had_not()
    {
        using var folder = new TempFolder();
        (BatchRecord whole, _, _) = runs.Linear();
        using (BatchRun run = BatchRun.Start(TranscriptionRuns.Header(predictive: false), SqliteRecord.Create(folder["record.db"])))
            for (int i = 0; i < 77; i++) run.Step();
        using (BatchRun run = BatchRun.Resume(SqliteRecord.OpenForAppend(folder["record.db"]), "run"))
        {
            while (!run.HasEnded) run.Step();
            run.Finish();
        }
        string[] Payloads(BatchRecord record) =>
            [.. record.All.Where(a => a.Content is not Event { Code: RunHeader.Resumed }).Select(a => Convert.ToBase64String(a.Entry.Payload.Span))];
        Assert.Equal(Payloads(whole), Payloads(BatchRecord.Read(folder["record.db"])));
    }

    [Fact]
    public void A_lost_pH_reference_steps_its_ladder_down_and_up_again()
    {
        (BatchRecord record, RunSummary summary, _) = runs.Linear("ph-reference-loss@0.5+0.25");
        Event[] steps = [.. record.Events.Where(e => e.Kind == EventKind.Ladder && e.Source == "pH")];
        Assert.Equal(["ladder.down", "ladder.up"], steps.Select(e => e.Code));
        Assert.Equal("Complete", summary.State);
        Assert.Empty(EvidenceAudit.Violations(record).Take(5));
    }

    [Fact]
    public void A_pump_that_seizes_is_found_by_its_balance_and_its_feed_held()
    {
        (BatchRecord record, RunSummary summary, _) = runs.Linear("gtp-pump-stuck@0.25+0.25");
        Event alarm = Assert.Single(record.Events, e => e.Code == "alarm.raised" && e.Source == "GTP-pump");
        Assert.InRange(record.Hours(alarm.Time), 0.25, 0.5);
        Assert.Equal(["ladder.down", "ladder.up"], record.Events.Where(e => e.Kind == EventKind.Ladder && e.Source == "nucleotide-feed").Select(e => e.Code));
        Assert.Equal("Complete", summary.State);
        Assert.Empty(EvidenceAudit.Violations(record).Take(5));
    }

    [Fact]
    public void A_dose_whose_pump_seizes_is_completed_by_weight()
    {
        (BatchRecord record, RunSummary summary, _) = runs.Linear("dnase-pump-stuck@1.5+0.2");
        Assert.Contains(record.Events, e => e.Code == "alarm.raised" && e.Source == "DNase-pump");
        double kilograms = record.Measurements.Last(m => m.Tag.Name == "mass/DNase").Value;
        Command first = record.Commands.First(c => c.Actuator == Actuators.Dnase && c.Value > 0);
        double volume = record.Measurements.Last(m => m.Tag == Tags.Volume && m.Time <= first.Time).Value;
        Assert.InRange(kilograms / 1.13 * 10000 / volume, 0.9 * 40, 1.1 * 40);
        Assert.Equal("Complete", summary.State);
    }

    [Fact]
    public void A_standing_stirrer_closes_every_pump_and_holds_the_batch_until_it_turns()
    {
        (BatchRecord record, RunSummary summary, _) = runs.Linear("stirrer-trip@0.5");
        Event acted = Assert.Single(record.Events, e => e.Code == "interlock.acted");
        Assert.Contains("ATP, UTP, CTP, GTP, cap, magnesium, polymerase, base, DNase and EDTA are closed", acted.Message, StringComparison.Ordinal);
        Assert.Contains(record.Events, e => e.Code == "state.changed" && e.Message.Contains("Holding", StringComparison.Ordinal));
        Assert.All(record.Commands.Where(c => c.Time == acted.Time && c.Unit == Unit.LitrePerHour), c => Assert.Equal(0, c.Value));
        Assert.Equal("Complete", summary.State);
    }

    [Fact]
    public void A_fault_of_another_plant_is_refused() =>
        Assert.Contains("there is no fault 'do-dropout'; known are atp-pump-stuck", Assert.Throws<InputException>(
            () => Fault.Parse("do-dropout@1", SimulatedTranscription.Faults)).Message, StringComparison.Ordinal);
}
