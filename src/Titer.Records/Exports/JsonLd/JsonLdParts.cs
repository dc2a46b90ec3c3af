using System.Text.Json;
using Titer.Core;
using Titer.Records.BatchRecords;
using Titer.Records.Reports;
using Titer.Records.Signatures;

namespace Titer.Records.Exports;

/// <summary>The parts of a batch as linked data.</summary>
internal static class JsonLdParts
{
    /// <summary>Recipe, formula, equipment and artefacts.</summary>
    public static void Plan(Utf8JsonWriter json, BatchRecord batch)
    {
        Event? started = batch.Trace.First("run.started");
        json.WriteStartObject("recipe");
        json.WriteString("@type", "Recipe");
        JsonLdForm.Text(json, "name", batch.Plan.Recipe);
        JsonLdForm.Text(json, "version", batch.Plan.Version);
        JsonLdForm.Text(json, "sha256", started?.Data.GetValueOrDefault("recipe-hash") ?? "");
        json.WriteEndObject();
        json.WriteStartObject("equipment");
        json.WriteString("@type", "Equipment");
        JsonLdForm.Text(json, "name", batch.Plan.EquipmentName);
        json.WriteEndObject();
        All(json, "formula", "Property", batch.Plan.Formula, p =>
        {
            JsonLdForm.Text(json, "name", p.Name);
            JsonLdForm.Number(json, "value", p.Value);
            json.WriteString("unit", p.Unit.Code);
            JsonLdForm.Number(json, "minValue", p.Low);
            JsonLdForm.Number(json, "maxValue", p.High);
            JsonLdForm.Text(json, "description", p.Description);
        });
        All(json, "used", "Artefact", RunSections.Artefacts(batch.Trace), a =>
        {
            JsonLdForm.Text(json, "name", a.Name);
            JsonLdForm.Text(json, "sha256", a.Hash);
        });
        All(json, "chips", "Chip", batch.Trace.Chips, c =>
        {
            JsonLdForm.Text(json, "name", c.Key);
            json.WriteNumber("readOuts", c.Value.Frames);
        });
    }

    /// <summary>People, phases, alarms and signatures.</summary>
    public static void Execution(Utf8JsonWriter json, BatchTrace trace)
    {
        All(json, "people", "Person", trace.Events.Where(e => PeopleSection.Who(e).Length > 0).DistinctBy(PeopleSection.Who), e =>
        {
            JsonLdForm.Text(json, "name", e.Data.GetValueOrDefault(Person.NameKey, ""));
            JsonLdForm.Text(json, "identifier", Person.Of(e)?.Id ?? "");
        });
        All(json, "phases", "Phase", PhaseRun.Of(trace), p =>
        {
            JsonLdForm.Text(json, "name", p.Phase);
            JsonLdForm.Text(json, "operation", p.Operation);
            json.WriteString("startedAtTime", JsonLdForm.Time(p.Started.Time));
            if (p.Completed is { } ended) json.WriteString("endedAtTime", JsonLdForm.Time(ended.Time));
            JsonLdForm.Text(json, "because", p.Why);
        });
        All(json, "alarms", "Alarm", AlarmHistory.Of(trace.Events), a =>
        {
            json.WriteNumber("entry", trace.Numbers[a.Raised]);
            JsonLdForm.Text(json, "name", a.Name);
            JsonLdForm.Text(json, "description", a.Raised.Message);
            json.WriteString("severity", a.Raised.Severity.ToString());
            json.WriteString("startedAtTime", JsonLdForm.Time(a.Raised.Time));
            if (a.Cleared is { } gone) json.WriteString("endedAtTime", JsonLdForm.Time(gone));
        });
        All(json, "signatures", "Signature", trace.Events.Where(e => e.Kind == EventKind.Signature), e =>
        {
            json.WriteNumber("entry", trace.Numbers[e]);
            JsonLdForm.Text(json, "person", PeopleSection.Who(e));
            JsonLdForm.Text(json, "meaning", e.Code == Signature.Voided ? "void" : e.Data.GetValueOrDefault("meaning", ""));
            json.WriteString("time", JsonLdForm.Time(e.Time));
            JsonLdForm.Text(json, "comment", e.Data.GetValueOrDefault("comment") ?? e.Data.GetValueOrDefault("reason", ""));
            JsonLdForm.Text(json, "document", e.Data.GetValueOrDefault("document", ""));
        });
    }

    /// <summary>Critical parameters and exceptions.</summary>
    public static void Judgement(Utf8JsonWriter json, BatchRecord batch)
    {
        All(json, "criticalParameters", "CriticalParameter", batch.Trace.Specifications, s =>
        {
            json.WriteString("name", s.Time.Tag.Name);
            json.WriteString("unit", s.Time.Unit.Code);
            JsonLdForm.Number(json, "setPoint", s.Time.SetPoint);
            JsonLdForm.Number(json, "minValue", s.Time.Low);
            JsonLdForm.Number(json, "maxValue", s.Time.High);
            JsonLdForm.Number(json, "withinShare", s.Time.HoursWithin / s.Time.HoursKnown);
            JsonLdForm.Number(json, "longestExcursionHours", s.Time.LongestExcursion);
            JsonLdForm.Number(json, "unknownHours", s.Time.HoursUnknown);
            json.WriteString("judgedBy", s.From);
        });
        All(json, "exceptions", "Exception", batch.Exceptions, e =>
        {
            json.WriteString("severity", e.Severity.ToString());
            json.WriteString("kind", e.Kind);
            JsonLdForm.Text(json, "description", e.What);
            json.WriteNumber("times", e.Count);
            JsonLdForm.Number(json, "hours", e.Hours);
        });
    }

    /// <summary>Estimates with their 95 % interval, and measurements that were not bad.</summary>
    public static void Trends(Utf8JsonWriter json, BatchRecord batch, int buckets)
    {
        BatchTrace trace = batch.Trace;
        List<(string Kind, Tag Tag, Unit Unit, Series Series)> all =
        [
            .. trace.Estimates.Select(e => ("estimate", e.Key.Item1, e.Key.Item2, e.Value)), .. trace.Measurements
                .Select(m => ("measurement", m.Key.Item1, m.Key.Item2, m.Value.Good)),
            .. trace.Measurements.Select(m => ("uncertain measurement", m.Key.Item1, m.Key.Item2, m.Value.Uncertain)),
        ];
        All(json, "trends", "Trend", all.Where(t => t.Series.Count > 0).OrderBy(t => t.Tag).ThenBy(t => t.Kind, StringComparer.Ordinal)
            .ThenBy(t => t.Unit.Code, StringComparer.Ordinal), trend =>
        {
            json.WriteString("property", trend.Tag.Name);
            json.WriteString("kind", trend.Kind);
            json.WriteString("unit", trend.Unit.Code);
            List<int> chosen = Envelope.Chosen(trend.Series, buckets);
            All(json, "observations", "Observation", chosen, i =>
            {
                double value = trend.Series.Values[i], reach = PanelPlot.Coverage95 * trend.Series.Uncertainties[i];
                json.WriteString("time", JsonLdForm.Time(trace.Start.AddHours(trend.Series.Hours[i])));
                JsonLdForm.Number(json, "result", value);
                JsonLdForm.Number(json, "lower", value - reach);
                JsonLdForm.Number(json, "upper", value + reach);
            });
        });
    }

    private static void All<T>(Utf8JsonWriter json, string name, string type, IEnumerable<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (T item in items)
        {
            json.WriteStartObject();
            json.WriteString("@type", type);
            write(item);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
