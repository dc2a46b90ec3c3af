using Titer.Records.Documents;
using Titer.Records.Reports;

namespace Titer.Records.BatchRecords;

/// <summary>Chips, calibrations and models that took part, with their hashes.</summary>
internal static class ChipSection
{
    public static void Write(DocumentBuilder document, BatchTrace trace)
    {
        document.Section("Chips and calibrations");
        if (trace.Chips.Count > 0)
            document.Table(["Chip", "#Read-outs", "#Missing", "First (UTC)", "Last (UTC)", "Raw values"], [.. trace.Chips.Select(c => (object[])
                [c.Key, c.Value.Frames, c.Value.Lost, Printed.Clock(c.Value.First), Printed.Clock(c.Value.Last), string.Join(", ", c.Value.Channels.Take(12)) + (c.Value.Channels.Count > 12 ? " …" : "")])]);
        if (RunSections.Artefacts(trace) is { Count: > 0 } artefacts)
        {
            document.Heading("Recipe, equipment and calibrations, by content hash (SHA-256)");
            document.Pairs(artefacts);
        }
        if (trace.Models.Count == 0) return;
        document.Heading("Models with their parameters, by content hash");
        document.Pairs(trace.Models.Select(m => (m.Key, m.Value.Count == 1 ? m.Value.First()
            : $"{m.Value.Count} different ones, for parameters were estimated anew; each estimate in the record names its own")));
    }
}
