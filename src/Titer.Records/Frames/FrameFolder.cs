using Microsoft.Win32.SafeHandles;

namespace Titer.Records;

/// <summary>Frame files as files, in the folder <c>frames</c> beside a record. What a name leads to is believed only when it is a plain file of the
/// size that the entry says.</summary>
internal sealed class FrameFolder(string folder)
{
    public const string Name = "frames";

    private readonly string _folder = System.IO.Path.Combine(folder, Name);

    /// <summary>Keeps content under its name: whole, and on the disk, when it returns.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Keep(string name, ReadOnlySpan<byte> content)
    {
        string file = Path.Combine(_folder, name), beside = file + ".part";
        try
        {
            Directory.CreateDirectory(_folder);
            if (IsPlain(file) && new FileInfo(file).Length == content.Length)
            {
                // An earlier process may have ended before it had synced it.
                using SafeFileHandle kept = File.OpenHandle(file, FileMode.Open, FileAccess.ReadWrite);
                RandomAccess.FlushToDisk(kept);
            }
            else
            {
                File.Delete(beside);
                using (var stream = new FileStream(beside, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1))
                {
                    stream.Write(content);
                    stream.Flush(flushToDisk: true);
                }
                File.Move(beside, file, overwrite: true);
            }
            DurableFolder.Sync(_folder);
            DurableFolder.Sync(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{file}: the frame could not be written: {e.Message.TrimEnd('.')}.", e);
        }
    }

    /// <exception cref="InvalidDataException">There is no plain file of this name and size, or it cannot be read.</exception>
    public byte[] Read(string name, int bytes)
    {
        string file = Path.Combine(_folder, name);
        try
        {
            if (!IsPlain(file)) throw new InvalidDataException($"The frame file {name} is missing.");
            long length = new FileInfo(file).Length;
            if (length != bytes) throw new InvalidDataException($"The frame file {name} has {length} bytes, and its entry says {bytes}.");
            byte[] content = GC.AllocateUninitializedArray<byte>(bytes);
            using FileStream stream = File.OpenRead(file);
            stream.ReadExactly(content);
            return content;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"The frame file {name} cannot be read: {e.Message.TrimEnd('.')}.");
        }
    }

    /// <summary>Takes files away that are kept elsewhere, and the folder when nothing else is in it.</summary>
    /// <exception cref="IOException">They cannot be removed.</exception>
    public void Remove(IEnumerable<string> names)
    {
        if (!Directory.Exists(_folder) || new DirectoryInfo(_folder).LinkTarget is not null) return;
        foreach (string name in names) File.Delete(Path.Combine(_folder, name));
        if (!Directory.EnumerateFileSystemEntries(_folder).Any()) Directory.Delete(_folder);
    }

    /// <summary>What lies in the folder, of whatever name; empty when there is none.</summary>
    public IEnumerable<string> Names() => Directory.Exists(_folder) ? Directory.EnumerateFileSystemEntries(_folder).Select(f => Path.GetFileName(f)) : [];

    // Neither a link, in the place of the folder or in it, nor a folder; pipes and devices have no length and fail by that.
    private bool IsPlain(string file) => File.Exists(file) && new FileInfo(file).LinkTarget is null && new DirectoryInfo(_folder).LinkTarget is null;
}
