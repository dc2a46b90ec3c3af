using Titer.Control;
using Titer.Core;
using Titer.Field.Simulated;
using Titer.Plant.Running;
using Titer.Plant.Tests.Batches;
using Titer.Plant.Tests.Evidence;
using Titer.Plant.Tests.Transcription;
using Titer.Records;
using Titer.Records.Reports;
using X = Titer.Processes.Downstream.TangentialFlowState;

namespace Titer.Plant.Tests.Downstream;

public sealed class DoseRunTests(DoseRuns runs)
{
    private static KeyFigure Figure(RunSummary summary, string key) => Assert.Single(summary.Figures, f => f.Key == key);

    private static IEnumerable<Estimate> Estimates(BatchRecord record) => record.All.Select(a => a.Content).OfType<Estimate>();

    private static double Began(BatchRecord record, string phase) =>
        record.Hours(record.Events.First(e => e.Code == "phase.started" && e.Message.Contains(phase, StringComparison.Ordinal)).Time);

    private static void Holds(KeyFigure figure, double truth) =>
        Assert.InRange(truth, figure.Value - 2.6 * figure.Uncertainty!.Value, figure.Value + 2.6 * figure.Uncertainty!.Value);

    [Fact]
    public void A_batch_runs_from_nucleotides_to_vials_and_says_what_is_in_them()
    {
        (BatchRecord record, RunSummary summary, SimulatedLine plant, _) = runs.Of();
        Assert.Equal(("Complete", 0, 0), (summary.State, summary.LadderSteps, summary.Interlocks));
        double made = Figure(summary, "rna_g").Value, doses = Figure(summary, "doses").Value, vials = Figure(summary, "vials").Value;
        Assert.Equal(6 * vials, doses);
        Assert.InRange(vials * 0.45e-3, plant.Downstream.Filled - 0.55, plant.Downstream.Filled - 0.45); // half a litre stays in the line
        Assert.InRange(doses * 1.25 * 30e-6, 0.9 * made, 1.01 * made);
        Holds(Figure(summary, "size_nm"), plant.Downstream.TrueSize);
        Holds(Figure(summary, "encapsulation_percent"), 100 * plant.Downstream.TrueEncapsulation);
        ReadOnlySpan<double> x = plant.Downstream.Retentate;
        Holds(Figure(summary, "encapsulated_rna_ug_per_dose"), 60 * (x[X.IntactRna] + x[X.BrokenRna]) * plant.Downstream.TrueEncapsulation);
        double life = Figure(summary, "shelf_life_d").Value;
        Assert.InRange(life, 2 * Figure(summary, "shelf_life_low_d").Value, 0.5 * Figure(summary, "shelf_life_high_d").Value);
        Assert.InRange(x[X.Ethanol], 0, 0.5);
        Assert.InRange(x[X.Nucleotides], 0, 1e-3);
        Assert.Empty(EvidenceAudit.Violations(record).Take(5));
    }

    [Fact]
    public void The_estimate_at_the_filler_holds_the_truth_with_what_the_reactor_handed_over()
    {
        (BatchRecord record, _, SimulatedLine plant, _) = runs.Of();
        Estimate first = Estimates(record).First(e => e.Source == "line"), reactor = Estimates(record).Last(e => e.Source == "transcription"),
            last = Estimates(record).Last();
        Assert.Equal(reactor[TranscriptionTags.Integrity], first[DownstreamTags.Integrity], 0.02);
        Assert.Equal(reactor.Uncertainty(TranscriptionTags.Integrity), first.Uncertainty(DownstreamTags.Integrity), 0.02);
        Assert.Equal(reactor[TranscriptionTags.Rna], first[DownstreamTags.RetentateRna], 0.05);
        ReadOnlySpan<double> x = plant.Downstream.Retentate;
        foreach ((Tag tag, double truth) in (ReadOnlySpan<(Tag, double)>)[
            (DownstreamTags.RetentateRna, x[X.IntactRna] + x[X.BrokenRna]),
            (DownstreamTags.Integrity, 100 * x[X.IntactRna] / (x[X.IntactRna] + x[X.BrokenRna]))])
            Assert.InRange(truth, last[tag] - 2.6 * last.Uncertainty(tag), last[tag] + 2.6 * last.Uncertainty(tag));
    }

