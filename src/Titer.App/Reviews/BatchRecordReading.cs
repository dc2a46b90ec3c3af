using Titer.Core;
using Titer.Plant.Running;
using Titer.Records;
using Titer.Records.BatchRecords;

namespace Titer.App.Reviews;

/// <summary>Makes the batch record of a run's folder, and what the review shows of it.</summary>
internal static class BatchRecordReading
{
    /// <exception cref="InputException">It is not the record of a batch, or cannot be read.</exception>
    public static (BatchRecord Made, string Title) Of(IRecord record, string name)
    {
        RunHeader header = RunHeader.ReadFrom(record, name);
        return (BatchRecord.Of(record, header.Kind.Layout(header), PlannedBatch.Of(header)), $"{header.Recipe().Name} {header.Recipe().Version}");
    }

    /// <summary>What there is to review, without what the trail says.</summary>
    /// <inheritdoc cref="Of" path="/exception"/>
    public static RunReview Review(IRecord record, string name)
    {
        (BatchRecord made, string title) = Of(record, name);
        Verification verification = made.Figures.Verification;
        return new RunReview(name, ReviewStates.Of(verification, made.Signatures))
        {
            Title = title, Number = made.Number, Began = made.Time.Began, Ended = made.Time.Ended,
            Exceptions = made.Exceptions.Count, Worst = made.Exceptions.Count == 0 ? Severity.Information : made.Exceptions.Max(e => e.Severity),
            Verification = verification, Document = made.Hash, FirstPage = made.Document.Sections[0].Blocks, Ledger = made.Signatures,
        };
    }
}
