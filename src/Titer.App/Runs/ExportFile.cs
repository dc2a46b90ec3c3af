using Titer.Core;
using Titer.Records;

namespace Titer.App.Runs;

/// <summary>The file that a record is exported or archived into: lines, or an archive with the frame files when its name ends with .zip.</summary>
internal static class ExportFile
{
    /// <summary>Writes a file that is whole and on the disk, or is not there. One that is there is not overwritten.</summary>
    /// <returns>What the check on the way found; only when it is sound is there a file.</returns>
    /// <exception cref="InputException">There is something of this name, or it cannot be written, or has to be an archive.</exception>
    public static Verification Write(string path, IRecord record)
    {
        if (File.Exists(path)) throw new InputException(path, "there is already a file of this name; a record is never overwritten.");
        Verification? found = null;
        bool asArchive = path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase);
        OutputFile.Write(path, stream => found = asArchive ? ExportArchive.Write(record, stream) : RecordExport.Write(record, stream));
        if (!found!.Ok) File.Delete(path);
        return found;
    }
}
