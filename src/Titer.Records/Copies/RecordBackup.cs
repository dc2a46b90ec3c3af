using Titer.Core;

namespace Titer.Records;

/// <summary>Copies a record into a file that is a record itself, with its frame files in <c>frames</c> beside it: what is committed, also while it is
/// being written.</summary>
public static class RecordBackup
{
    /// <summary>Copies and verifies the copy. A file that is there is not overwritten; a copy that does not verify does not stay.</summary>
    /// <param name="from">The record; a file is copied by its pages, every other store entry by entry: the same bytes and the same head.</param>
    /// <returns>What the check of the copy found.</returns>
    /// <exception cref="InputException">The file is there, or cannot be written, or the record cannot be opened.</exception>
    /// <exception cref="IOException">A storage failed.</exception>
    public static Verification Write(RecordPlace from, string file)
    {
        if (File.Exists(file) || Directory.Exists(file))
            throw new InputException(file, "there is already something of this name; a record is never overwritten.");
        string beside = file + ".part", folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        try
        {
            Remove(beside);
            Verification found = Copy(from, beside);
            if (found.Ok)
            {
                File.Move(beside, file, overwrite: false);
                DurableFolder.Sync(folder);
            }
            return found;
        }
        catch (Exception e) when (e is UnauthorizedAccessException or DirectoryNotFoundException)
        {
            throw new InputException(file, $"the file cannot be written: {e.Message.ReplaceLineEndings(" ").TrimEnd('.')}.");
        }
        finally
        {
            if (Directory.Exists(folder)) Remove(beside);
        }
    }

    private static Verification Copy(RecordPlace from, string file)
    {
        using IRecord record = from.Open();
        if (record is not SqliteRecord pages)
        {
            using SqliteRecord copy = SqliteRecord.Create(file);
            if (copy.TakeOver(record) is { } broken) return broken;
        }
        else
        {
            pages.CopyTo(file);
            using SqliteRecord copy = SqliteRecord.Open(file);
            // With the frame files where they are, so that of a broken record none is copied.
            ChainCheck check = ChainVerifier.Check(copy, files: record);
            if (!check.Result.Ok || check.FrameFiles.Count == 0) return check.Result;
            copy.KeepFiles(check.FrameFiles, record);
        }
        return ChainVerifier.Verify(file);
    }

    // What a failed copy leaves of SQLite's own files goes with it.
    private static void Remove(string file)
    {
        foreach (string part in SqliteRecord.FilesOf(file)) File.Delete(part);
    }
}
