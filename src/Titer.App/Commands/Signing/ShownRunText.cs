using Titer.App.Signing;
using Titer.Records.BatchRecords;
using Titer.Records.Signatures;

namespace Titer.App.Commands.Signing;

/// <summary>What a person signs, on the terminal.</summary>
internal static class ShownRunText
{
    private const int MostExceptions = 20;

    public static void Print(ShownRun shown, RecordSigning signing, TextWriter to)
    {
        to.WriteLine($"Run               {Visible.Of(shown.Title)}");
        to.WriteLine($"Record            {signing.Verification}");
        to.WriteLine($"Batch record      {shown.Document} (SHA-256 of its JSON; 'titer record' writes it to be read)");
        to.WriteLine(shown.Exceptions.Count == 0 ? "Exceptions        none: everything was as planned" : $"Exceptions        {shown.Exceptions.Count} not as planned");
        foreach (ExceptionFinding e in shown.Exceptions.Take(MostExceptions))
            to.WriteLine($"  {e.Severity,-11}     {(e.Count > 1 ? $"{e.Count} times: " : "")}{Visible.Of(e.What)}");
        if (shown.Exceptions.Count > MostExceptions) to.WriteLine($"  and {shown.Exceptions.Count - MostExceptions} more in the batch record");
        foreach (Signature s in signing.Ledger.Signatures) to.WriteLine($"Signature {s.Number,-7} {SignaturesCommand.Line(s)}");
    }
}
