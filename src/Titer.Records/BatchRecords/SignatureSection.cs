using Titer.Core;
using Titer.Records.Documents;
using Titer.Records.Reports;
using Titer.Records.Signatures;

namespace Titer.Records.BatchRecords;

/// <summary>Electronic signatures in this record (21 CFR 11.50: printed name, time, meaning), those that were made void included.</summary>
internal static class SignatureSection
{
    public static void Write(DocumentBuilder document, BatchTrace trace)
    {
        document.Section("Signatures");
        List<Event> signatures = trace.Events.FindAll(e => e.Kind == EventKind.Signature);
        if (signatures.Count == 0)
        {
            document.Paragraph("This record holds no signature.");
            return;
        }
        document.Table(["#Entry", "UTC", "Who", "Role", "Meaning", "Comment or reason", "#Signed up to entry", "Document signed (SHA-256)"],
            [.. signatures.Select(e => (object[])
            [
                trace.Numbers[e], Printed.Clock(e.Time), PeopleSection.Who(e), Of(e, "role"), Meaning(e),
                Of(e, "comment").Length > 0 ? Of(e, "comment") : Of(e, "reason"), Of(e, "entry"), Of(e, "document"),
            ])]);
    }

    private static Cell Meaning(Event signature) => signature.Code == Signature.Voided
        ? new Cell($"void: {Of(signature, "signature")}", Tone.Warn)
        : new Cell(AlarmAssessment.Of(signature) is not { } assessment ? Of(signature, "meaning")
            : assessment.Alarms is [var one] ? $"assessed: alarm {one}" : $"assessed: {assessment.Alarms.Length} alarms");

    private static string Of(Event signature, string key) => signature.Data.GetValueOrDefault(key, "");
}
