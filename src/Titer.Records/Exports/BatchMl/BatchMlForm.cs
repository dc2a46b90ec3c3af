using System.Globalization;
using System.Xml;
using Titer.Records.BatchRecords;
using Titer.Records.Documents;
using Titer.Records.Reports;

namespace Titer.Records.Exports;

/// <summary>
/// The batch record as BatchML: an element <c>BatchProductionRecord</c> of B2MML V0701 (MESA International; ANSI/ISA-88.00.04, batch production records).
/// Trends are data sets, everything that happened are events, what ran are recipe elements. "The Business To Manufacturing Markup Language (B2MML) is used
/// courtesy of MESA International."
/// </summary>
public static class BatchMlForm
{
    public const string Namespace = "http://www.mesa.org/xml/B2MML";

    public static byte[] Bytes(BatchRecord batch)
    {
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, new XmlWriterSettings { Indent = true, NewLineChars = "\n" }))
        {
            BatchTrace trace = batch.Trace;
            xml.WriteStartElement("BatchProductionRecord", Namespace);
            Text(xml, "ID", batch.Number);
            Entry(xml, trace.Verification.Head, "Batch Production Record", trace.End, batch.Document.Title);
            Text(xml, "EquipmentScope", batch.Plan.EquipmentName);
            Text(xml, "CreationDate", Time(trace.End));
            Text(xml, "BatchID", batch.Number);
            Text(xml, "EquipmentID", batch.Plan.EquipmentName);
            Text(xml, "Language", "en");
            Text(xml, "MaterialDefinitionID", batch.Plan.Recipe);
            Text(xml, "RecordStatus", !trace.Verification.Ok ? "broken" : trace.Last("run.completed") is null ? "not completed" : "completed");
            Text(xml, "Version", batch.Hash);
            BatchMlParts.Comments(xml, trace);
            BatchMlParts.DataSets(xml, batch);
            BatchMlParts.Events(xml, trace);
            BatchMlParts.People(xml, trace);
            BatchMlParts.Elements(xml, batch);
            xml.WriteEndElement();
        }
        return bytes.ToArray();
    }

    /// <summary>The group of elements that every part of a batch production record begins with.</summary>
    internal static void Entry(XmlWriter xml, string id, string type, DateTimeOffset time, string description)
    {
        Text(xml, "EntryID", id);
        Text(xml, "ObjectType", type);
        Text(xml, "TimeStamp", Time(time));
        Text(xml, "Description", description);
    }

    /// <summary>An element of text; characters that XML cannot hold are written out by their numbers.</summary>
    internal static void Text(XmlWriter xml, string name, string text) => xml.WriteElementString(name, Namespace, Printed.Safe(text));

    internal static string Time(DateTimeOffset time) => XmlConvert.ToString(time.UtcDateTime, XmlDateTimeSerializationMode.Utc);

    internal static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
