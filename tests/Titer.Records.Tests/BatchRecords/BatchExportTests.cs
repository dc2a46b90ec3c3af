using System.Text;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using NJsonSchema;
using Parquet;
using Parquet.Schema;
using Titer.Core;
using Titer.Records.BatchRecords;
using Titer.Records.Exports;
using Titer.Records.Signatures;

namespace Titer.Records.Tests;

public sealed class BatchExportTests : IDisposable
{
    private const string Nasty = "<script>\u0000\u0001\u202E ]]> & \"quoted\" =cmd|'/C calc'!A0 \ud83e";

    private readonly TestBatch _batch = new();

    public void Dispose() => _batch.Dispose();

    [Fact]
    public async Task Linked_data_is_valid_by_its_published_schema_and_means_what_the_published_context_says()
    {
        BatchRecord record = Full().Record();
        string text = Encoding.UTF8.GetString(JsonLdForm.Bytes(record));
        JsonSchema schema = await JsonSchema.FromFileAsync(Path.Combine(Repository.Root, "docs/schema/batch-record.schema.json"), TestContext.Current.CancellationToken);
        Assert.Empty(schema.Validate(text));
        JsonElement root = JsonDocument.Parse(text).RootElement;
        JsonElement published = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "docs/schema/batch-record.context.jsonld"))).RootElement.GetProperty("@context");
        Assert.True(JsonElement.DeepEquals(published, root.GetProperty("@context")));
        foreach (string name in Names(root).Where(n => !n.StartsWith('@'))) Assert.True(published.TryGetProperty(name, out _), $"'{name}' has no meaning");
        Assert.Equal(record.Hash, root.GetProperty("record").GetProperty("document").GetString());
        Assert.Equal("Ada Lovelace", root.GetProperty("people")[0].GetProperty("name").GetString());
        Assert.NotEmpty(schema.Validate(text.Replace("\"verified\": true", "\"verified\": \"yes\"", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_table_of_trends_holds_every_value_of_the_record_and_reads_back()
    {
        Full();
        string file = _batch["trends.parquet"];
        using (IRecord record = _batch.Open())
        using (FileStream stream = File.Create(file)) Assert.True(TrendTable.Write(record, stream).Ok);
        await using ParquetReader reader = await ParquetReader.CreateAsync(file, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(360, reader.RowGroups.Sum(g => g.RowCount)); // 120 measurements, estimates and commands
        DataField[] fields = reader.Schema.GetDataFields();
        Assert.Equal(["time", "kind", "tag", "unit", "value", "standard_uncertainty", "status", "source", "sequence", "entry"], fields.Select(f => f.Name));
        var values = new double[360];
        var tags = new string[360];
        var uncertainties = new double?[360];
        var times = new DateTime[360];
        using ParquetRowGroupReader group = reader.OpenRowGroupReader(0);
        await group.ReadAsync<double>(fields[4], values, cancellationToken: TestContext.Current.CancellationToken);
        await group.ReadAsync(fields[2], tags, cancellationToken: TestContext.Current.CancellationToken);
        await group.ReadAsync<double>(fields[5], uncertainties, cancellationToken: TestContext.Current.CancellationToken);
        await group.ReadAsync<DateTime>(fields[0], times, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(["glucose", "glucose", "feed-pump"], tags[..3]);
        Assert.Equal([26.0, 26.0, 60 % 7 * 0.1], values[180..183]);
        Assert.Equal([0.4, 0.2, null], uncertainties[180..183]);
        Assert.Equal(TestBatch.Start.AddHours(10).UtcDateTime, DateTime.SpecifyKind(times[180], DateTimeKind.Utc));
        using IRecord same = _batch.Open();
        Assert.Equal(Convert.ToHexStringLower(same.Head.Span), reader.CustomMetadata["titer-record-head"]);
    }

    [Fact]
    public async Task A_table_of_many_rows_is_written_in_groups()
    {
        using (SqliteRecord record = SqliteRecord.Create(_batch["many.db"]))
        {
            var glucose = new Tag("glucose");
            for (int i = 0; i < 2; i++)
            {
                Measurement[] block = [.. Enumerable.Range(0, 40_000).Select(k => new Measurement(glucose, TestBatch.Start.AddSeconds(k), k, Unit.Millimolar, 0.1, Quality.Good, "raman", k))];
                record.Append(TestBatch.Start, block);
            }
            record.Commit();
        }
        using IRecord written = SqliteRecord.Open(_batch["many.db"]);
        using var stream = new MemoryStream();
        TrendTable.Write(written, stream);
        await using ParquetReader reader = await ParquetReader.CreateAsync(new MemoryStream(stream.ToArray()), cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal([TrendTable.GroupRows, 80_000L - TrendTable.GroupRows], reader.RowGroups.Select(g => g.RowCount));
    }

    [Fact]
    public void BatchML_holds_batch_formula_phases_events_and_trends()
    {
        XNamespace b2mml = BatchMlForm.Namespace;
        XElement root = XDocument.Parse(Encoding.UTF8.GetString(BatchMlForm.Bytes(Full().Record()))).Root!;
        Assert.Equal(b2mml + "BatchProductionRecord", root.Name);
        Assert.Equal("completed", root.Element(b2mml + "RecordStatus")!.Value);
        Assert.Contains(root.Descendants(b2mml + "Parameter"), p => p.Element(b2mml + "ID")!.Value == "initial-glucose" && p.Element(b2mml + "Value")!.Element(b2mml + "ValueString")!.Value == "20");
        Assert.Equal(2, root.Descendants(b2mml + "RecipeElementType").Count(e => e.Element(b2mml + "RecipeElementType")?.Value == "Phase"));
        Assert.Contains(root.Descendants(b2mml + "DelimitedData"), d => d.Value.StartsWith("2026-03-02T06:00:00Z,20\n", StringComparison.Ordinal));
        Assert.Contains(root.Descendants(b2mml + "MessageText"), m => m.Value.StartsWith("<script>‹U+0000›‹U+0001›‹U+202E› ]]>", StringComparison.Ordinal));
    }

    /// <summary>The schema is MESA's (B2MML V0701, free of charge); where its folder is given, the file is held against it.</summary>
    [Fact]
    public void BatchML_is_valid_by_the_schema_of_MESA()
    {
        string? folder = Environment.GetEnvironmentVariable("TITER_B2MML_SCHEMA");
        Assert.SkipWhen(folder is null, "TITER_B2MML_SCHEMA does not name the folder Schema of B2MML V0701.");
        var schemas = new XmlSchemaSet { XmlResolver = new XmlUrlResolver() };
        schemas.Add(BatchMlForm.Namespace, Path.Combine(folder, "BatchML-BatchProductionRecord.xsd"));
        string good = Encoding.UTF8.GetString(BatchMlForm.Bytes(Full().Record()));
        Assert.Empty(Problems(good));
        Assert.NotEmpty(Problems(good.Replace("<RecordStatus>", "<Recordstatus>", StringComparison.Ordinal).Replace("</RecordStatus>", "</Recordstatus>", StringComparison.Ordinal)));

        List<string> Problems(string xml)
        {
            var found = new List<string>();
            var settings = new XmlReaderSettings { ValidationType = ValidationType.Schema, Schemas = schemas, ValidationFlags = XmlSchemaValidationFlags.ReportValidationWarnings };
            settings.ValidationEventHandler += (_, e) => found.Add(e.Message);
            using XmlReader reader = XmlReader.Create(new StringReader(xml), settings);
            while (reader.Read()) { }
            return found;
        }
    }

    private TestBatch Full()
    {
        _batch.Write(glucose: k => k is >= 60 and < 72 ? 26 : 20, more:
    [
        (4, TestBatch.Of(0, EventKind.Alarm, "alarm.raised", Nasty, ("alarm", "pH.high")) with { Severity = Severity.Medium }),
        (8, TestBatch.Of(0, EventKind.Alarm, "alarm.cleared", "pH is good.", ("alarm", "pH.high"))),
        (9, TestBatch.Of(0, EventKind.Operator, "setpoint.moved", Nasty, ("old", "20"), ("new", Nasty), ("reason", Nasty)).By(TestBatch.Ada)),
        (11, TestBatch.Of(0, EventKind.Detection, "lag.ended", "The lag has ended.")),
        (12, TestBatch.Of(0, EventKind.Ladder, "ladder.down", "Down.", ("to", "hold"))),
        ]);
        using var signing = new RecordSigning(SqliteRecord.OpenForAppend(_batch[""], _batch.Signer()), "batch", RecordConformance.SignedRun.Clock);
        signing.Assess(new Person("id-rut", Nasty), ["quality"], signing.Ledger.Alarms.Keys, Nasty, ContentHash.Of("shown"));
        return _batch;
    }

    private static IEnumerable<string> Names(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().Where(p => p.Name != "@context").SelectMany(p => (IEnumerable<string>)[p.Name, .. Names(p.Value)]),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Names),
        _ => [],
    };
}
