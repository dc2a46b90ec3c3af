using System.Text;
using Titer.Core;

namespace Titer.Records;

/// <summary>Writes a record into one file that can be read, verified and replayed without its store. The same record gives the same bytes.</summary>
public static class RecordExport
{
    /// <summary>Writes what is committed, and checks it on the way.</summary>
    /// <returns>What the check found; when it is not sound, what was written is no export and its reader says so.</returns>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    /// <exception cref="InputException">The record has frame files, which only an archive can hold.</exception>
    public static Verification Write(IRecord record, Stream to)
    {
        ChainCheck check = Lines(record, to);
        return check.FrameFiles.Count == 0 || !check.Result.Ok ? check.Result
            : throw new InputException("this record has large frames, which are files of their own; give the export a name that ends with .zip.");
    }

    /// <summary>Writes the lines, and leaves the frame files that they name to the caller.</summary>
    internal static ChainCheck Lines(IRecord record, Stream to)
    {
        var check = new ChainCheck();
        using var buffered = new BufferedStream(to, 1 << 16);
        try
        {
            // A run that goes on meanwhile: its checkpoints are read first, and its entries as far as there are any.
            Seals seals = record.Seals();
            check = new ChainCheck(seals, null, record);
            Text(buffered, ExportForm.First());
            for (int i = 0; i < seals.Keys.Length; i++) Text(buffered, ExportForm.Line(i + 1, seals.Keys[i]));
            foreach (Checkpoint checkpoint in seals.Checkpoints) Text(buffered, ExportForm.Line(checkpoint));
            foreach (Entry entry in record.Read())
            {
                if (check.Accept(entry) is null) break;
                Text(buffered, ExportForm.Head(entry));
                if (ExportForm.IsBinary(entry.Kind)) Text(buffered, $"\"{Convert.ToBase64String(entry.Payload.Span)}\"");
                else buffered.Write(entry.Payload.Span);
                buffered.Write("}\n"u8);
            }
            if (record.StorageFault() is { } fault) check.Break(fault);
        }
        catch (InputException e)
        {
            check.Break(e.Message);
        }
        Verification found = check.Result;
        if (found.Ok) Text(buffered, ExportForm.Last(found.Entries, found.Head));
        return check;
    }

    private static void Text(Stream to, string line) => to.Write(Encoding.ASCII.GetBytes(line));
}
