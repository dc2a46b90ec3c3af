using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Titer.Records;

/// <summary>A new name in a folder is on the disk when the folder is (POSIX fsync); Windows keeps names by itself.</summary>
public static class DurableFolder
{
    /// <summary>Waits until the names in a folder are on the disk. A folder that may not be opened is left to the file system.</summary>
    /// <exception cref="IOException">The disk refused it.</exception>
    public static void Sync(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        using SafeFileHandle handle = OpenForReading(folder.Length == 0 ? "." : folder, 0);
        if (!handle.IsInvalid) RandomAccess.FlushToDisk(handle);
    }

    // File.OpenHandle refuses folders.
    [DllImport("libc", EntryPoint = "open", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true, SetLastError = true)]
    private static extern SafeFileHandle OpenForReading([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);
}
