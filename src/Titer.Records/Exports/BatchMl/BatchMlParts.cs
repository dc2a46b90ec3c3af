using System.Globalization;
using System.Text;
using System.Xml;
using Titer.Core;
using Titer.Records.BatchRecords;
using Titer.Records.Documents;
using Titer.Records.Reports;
using Titer.Records.Signatures;

namespace Titer.Records.Exports;

/// <summary>The parts of a batch production record, each in the order that the schema wants.</summary>
internal static class BatchMlParts
{
    /// <summary>What people said about alarms.</summary>
    public static void Comments(XmlWriter xml, BatchTrace trace)
    {
        List<Event> said = trace.Events.FindAll(e => e.Code == AlarmAssessment.Assessed);
        if (said.Count == 0) return;
        Start(xml, "Comments");
        foreach (Event comment in said)
        {
            Start(xml, "Comment");
            BatchMlForm.Entry(xml, EntryOf(trace, comment), "Comment", comment.Time, comment.Message);
            BatchMlForm.Text(xml, "RecordReference", comment.Data.GetValueOrDefault("of", ""));
            BatchMlForm.Text(xml, "CommentText", comment.Data.GetValueOrDefault("comment") is { Length: > 0 } text ? text : comment.Message);
            BatchMlForm.Text(xml, "PersonID", PeopleSection.Who(comment));
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    /// <summary>The lines and points of the trends, as comma-separated lines of time and value, with the edges of a band as two values.</summary>
    public static void DataSets(XmlWriter xml, BatchRecord batch)
    {
        List<(Figure Figure, FigureSeries Series, Unit Unit)> all = [.. batch.Document.Sections.SelectMany(s => s.Blocks).OfType<Figure>()
            .Where(f => f.Drawing is TrendDrawing).SelectMany(f => f.Drawing.Series().Where(s => s.Values.Length > 0)
                .Select(s => (f, s, ((TrendDrawing)f.Drawing).Unit)))];
        if (all.Count == 0) return;
        Start(xml, "DataSets");
        for (int i = 0; i < all.Count; i++)
        {
            (Figure figure, FigureSeries series, Unit unit) = all[i];
            Start(xml, "DataSet");
            BatchMlForm.Entry(xml, $"trend-{i + 1}", "Data Set", batch.Trace.End, $"{figure.Title}: {series.Kind} of {series.Tag}");
            BatchMlForm.Text(xml, "TrendSystemReference", batch.Trace.Verification.Head);
            BatchMlForm.Text(xml, "StartTime", BatchMlForm.Time(batch.Trace.Start));
            BatchMlForm.Text(xml, "EndTime", BatchMlForm.Time(batch.Trace.End));
            Tag(xml, 1, "dateTime", "", "time", "UTC");
            Tag(xml, 2, "double", unit.Code, series.Tag, series.Upper.Length > 0 ? $"{series.Kind}, lower edge" : series.Kind);
            if (series.Upper.Length > 0) Tag(xml, 3, "double", unit.Code, series.Tag, $"{series.Kind}, upper edge");
            Start(xml, "DelimitedDataBlock");
            BatchMlForm.Text(xml, "TagDelimiter", ",");
            BatchMlForm.Text(xml, "OrderDelimiter", "\n");
            xml.WriteElementString("DelimitedData", BatchMlForm.Namespace, Lines(batch.Trace, series));
            xml.WriteEndElement();
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    public static void Events(XmlWriter xml, BatchTrace trace)
    {
        if (trace.Events.Count == 0) return;
        Start(xml, "Events");
        foreach (Event happened in trace.Events)
        {
            Start(xml, "Event");
            BatchMlForm.Entry(xml, EntryOf(trace, happened), "Event", happened.Time, happened.Code);
            Start(xml, "EventType");
            (string type, string sub) = TypeOf(happened);
            if (type == "Other") xml.WriteAttributeString("OtherValue", happened.Kind.ToString());
            xml.WriteString(type);
            xml.WriteEndElement();
            BatchMlForm.Text(xml, "EventSubType", sub);
            BatchMlForm.Text(xml, "EquipmentID", happened.Source);
            if (happened.Data.TryGetValue("new", out string? now)) Value(xml, "Value", now);
            if (happened.Data.TryGetValue("old", out string? before)) Value(xml, "PreviousValue", before);
            BatchMlForm.Text(xml, "MessageText", happened.Message);
            if (PeopleSection.Who(happened) is { Length: > 0 } who) BatchMlForm.Text(xml, "PersonID", who);
            if (happened.Data.TryGetValue("phase", out string? phase)) BatchMlForm.Text(xml, "ProceduralElementReference", phase);
            BatchMlForm.Text(xml, "Category", happened.Severity.ToString());
            if (type == "Alarm")
            {
                Start(xml, "AlarmData");
                BatchMlForm.Text(xml, "AlarmEvent", happened.Code);
                BatchMlForm.Text(xml, "AlarmType",
                    happened.Data.GetValueOrDefault("alarm") ?? happened.Data.GetValueOrDefault("interlock") ?? happened.Code);
                BatchMlForm.Text(xml, "Priority", happened.Severity.ToString());
                xml.WriteEndElement();
            }
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    public static void People(XmlWriter xml, BatchTrace trace)
    {
        List<Event> first = [.. trace.Events.Where(e => PeopleSection.Who(e).Length > 0).DistinctBy(PeopleSection.Who)];
        if (first.Count == 0) return;
        Start(xml, "PersonnelIdentification");
        foreach (Event act in first)
        {
            Start(xml, "PersonnelIdentificationManifest");
            BatchMlForm.Entry(xml, EntryOf(trace, act), "Personnel Identification Manifest", act.Time, "first act in this record");
            BatchMlForm.Text(xml, "RecordReference", EntryOf(trace, act));
            BatchMlForm.Text(xml, "Name", PeopleSection.Who(act));
            BatchMlForm.Text(xml, "ChangeIndication", "none");
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    /// <summary>The formula with the recipe, then each phase as it ran.</summary>
    public static void Elements(XmlWriter xml, BatchRecord batch)
    {
        Start(xml, "RecipeElements");
        Start(xml, "RecipeElementRecord");
        BatchMlForm.Entry(xml, "recipe", "Recipe Element", batch.Trace.Start, batch.Plan.Product);
        Start(xml, "RecipeElementType");
        BatchMlForm.Text(xml, "ID", batch.Plan.Recipe);
        BatchMlForm.Text(xml, "Version", batch.Plan.Version);
        BatchMlForm.Text(xml, "RecipeElementType", "Procedure");
        foreach (PlannedParameter parameter in batch.Plan.Formula)
        {
            Start(xml, "Parameter");
            BatchMlForm.Text(xml, "ID", parameter.Name);
            if (parameter.Description.Length > 0) BatchMlForm.Text(xml, "Description", parameter.Description);
            BatchMlForm.Text(xml, "ParameterType", "ProcessParameter");
            Start(xml, "Value");
            BatchMlForm.Text(xml, "ValueString", BatchMlForm.Number(parameter.Value));
            BatchMlForm.Text(xml, "DataInterpretation", "Constant");
            BatchMlForm.Text(xml, "DataType", "double");
            BatchMlForm.Text(xml, "UnitOfMeasure", parameter.Unit.Code);
            xml.WriteEndElement();
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
        xml.WriteEndElement();
        foreach (PhaseRun phase in PhaseRun.Of(batch.Trace))
        {
            Start(xml, "RecipeElementRecord");
            BatchMlForm.Entry(xml, EntryOf(batch.Trace, phase.Started), "Recipe Element", phase.Started.Time,
                phase.Completed is { } ended ? $"{phase.Operation}: ended {BatchMlForm.Time(ended.Time)}, because {phase.Why}"
                    : $"{phase.Operation}: not completed");
            Start(xml, "RecipeElementType");
            BatchMlForm.Text(xml, "ID", phase.Phase);
            BatchMlForm.Text(xml, "RecipeElementType", "Phase");
            BatchMlForm.Text(xml, "ActualEquipmentID", batch.Plan.EquipmentName);
            xml.WriteEndElement();
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    private static (string Type, string Sub) TypeOf(Event happened) => happened.Kind switch
    {
        EventKind.Alarm or EventKind.Interlock => ("Alarm", "Process"),
        EventKind.Recipe => ("Procedural Execution", happened.Code == "state.changed" ? "State Change" : "Status Change"),
        EventKind.Operator when happened.Code == "confirm.requested" => ("Operator", "Prompt"),
        EventKind.Operator when happened.Code.StartsWith("confirm.", StringComparison.Ordinal) => ("Operator", "Prompt Response"),
        EventKind.Operator when happened.Code.StartsWith("intervention.", StringComparison.Ordinal) => ("Operator", "Other"),
        EventKind.Operator => ("Operator", "State Command"),
        EventKind.Ladder => ("Equipment", "Mode Change"),
        EventKind.Run => ("General", "System"),
        EventKind.Access => ("General", "Security"),
        _ => ("Other", "Message"),
    };

    private static string EntryOf(BatchTrace trace, Event happened) => trace.Numbers[happened].ToString(CultureInfo.InvariantCulture);

    private static void Tag(XmlWriter xml, int index, string type, string unit, string source, string description)
    {
        Start(xml, "TagSpecification");
        BatchMlForm.Text(xml, "TagIndex", index.ToString(CultureInfo.InvariantCulture));
        BatchMlForm.Text(xml, "DataType", type);
        BatchMlForm.Text(xml, "UnitOfMeasure", unit);
        BatchMlForm.Text(xml, "DataSource", source);
        BatchMlForm.Text(xml, "Description", description);
        xml.WriteEndElement();
    }

    private static void Value(XmlWriter xml, string name, string value)
    {
        Start(xml, name);
        BatchMlForm.Text(xml, "ValueString", value);
        BatchMlForm.Text(xml, "DataType", "string");
        BatchMlForm.Text(xml, "UnitOfMeasure", "");
        xml.WriteEndElement();
    }

    private static string Lines(BatchTrace trace, FigureSeries series)
    {
        var lines = new StringBuilder();
        for (int i = 0; i < series.Hours.Length; i++)
        {
            lines.Append(BatchMlForm.Time(trace.Start.AddHours(series.Hours[i]))).Append(',').Append(BatchMlForm.Number(series.Values[i]));
            if (series.Upper.Length > 0) lines.Append(',').Append(BatchMlForm.Number(series.Upper[i]));
            lines.Append('\n');
        }
        return lines.ToString();
    }

    private static void Start(XmlWriter xml, string name) => xml.WriteStartElement(name, BatchMlForm.Namespace);
}