    [Fact]
    public void The_record_alone_says_what_each_step_did_and_on_which_models_it_stands()
    {
        (_, _, _, string file) = runs.Of();
        using SqliteRecord read = SqliteRecord.Open(file);
        Assert.Null(ReplayResult.Of(read, "run").Difference);
        using var folder = new TempFolder();
        ReportFigures figures = BatchReport.Write(read, Units.Transcription.Layout(DoseRuns.Header()), folder["report.html"]);
        Assert.Equal(["Transfer", "Diafilter", "Concentrate", "Mix", "Return", "Concentrate particles", "Reduce", "Exchange", "Dilute", "Fill"],
            figures.Steps.Select(s => s.Step));
        Assert.Equal(["filling", "lipid-nanoparticle-mixing", "tangential-flow-filtration"],
            figures.Models.Select(m => m.Model).Where(m => !m.StartsWith("RNA", StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal));
        Assert.All(figures.Models, m => Assert.True(m.Inside, $"{m.Model} in {m.Phase}: {m.Outside}"));
        Assert.Single(figures.ShelfLives);
    }

    [Fact]
    public void A_run_that_dies_while_it_purifies_and_again_while_it_formulates_goes_on_as_if_it_had_not()
    {
        using var folder = new TempFolder();
        (BatchRecord whole, _, _, _) = runs.Of();
        int purifying = (int)(60 * Began(whole, "Diafilter")) + 31, formulating = (int)(60 * Began(whole, "Mix")) + 11;
        using (BatchRun run = BatchRun.Start(DoseRuns.Header(), SqliteRecord.Create(folder["record.db"])))
            for (int i = 0; i < purifying; i++) run.Step();
        using (BatchRun run = BatchRun.Resume(SqliteRecord.OpenForAppend(folder["record.db"]), "run"))
            while (run.Hours * 60 < formulating) run.Step();
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
    public void Lost_balances_and_load_cells_step_the_filtration_down_and_up_and_a_dark_lamp_does_not_stop_the_batch()
    {
        (BatchRecord whole, RunSummary sound, _, _) = runs.Of();
        double diafilter = Began(whole, "Diafilter");
        string At(double hours) => (diafilter + hours).ToString("F2", System.Globalization.CultureInfo.InvariantCulture);
        (BatchRecord record, RunSummary summary, SimulatedLine plant, _) = runs.Of(
            $"permeate-balance-lost@{At(0.3)}+0.2", $"skid-load-cells-lost@{At(1)}+0.2", $"uv-lamp@{At(2.5)}+1");
        Event[] steps = [.. record.Events.Where(e => e.Kind == EventKind.Ladder && e.Source == "filtration")];
        Assert.Equal(["flow to level", "level to flow", "flow to hold", "hold to flow"], steps.Select(e => $"{e.Data["from"]} to {e.Data["to"]}"));
        DateTimeOffset stopped = steps[2].Time;
        Assert.All(record.Commands.Where(c => c.Time == stopped
                && (c.Actuator == DownstreamActuators.Pressure || c.Actuator == DownstreamActuators.Diafiltration)),
            c => Assert.Equal(0, c.Value));
        Assert.Equal("Complete", summary.State);
        Assert.Equal(Figure(sound, "doses").Value, Figure(summary, "doses").Value, 0.03 * Figure(sound, "doses").Value);
        ReadOnlySpan<double> x = plant.Downstream.Retentate;
        Estimate last = Estimates(record).Last();
        Assert.InRange(x[X.IntactRna] + x[X.BrokenRna], last[DownstreamTags.RetentateRna] - 2.6 * last.Uncertainty(DownstreamTags.RetentateRna),
            last[DownstreamTags.RetentateRna] + 2.6 * last.Uncertainty(DownstreamTags.RetentateRna));
        Assert.Empty(EvidenceAudit.Violations(record).Take(5));
    }

    [Fact]
    public void A_fouled_membrane_and_a_buffer_pump_that_seizes_cost_time_and_no_more_RNA_than_the_interval_says()
    {
        (BatchRecord whole, _, _, _) = runs.Of();
        double diafilter = Began(whole, "Diafilter");
        string At(double hours) => (diafilter + hours).ToString("F2", System.Globalization.CultureInfo.InvariantCulture);
        (BatchRecord record, RunSummary summary, SimulatedLine plant, _) = 
            runs.Of($"membrane-fouled@{At(0.3)}+0.5", $"diafiltration-pump-stuck@{At(1.2)}+0.3");
        Assert.Contains(record.Events, e => e.Code == "alarm.raised" && e.Source == "diafiltration-pump");
        Assert.DoesNotContain(whole.Events, e => e.Code == "alarm.raised" && e.Source == "diafiltration-pump");
        Assert.Contains(record.Commands, 
            c => c.Actuator == DownstreamActuators.Pressure && c.Reason.Contains("waits for buffer", StringComparison.Ordinal) && c.Value == 0);
        Assert.Equal(("Complete", 0), (summary.State, summary.Interlocks));
        ReadOnlySpan<double> x = plant.Downstream.Retentate;
        Estimate last = Estimates(record).Last();
        Assert.InRange(x[X.IntactRna] + x[X.BrokenRna], last[DownstreamTags.RetentateRna] - 2.6 * last.Uncertainty(DownstreamTags.RetentateRna),
            last[DownstreamTags.RetentateRna] + 2.6 * last.Uncertainty(DownstreamTags.RetentateRna));
        Assert.Empty(EvidenceAudit.Violations(record).Take(5));
    }
}
