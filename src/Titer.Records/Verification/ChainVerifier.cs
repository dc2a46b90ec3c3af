using Titer.Core;

namespace Titer.Records;

/// <summary>
/// Checks a record from its first entry to its last: numbers without gaps, each previous hash, each hash over the content,
/// each payload readable, and the structure of the storage. Any change to an entry, any entry removed, inserted or
/// exchanged before the end is found. What no chain can show by itself is that its end was cut off, or that somebody
/// who can write the file recomputed all of it; against the first see <see cref="Verification.Completed"/> and the
/// checkpoints, against both the fingerprint of the key that signs them, or the head hash, noted outside of the record.
/// </summary>
public static class ChainVerifier
{
    /// <exception cref="InputException">There is no such file.</exception>
    /// <param name="trusted">Fingerprint of the key that must have signed; null to take the record's word for its keys.</param>
    public static Verification Verify(string path, string? trusted = null)
    {
        string file = SqliteRecord.FileOf(path);
        if (!File.Exists(file)) throw new InputException(file, "there is no such record.");
        try
        {
            using IRecord record = RecordPlace.Of(file).Open();
            return Verify(record, trusted);
        }
        catch (InputException e)
        {
            var check = new ChainCheck();
            check.Break(e.Message);
            return check.Result;
        }
    }

    /// <inheritdoc cref="Verify(string, string)"/>
    public static Verification Verify(IRecord record, string? trusted = null)
    {
        ChainCheck check = Check(record, trusted);
        return check.Result is { Ok: true } found ? found with { Unnamed = Unnamed(record, check) } : check.Result;
    }

    /// <summary>The check after the last entry, or after the first broken one, with what people signed up to there.</summary>
    /// <inheritdoc cref="Verify(string, string)" path="/param"/>
    /// <param name="files">Holds the frame files; null when the record itself does.</param>
    public static ChainCheck Check(IRecord record, string? trusted = null, IRecord? files = null)
    {
        // Somebody may sign while it is read: then it is read again, with the checkpoint that came with the signature.
        ChainCheck check = Once(record, trusted, files ?? record);
        return check.Outruns && record.Seals().Checkpoints.LastOrDefault()?.Entry > check.Result.Entries ? Once(record, trusted, files ?? record) : check;
    }

    private static int Unnamed(IRecord record, ChainCheck check)
    {
        try
        {
            return record.FrameFiles().Count(name => !check.FrameFiles.ContainsKey(name));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    private static ChainCheck Once(IRecord record, string? trusted, IRecord files)
    {
        var check = new ChainCheck();
        try
        {
            check = new ChainCheck(record.Seals(), trusted, files);
            foreach (Entry entry in record.Read())
                if (check.Accept(entry) is null) return check;
            if (record.StorageFault() is { } fault) check.Break(fault);
        }
        catch (InputException e)
        {
            check.Break(e.Message);
        }
        return check;
    }
}
