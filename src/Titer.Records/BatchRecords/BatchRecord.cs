using System.Globalization;
using Titer.Core;
using Titer.Records.Documents;
using Titer.Records.Reports;
using Titer.Records.Signatures;

namespace Titer.Records.BatchRecords;

/// <summary>
/// The batch record (21 CFR 211.188, EU GMP chapter 4.20): what quality reviews and signs, made from the record of a run and nothing else. Its first
/// page is the review by exception. <see cref="Json"/> is the form that signatures bind to.
/// </summary>
public sealed class BatchRecord
{
    private BatchRecord(ReportDocument document, BatchTrace trace, BatchPlan plan, ReportLayout layout, IReadOnlyList<ExceptionFinding> exceptions)
    {
        (Trace, Plan, Layout) = (trace, plan, layout);
        Json = JsonForm.Bytes(document);
        Hash = ContentHash.Of(Json);
        Document = document with { Foot = $"record {trace.Verification.Head}\ndocument {Hash}" };
        Figures = trace.Figures;
        Exceptions = exceptions;
    }

    /// <summary>The content, with the hashes of record and document as its foot.</summary>
    public ReportDocument Document { get; }

    /// <summary>The same entries give the same bytes, whenever and wherever.</summary>
    public byte[] Json { get; }

    /// <summary>SHA-256 of <see cref="Json"/>, 64 lower-case hexadecimal digits.</summary>
    public string Hash { get; }

    public ReportFigures Figures { get; }

    /// <summary>What people signed in the entries that this is made from.</summary>
    public SignatureLedger Signatures => Trace.Signatures;

    /// <summary>When the batch began and ended, by its record.</summary>
    public (DateTimeOffset Began, DateTimeOffset Ended) Time => (Trace.Start, Trace.End);

    internal BatchTrace Trace { get; }
    internal BatchPlan Plan { get; }
    internal ReportLayout Layout { get; }

    /// <summary>Names the batch: see <see cref="NumberOf"/>.</summary>
    public string Number => NumberOf(Trace);

    /// <summary>What was not as planned, worst first.</summary>
    public IReadOnlyList<ExceptionFinding> Exceptions { get; }

    /// <param name="upto">The last entry that counts: the document as it was when the record ended there, without what was signed since.</param>
    /// <exception cref="ArgumentException">A panel of the layout has a unit of another dimension than the record's values.</exception>
    public static BatchRecord Of(IRecord record, ReportLayout layout, BatchPlan plan, long upto = long.MaxValue)
    {
        BatchTrace trace = BatchTrace.Read(record, layout, upto);
        List<ExceptionFinding> exceptions = ExceptionReview.Of(trace, plan);
        var document = new DocumentBuilder();
        ReviewSection.Write(document, trace, exceptions);
        IdentitySection.Write(document, trace, plan, layout);
        MaterialsSection.Write(document, plan);
        RunSections.Result(document, trace);
        DoseSection.Steps(document, trace);
        ExecutionSection.Write(document, trace, plan);
        PeopleSection.Write(document, trace);
        CriticalSection.Write(document, trace);
        DeviationSection.Write(document, trace);
        EventSections.Ladder(document, trace);
        TrendSection.Write(document, trace, layout.Panels);
        DecisionSection.Write(document, trace, layout);
        EventSections.Findings(document, trace);
        ChipSection.Write(document, trace);
        RunSections.Measurements(document, trace);
        ConsistencySection.Write(document, trace);
        DoseSection.Models(document, trace);
        EventSections.Run(document, trace);
        SignatureSection.Write(document, trace);
        RunSections.Verification(document, trace);
        return new BatchRecord(ReportHead.Of("Batch record", layout, trace, document) with
        {
            IsNumbered = true, Running = Printed.Safe($"Batch {NumberOf(trace)} · {layout.Title}"),
        }, trace, plan, layout, exceptions);
    }

    /// <summary>Names a batch: the day it began and the first digits of the hash of its first entry, unless its record has a name of its
    /// own.</summary>
    internal static string NumberOf(BatchTrace trace) => trace.First("run.started")?.Data.GetValueOrDefault("batch") is { Length: > 0 } named ? named
        : trace.Origin.Length == 0 ? "none"
        : trace.Start.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture) + "-" + trace.Origin[..8];
}
