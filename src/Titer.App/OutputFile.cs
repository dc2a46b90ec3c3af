using Microsoft.Win32.SafeHandles;
using Titer.Core;

namespace Titer.App;

/// <summary>A file that a command writes because it was asked to. It is whole or it is not there: half a file never stands in for one.</summary>
internal static class OutputFile
{
    /// <exception cref="InputException">The file cannot be written where it was asked for.</exception>
    public static void Write(string file, Action<Stream> write)
    {
        if (Directory.Exists(file)) throw new InputException(file, "This is a folder, and the output needs the name of a file.");
        if (Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder && !Directory.Exists(folder))
            throw new InputException(file, "The file cannot be written: its folder does not exist.");
        string beside = file + ".part";
        try
        {
            using (FileStream stream = File.Create(beside)) write(stream);
            // On the disk before it has its name: an archive may soon be all that is left of a record.
            using (SafeFileHandle written = File.OpenHandle(beside, FileMode.Open, FileAccess.ReadWrite)) RandomAccess.FlushToDisk(written);
            File.Move(beside, file, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new InputException(file, $"The file cannot be written: {e.Message.ReplaceLineEndings(" ").TrimEnd('.')}.");
        }
        finally
        {
            File.Delete(beside);
        }
    }

    public static void WriteText(string file, string text) => Write(file, stream =>
    {
        using var writer = new StreamWriter(stream);
        writer.Write(text);
    });
}
