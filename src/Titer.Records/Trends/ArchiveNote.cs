using Titer.Core;

namespace Titer.Records;

/// <summary>What stays on line about a record that was archived.</summary>
/// <param name="Head">Hash of its last entry, 64 lower-case hexadecimal digits.</param>
/// <param name="Begin">Time of its first entry.</param>
/// <param name="File">Where the archive was written, as a full path.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">Its SHA-256, 64 lower-case hexadecimal digits.</param>
public sealed record ArchiveNote(long Entries, string Head, DateTimeOffset Begin, string File, long Bytes, string Sha256)
{
    /// <summary>The note of an exported record.</summary>
    /// <exception cref="InputException">The file cannot be read.</exception>
    public static ArchiveNote Of(string file, Verification found)
    {
        using ExportedRecord record = ExportedRecord.Open(file);
        DateTimeOffset begin = record.Read().First().Time;
        return new ArchiveNote(found.Entries, found.Head, begin, Path.GetFullPath(file), new FileInfo(file).Length, HashOf(file));
    }

    /// <summary>Whether a file is the archive, byte for byte.</summary>
    public bool Is(string file) => new FileInfo(file).Length == Bytes && HashOf(file) == Sha256;

    private static string HashOf(string file)
    {
        using FileStream stream = System.IO.File.OpenRead(file);
        return Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(stream));
    }
}
