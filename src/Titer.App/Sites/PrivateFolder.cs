using Titer.Core;

namespace Titer.App.Sites;

/// <summary>Folders and files for the eyes of their owner alone. Modes are those of Unix; Windows has the rights of the folder above.</summary>
internal static class PrivateFolder
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
        Writers = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <summary>Makes the folder with mode 700, and gives that mode to one that is there already.</summary>
    public static void Create(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
            return;
        }
        Directory.CreateDirectory(folder, Owner);
        File.SetUnixFileMode(folder, Owner);
    }

    /// <summary>Refuses a file that others can read, write, or exchange because its folder is theirs to write in.</summary>
    /// <exception cref="InputException">They can.</exception>
    public static void Require(string file)
    {
        if (OperatingSystem.IsWindows()) return;
        if ((File.GetUnixFileMode(file) & ~Owner) != 0)
            throw new InputException(file, "others may read or write this file; take their rights away (chmod 600).");
        string folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        if ((File.GetUnixFileMode(folder) & Writers) != 0)
            throw new InputException(folder, "others may write in this folder; take their rights away (chmod 700).");
    }
}
