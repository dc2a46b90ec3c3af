using Titer.Plant.Running;
using Titer.Records;
using Titer.Records.BatchRecords;

namespace Titer.App.Signing;

/// <summary>What is before a person who signs a run: its batch record, up to an entry.</summary>
/// <param name="Document">SHA-256 of the batch record's JSON, as <c>titer record RUN --json</c> writes it.</param>
internal sealed record ShownRun(string Title, string Document, IReadOnlyList<ExceptionFinding> Exceptions)
{
    /// <exception cref="Core.InputException">It is not the record of a run.</exception>
    public static ShownRun Of(IRecord record, string name, long upto = long.MaxValue)
    {
        RunHeader header = RunHeader.ReadFrom(record, name);
        BatchRecord made = BatchRecord.Of(record, header.Kind.Layout(header), PlannedBatch.Of(header), upto);
        return new ShownRun($"{header.Recipe().Name} {header.Recipe().Version}", made.Hash, made.Exceptions);
    }
}
