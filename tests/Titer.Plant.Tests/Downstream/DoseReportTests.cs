using System.Collections.Immutable;
using Titer.Core;
using Titer.Processes.Downstream;
using Titer.Records;
using Titer.Records.Reports;

namespace Titer.Plant.Tests.Downstream;

public sealed class DoseReportTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 6, 0, 0, TimeSpan.Zero);

    private readonly TempFolder _run = new();

    public void Dispose() => _run.Dispose();

    private (string Html, ReportFigures Figures) Report(params ReadOnlySpan<Event> events)
    {
        using SqliteRecord record = SqliteRecord.Create(_run.Path);
        foreach (Event e in events) record.Append(e.Time, e);
        record.Commit();
        ReportFigures figures = BatchReport.Write(record, new ReportLayout("mRNA", []), _run["report.html"]);
        return (File.ReadAllText(_run["report.html"]), figures);
    }

    private static ShelfLife Life(double celsius) =>
        ShelfLife.Of(HydrolysisKinetics.InNanoparticle(), 4000, new(88, 1.5), 70, celsius, TemperatureHistory.None);

    [Fact]
    public void What_a_phase_writes_of_its_model_stands_in_the_report_as_it_was()
    {
        var settings = new MixerSettings(30, 3, 6, 16, LipidComposition.Standard); // 31 mL/min an element: too fast
        ModelAssumptions mixing = NanoparticleMixer.Mix(settings, 0.15).Assumptions, storing = Life(5).Assumptions;
        (string html, ReportFigures figures) = Report(mixing.ToEvent(Start, "Mix"), storing.ToEvent(Start.AddHours(1), "Fill"));
        Assert.Equal([false, true], figures.Models.Select(m => m.Inside));
        ModelUse use = figures.Models[0];
        Assert.Equal(("Mix", mixing.Model, mixing.Source), (use.Phase, use.Model, use.Source));
        Assert.Equal(mixing.Conditions.Select(c => c.Name).Order(StringComparer.Ordinal), use.Conditions.Select(c => c.Name));
        Assert.Contains(use.Conditions, c => c is { Name: "flow per mixing element", Value: "31.25 mL/min", Validity: "1 to 20 mL/min" });
        Assert.Contains("Models and their assumptions", html);
        Assert.Contains("outside: flow per mixing element 31.25 mL/min", html);
        foreach (string stated in mixing.Stated) Assert.Contains(System.Net.WebUtility.HtmlEncode(stated), html);
        Assert.DoesNotContain("Course of the run", html);
    }

    [Fact]
    public void Steps_and_shelf_life_are_those_of_the_record()
    {
        ShelfLife cold = Life(5), frozen = Life(-20);
        DoseStep bulk = new("React", 4.2, new(25, 1), new(93, 1), ImmutableSortedDictionary<string, string>.Empty);
        DoseStep filled = new("Fill", 1.9, new(20, 0.9), new(92, 1.1), ImmutableSortedDictionary<string, string>.Empty.Add("vials", "1234"));
        (string html, ReportFigures figures) = Report(bulk.ToEvent(Start, "React"), filled.ToEvent(Start.AddHours(5), "Fill"),
            cold.ToEvent(Start.AddHours(5), "Fill"), frozen.ToEvent(Start.AddHours(5), "Fill"));
        Assert.Equal(["React", "Fill"], figures.Steps.Select(s => s.Step));
        Assert.Equal((20, 0.9, 92, 1.1, 1.9), (figures.Steps[1].RnaGrams, figures.Steps[1].RnaUncertainty, figures.Steps[1].IntegrityPercent,
            figures.Steps[1].IntegrityUncertainty, figures.Steps[1].VolumeLitres));
        Assert.Equal([("vials", "1234")], figures.Steps[1].Notes);
        Assert.Equal([cold.Hours / 24, frozen.Hours / 24], figures.ShelfLives.Select(s => s.Days));
        Assert.Equal((cold.Low / 24, cold.High / 24, cold.Supported / 24, 70), (figures.ShelfLives[0].LowDays, figures.ShelfLives[0].HighDays,
            figures.ShelfLives[0].SupportedDays, figures.ShelfLives[0].LimitPercent));
        Assert.Equal([true, false], figures.ShelfLives.Select(s => s.Inside));
        Assert.Contains("From bulk to dose", html);
        Assert.Contains("80.00 %", html); // of the bulk
        Assert.Contains("extrapolated", html);
    }

    [Fact]
    public void A_report_without_a_dose_has_no_section_of_it()
    {
        (string html, ReportFigures figures) = Report(new Event(Start, EventKind.Run, Severity.Information, "titer", "run.started", "Run started."));
        Assert.Empty(figures.Models);
        Assert.DoesNotContain("From bulk to dose", html);
        Assert.DoesNotContain("Models and their assumptions", html);
    }
}
