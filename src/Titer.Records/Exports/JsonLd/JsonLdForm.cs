using System.Text.Json;
using Titer.Records.BatchRecords;
using Titer.Records.Documents;
using Titer.Records.Reports;

namespace Titer.Records.Exports;

/// <summary>
/// The batch record as linked data (JSON-LD 1.1, W3C 2020): provenance by PROV-O, observations by SOSA, values by schema.org with UCUM codes, what none of
/// these has by terms of Titer. docs/schema holds the context and a JSON Schema; the context stands in the file too, so that it needs no other.
/// </summary>
public static class JsonLdForm
{
    /// <summary>Points of a trend: enough to see its course; <see cref="TrendTable"/> has them all.</summary>
    private const int Buckets = 100;

    public static byte[] Bytes(BatchRecord batch)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            BatchTrace trace = batch.Trace;
            json.WriteStartObject();
            json.WritePropertyName("@context");
            json.WriteRawValue(JsonLdContext.Text);
            json.WriteString("@id", $"urn:titer:record:{trace.Verification.Head}");
            json.WriteString("@type", "Batch");
            Text(json, "name", batch.Document.Title);
            Text(json, "identifier", batch.Number);
            Text(json, "product", batch.Plan.Product);
            json.WriteString("startedAtTime", Time(trace.Start));
            json.WriteString("endedAtTime", Time(trace.End));
            json.WriteStartObject("record");
            json.WriteString("@type", "Record");
            json.WriteString("head", trace.Verification.Head);
            json.WriteNumber("entries", trace.Verification.Entries);
            json.WriteBoolean("verified", trace.Verification.Ok);
            json.WriteBoolean("completed", trace.Last("run.completed") is not null);
            json.WriteString("document", batch.Hash);
            json.WriteEndObject();
            JsonLdParts.Plan(json, batch);
            JsonLdParts.Execution(json, trace);
            JsonLdParts.Judgement(json, batch);
            JsonLdParts.Trends(json, batch, Buckets);
            json.WriteEndObject();
        }
        return bytes.ToArray();
    }

    internal static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", System.Globalization.CultureInfo.InvariantCulture);

    internal static void Text(Utf8JsonWriter json, string name, string text) => json.WriteString(name, Printed.Safe(text));

    /// <summary>A number; null when it is none.</summary>
    internal static void Number(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value)) json.WriteNumber(name, value);
        else json.WriteNull(name);
    }
}
