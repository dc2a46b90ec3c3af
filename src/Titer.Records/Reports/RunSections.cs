using Titer.Core;

namespace Titer.Records.Reports;

/// <summary>The sections about the run as a whole: identity, result, time in specification, measurements, verification.</summary>
internal static class RunSections
{
    public static void Header(HtmlText html, BatchTrace trace, string title)
    {
        Verification found = trace.Verification;
        html.Markup("<header>").Element("div", "Batch report", "kind").Element("h1", title);
        html.Element("p", trace.First("run.started")?.Message ?? "The record holds no start of a run.", "lead");
        html.Markup("<div class=\"marks\">");
        html.Element("span", found.Ok ? "Record verified" : "Record broken", "badge " + (found.Ok ? "ok" : "bad")).Markup(" ");
        html.Element("span", found.Completed ? "Run completed" : "Run not completed", "badge " + (found.Completed ? "ok" : "warn"));
        html.Markup("</div></header>\n");
        if (!found.Ok)
        {
            html.Markup("<div class=\"broken\"><b>").Text($"The record is broken at entry {found.FirstBroken}.").Markup("</b> ");
            html.Text($"{found.Reason} This report shows the {found.Entries} entries before it, and must not be used for release.")
                .Markup("</div>\n");
        }
    }

    public static void Identity(HtmlText html, BatchTrace trace)
    {
        html.Section("Identification");
        html.Markup("<table class=\"pairs\"><tbody>");
        Pair(html, "Start", $"{HtmlText.Clock(trace.Start)} UTC");
        Pair(html, "Duration of the record", $"{HtmlText.Hours(trace.EndHours)} h");
        if (trace.First("run.started") is { } started)
            foreach ((string key, string value) in started.Data) Pair(html, HtmlText.Label(key), value);
        html.Markup("</tbody></table>\n");
        List<Event> artefacts = trace.Events.FindAll(e => e.Code == "artefact");
        if (artefacts.Count > 0)
        {
            html.Element("h3", "Artefacts that took part, by content hash (SHA-256)").Markup("<table class=\"pairs\"><tbody>");
            foreach (Event artefact in artefacts.DistinctBy(a => (a.Data.GetValueOrDefault("name"), a.Data.GetValueOrDefault("hash"))))
                Pair(html, artefact.Data.GetValueOrDefault("name", artefact.Source), artefact.Data.GetValueOrDefault("hash", ""));
            html.Markup("</tbody></table>\n");
        }
        html.End();
    }

    public static void Result(HtmlText html, BatchTrace trace)
    {
        html.Section("Result");
        if (trace.Last("run.completed") is { } completed)
        {
            html.Element("p", completed.Message).Markup("<div class=\"results\">");
            foreach ((string key, string value) in completed.Data)
                html.Markup("<div>").Element("span", HtmlText.Label(key)).Element("b", value).Markup("</div>");
            html.Markup("</div>\n");
        }
        else
        {
            html.Element("p", "The run has not completed; there is no result.");
        }
        html.End();
    }

    public static void Specification(HtmlText html, BatchTrace trace)
    {
        var rows = new List<object[]>();
        foreach ((SpecificationTime time, string from) in trace.Specifications)
        {
            double share = time.HoursKnown > 0 ? time.HoursWithin / time.HoursKnown : double.NaN;
            rows.Add([time.Tag, time.Unit.Symbol, HtmlText.Value(time.SetPoint), $"{HtmlText.Value(time.Low)} … {HtmlText.Value(time.High)}", from,
                HtmlText.Hours(time.HoursKnown),
                new Badge(HtmlText.Share(time.HoursWithin, time.HoursKnown), share >= 0.99 ? "ok" : share >= 0.95 ? "plain" : "warn"),
                HtmlText.Hours(time.LongestExcursion), $"{HtmlText.Value(time.Smallest)} … {HtmlText.Value(time.Largest)}",
                HtmlText.Hours(time.HoursUnknown)]);
        }
        if (rows.Count == 0) return;
        html.Section("Time in specification");
        html.Table(
            [
                "Variable", "Unit", "#Last set point", "Its limits", "Judged by",
                "#With limits / h", "#Within", "#Longest excursion / h", "Smallest … largest", "#Not known / h",
            ],
            rows);
        html.Element("p", "Computed from the record: each value counts until the next one, against the limits in force at that time, "
            + "changes of the set point included.", "note").End();
    }

    public static void Measurements(HtmlText html, BatchTrace trace)
    {
        html.Section("Quality of the measurements");
        html.Table(["Tag", "#Count", "#Good", "#Uncertain", "#Bad", "#Share bad", "Most frequent reason"], [.. trace.Counts.Select(c => (object[])
            [c.Key, c.Value.Total, c.Value.Good, c.Value.Uncertain, c.Value.Bad, HtmlText.Share(c.Value.Bad, c.Value.Total), c.Value.MainReason])]);
        html.Element("p", "By NAMUR NE 107. Good: good or maintenance required. Uncertain: out of specification. "
            + "Bad: failure or function check; never used by control.", "note").End();
    }

    public static void Verification(HtmlText html, BatchTrace trace)
    {
        Verification found = trace.Verification;
        html.Section("Verification of the record").Markup("<table class=\"pairs\"><tbody>");
        Pair(html, "Result", found.Ok
            ? "Every entry is sound: numbers without gaps, each hash over its content and the hash before it."
            : $"Broken at entry {found.FirstBroken}: {found.Reason}");
        Pair(html, "Sound entries", found.Entries.ToString());
        Pair(html, "Head hash (SHA-256)", found.Head);
        Pair(html, "End of the record", found.Completed
            ? "The run completed, and nothing but signatures follows."
            : "The run did not complete, or the end of its record is missing.");
        Pair(html, "Checkpoints", found.Signed);
        Pair(html, "Signatures", found.People.Length > 0 ? found.People : "Nobody has signed this record.");
        html.Markup("</tbody></table>\n");
        html.Element("p", "Another copy of this record is the same, entry by entry, if its verification gives the same head hash.", "note").End();
    }

    private static void Pair(HtmlText html, string key, string value)
    {
        bool hash = value.Length >= 40 && value.All(char.IsAsciiHexDigit);
        html.Markup("<tr>").Element("th", key).Element("td", value, hash ? "hash" : "").Markup("</tr>\n");
    }
}
