using Titer.Plant.Running;
using Titer.Records;
using Titer.Records.BatchRecords;
using Titer.Records.Signatures;

namespace Titer.App.Commands.Signing;

/// <summary>What is before a person who signs a run: its batch record, up to an entry.</summary>
/// <param name="Document">SHA-256 of the batch record's JSON, as <c>titer record RUN --json</c> writes it.</param>
internal sealed record ShownRun(string Title, string Document, IReadOnlyList<ExceptionFinding> Exceptions)
{
    private const int MostExceptions = 20;

    /// <exception cref="Core.InputException">It is not the record of a run.</exception>
    public static ShownRun Of(IRecord record, string name, long upto = long.MaxValue)
    {
        RunHeader header = RunHeader.ReadFrom(record, name);
        BatchRecord made = BatchRecord.Of(record, header.Kind.Layout(header), PlannedBatch.Of(header), upto);
        return new ShownRun($"{header.Recipe().Name} {header.Recipe().Version}", made.Hash, made.Exceptions);
    }

    public void Print(RecordSigning signing, TextWriter to)
    {
        to.WriteLine($"Run               {Visible.Of(Title)}");
        to.WriteLine($"Record            {signing.Verification}");
        to.WriteLine($"Batch record      {Document} (SHA-256 of its JSON; 'titer record' writes it to be read)");
        to.WriteLine(Exceptions.Count == 0 ? "Exceptions        none: everything was as planned" : $"Exceptions        {Exceptions.Count} not as planned");
        foreach (ExceptionFinding e in Exceptions.Take(MostExceptions))
            to.WriteLine($"  {e.Severity,-11}     {(e.Count > 1 ? $"{e.Count} times: " : "")}{Visible.Of(e.What)}");
        if (Exceptions.Count > MostExceptions) to.WriteLine($"  and {Exceptions.Count - MostExceptions} more in the batch record");
        foreach (Signature s in signing.Ledger.Signatures) to.WriteLine($"Signature {s.Number,-7} {SignaturesCommand.Line(s)}");
    }
}
