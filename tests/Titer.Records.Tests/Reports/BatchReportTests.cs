using System.Buffers.Binary;
using Titer.Core;
using Titer.Records.Reports;

namespace Titer.Records.Tests;

public sealed class BatchReportTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 6, 0, 0, TimeSpan.Zero);
    private static readonly Tag Glucose = new("glucose"), Feed = new("feed-pump"), PH = new("pH");

    private static readonly ReportLayout Layout = new("Antigen <200 L>", [
        new ReportPanel("Glucose", Unit.Millimolar) { Estimate = Glucose, Measurements = [Glucose], SetPoint = Glucose },
        new ReportPanel("pH", Unit.PH) { Measurements = [PH] },
        new ReportPanel("Feed", Unit.LitrePerHour) { Commands = [Feed] }]);

    private readonly TempFolder _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public void The_report_names_run_artefacts_result_and_verification()
    {
        string html = Report(Batch());
        Assert.Contains("Recipe version</th><td>1.2.3</td>", html, StringComparison.Ordinal);
        Assert.Contains($"calibration raman</th><td class=\"hash\">{ContentHash.Of("raman")}</td>", html, StringComparison.Ordinal);
        Assert.Contains("<span>Final titre</span><b>5.4 g/L</b>", html, StringComparison.Ordinal);
        using SqliteRecord record = SqliteRecord.Open(_run.Path);
        Assert.Contains(Convert.ToHexStringLower(record.Head.Span), html, StringComparison.Ordinal);
        Assert.Contains("Record verified", html, StringComparison.Ordinal);
        Assert.Contains("Run completed", html, StringComparison.Ordinal);
    }

    [Fact]
    public void The_report_is_one_file_and_needs_no_other()
    {
        string html = Report(Batch());
        Assert.Equal(3, Occurrences(html, "<img"));
        Assert.Equal(3, Occurrences(html, "src=\"data:image/png;base64,"));
        foreach (string outside in (string[])["http:", "https:", "<link", "<script", "@import", "url("])
            Assert.DoesNotContain(outside, html, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Text_of_the_record_is_never_markup()
    {
        string html = Report(Batch(message: "<img src=x onerror=alert(1)> & \"more\""));
        Assert.DoesNotContain("<img src=x", html, StringComparison.Ordinal);
        Assert.Contains("&lt;img src=x onerror=alert(1)&gt; &amp; &quot;more&quot;", html, StringComparison.Ordinal);
        Assert.Contains("<h1>Antigen &lt;200 L&gt;</h1>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Time_in_specification_is_computed_from_estimates_and_the_limits_of_the_set_point()
    {
        // 20 h: glucose is at 20 mM but for 2 h at 26 mM, above its limit of 24 mM.
        string html = Report(Batch(glucose: k => k is >= 60 and < 72 ? 26 : 20));
        Assert.Contains("<td>glucose</td><td>mM</td><td class=\"n\">20</td><td>16 … 24</td><td>estimate</td><td class=\"n\">20.00</td>", html, StringComparison.Ordinal);
        Assert.Contains("90.00 %", html, StringComparison.Ordinal);
        Assert.Contains("<td class=\"n\">2.00</td><td>20 … 26</td>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void An_alarm_is_shown_from_its_coming_to_its_going_and_a_standing_one_as_standing()
    {
        string html = Report(Batch());
        Assert.Contains("<td class=\"n\">5.00</td><td class=\"n\">8.00</td><td class=\"n\">3.00</td>", html, StringComparison.Ordinal);
        Assert.Contains("<td class=\"n\">10.00</td><td class=\"n\">standing</td><td class=\"n\">10.00</td>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Phases_have_start_end_duration_and_the_reason_of_their_end()
    {
        string html = Report(Batch());
        Assert.Contains("<td>Fed-batch</td><td>Growth</td><td>2026-03-02 06:00:00</td><td class=\"n\">0.00</td><td class=\"n\">12.00</td><td class=\"n\">12.00</td><td>VCD 9.1 &gt;= 9</td>", html, StringComparison.Ordinal);
        Assert.Contains("<td>Production</td><td>2026-03-02 18:00:00</td><td class=\"n\">12.00</td><td class=\"n\">not completed</td>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Measurements_are_counted_by_quality()
    {
        string html = Report(Batch());
        // 120 readings of glucose: 12 bad, 6 uncertain.
        Assert.Contains("<td>glucose</td><td class=\"n\">120</td><td class=\"n\">102</td><td class=\"n\">6</td><td class=\"n\">12</td><td class=\"n\">10.00 %</td><td>detector saturated</td>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_table_says_how_much_more_the_record_holds()
    {
        string html = Report(Batch(alarms: 254));
        Assert.Contains("<p class=\"note\">56 more in the record.</p>", html, StringComparison.Ordinal); // with the two that are always there
    }

    [Fact]
    public void A_broken_record_gives_a_report_that_says_so_first()
    {
        Batch();
        byte[] file = File.ReadAllBytes(_run["record.db"]);
        // Everywhere, for SQLite leaves old copies behind in the free space of pages, where a change touches no entry.
        for (int at; (at = file.AsSpan().IndexOf("detector saturated"u8)) >= 0;) file[at] ^= 1;
        File.WriteAllBytes(_run["record.db"], file);
        string html = Report(_run.Path);
        int said = html.IndexOf("The record is broken at entry", StringComparison.Ordinal);
        Assert.InRange(said, 0, html.IndexOf("<h2>", StringComparison.Ordinal));
        Assert.DoesNotContain("Record verified", html, StringComparison.Ordinal);
        Assert.Contains("Run not completed", html, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_record_gives_the_same_report()
    {
        Batch();
        Assert.Equal(Report(_run.Path), Report(_run.Path));
    }

    [Fact]
    public void An_empty_record_has_a_report_too()
    {
        using (SqliteRecord record = SqliteRecord.Create(_run.Path)) record.Commit();
        Assert.Contains("The record holds no start of a run.", Report(_run.Path), StringComparison.Ordinal);
    }

    [Fact]
    public void A_panel_in_a_unit_of_another_dimension_is_refused()
    {
        Batch();
        using SqliteRecord record = SqliteRecord.Open(_run.Path);
        var layout = new ReportLayout("x", [new ReportPanel("Glucose", Unit.Celsius) { Estimate = Glucose }]);
        Assert.Contains("glucose in Cel", Assert.Throws<ArgumentException>(() => BatchReport.Write(record, layout, _run["x.html"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_that_cannot_be_written_is_refused_with_its_path()
    {
        Batch();
        using SqliteRecord record = SqliteRecord.Open(_run.Path);
        Assert.Contains("nowhere", Assert.Throws<InputException>(() => BatchReport.Write(record, Layout, _run["nowhere/report.html"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bad_reading_changes_no_scale()
    {
        Batch(bad: 1e9);
        using SqliteRecord record = SqliteRecord.Open(_run.Path);
        using ScottPlot.Plot plot = PanelPlot.Of(Layout.Panels[0], BatchTrace.Read(record, Layout), 1);
        Assert.InRange(plot.Axes.GetLimits().Top, 24, 30);
    }

    [Fact]
    public void The_picture_is_a_PNG_of_1600_by_1200()
    {
        Batch();
        using SqliteRecord record = SqliteRecord.Open(_run.Path);
        BatchReport.Picture(record, Layout, _run["batch.png"]);
        byte[] png = File.ReadAllBytes(_run["batch.png"]);
        Assert.Equal(1600, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)));
        Assert.Equal(1200, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)));
        Assert.True(png.Length > 20_000, $"a picture of {png.Length} bytes shows nothing");
    }

    /// <summary>20 h with a tick every 10 min.</summary>
    private string Batch(Func<int, double>? glucose = null, string message = "Raman: detector saturated.", int alarms = 0, double bad = double.NaN)
    {
        using SqliteRecord record = SqliteRecord.Create(_run.Path);
        Write(0, EventKind.Run, "run.started", "A batch of the test.", ("recipe-version", "1.2.3"), ("seed", "7"));
        Write(0, EventKind.Run, "artefact", "raman", ("name", "calibration raman"), ("hash", ContentHash.Of("raman")));
        Write(0, EventKind.Recipe, "phase.started", "Growth", ("operation", "Fed-batch"), ("phase", "Growth"));
        Write(0, EventKind.Recipe, "setpoint.changed", "glucose", ("tag", "glucose"), ("unit", "mmol/L"), ("value", "20"), ("low", "16"), ("high", "24"));
        for (int i = 0; i < alarms; i++) Write(0, EventKind.Alarm, "alarm.raised", $"alarm {i}", ("alarm", $"a{i}"));
        for (int k = 0; k < 120; k++)
        {
            DateTimeOffset t = Start.AddMinutes(10 * k);
            double truth = glucose?.Invoke(k) ?? 20;
            Quality quality = k % 10 == 3 ? Quality.Failure("detector saturated") : k % 20 == 7 ? Quality.OutOfSpecification("weak signal") : Quality.Good;
            record.Append(t, new Measurement(Glucose, t, quality.IsBad ? bad : truth, Unit.Millimolar, 0.4, quality, "raman", k));
            record.Append(t, new Estimate("ukf", t, "m", [new Variable(Glucose, Unit.Millimolar)], [truth], [0.04], []));
            record.Append(t, new Command(Feed, t, k % 7 * 0.1, Unit.LitrePerHour, 0, 2, "glucose/feed", "feedback", []));
            if (k == 30) Write(k, EventKind.Alarm, "alarm.raised", message, ("alarm", "raman"));
            if (k == 48) Write(k, EventKind.Alarm, "alarm.cleared", "Raman is good.", ("alarm", "raman"));
            if (k == 60) Write(k, EventKind.Interlock, "interlock.acted", "Interlock volume.", ("interlock", "volume"));
            if (k != 72) continue;
            Write(k, EventKind.Recipe, "transition", "to Production", ("from", "Growth"), ("to", "Production"), ("why", "VCD 9.1 >= 9"));
            Write(k, EventKind.Recipe, "phase.completed", "Growth", ("operation", "Fed-batch"), ("phase", "Growth"));
            Write(k, EventKind.Recipe, "phase.started", "Production", ("operation", "Fed-batch"), ("phase", "Production"));
        }
        Write(120, EventKind.Run, "run.completed", "Complete.", ("final-titre", "5.4 g/L"));
        record.Commit();
        return _run.Path;

        void Write(int k, EventKind kind, string code, string text, params ReadOnlySpan<(string, string)> data)
        {
            var happened = new Event(Start.AddMinutes(10 * k), kind, Severity.Medium, "test", code, text);
            foreach ((string key, string value) in data) happened = happened.With(key, value);
            record.Append(happened.Time, happened);
        }
    }

    private string Report(string run)
    {
        using SqliteRecord record = SqliteRecord.Open(run);
        BatchReport.Write(record, Layout, _run["report.html"]);
        return File.ReadAllText(_run["report.html"]).Replace("&#8230;", "…", StringComparison.Ordinal);
    }

    private static int Occurrences(string text, string part) => text.Split(part).Length - 1;
}
