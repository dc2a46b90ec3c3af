using Titer.Core;

namespace Titer.App.Laboratory.Uploads;

/// <summary>
/// Files that somebody brought, in a private temporary folder that goes with this object. The name that a file had is never a path: each lies in a numbered
/// folder of its own, under a name of the few characters that mean nothing to a file system, which results and sentences then call it by.
/// </summary>
internal sealed class UploadFolder : IDisposable
{
    /// <summary>Bytes of one file, bytes and number of all.</summary>
    public const long LargestFile = 32 << 20, LargestTogether = 64 << 20;
    public const int MostFiles = 24;

    /// <summary>Begins the name of the folder, under the temporary folder of the user.</summary>
    public const string Prefix = "titer-laboratory-";

    private const int LongestName = 60, Part = 64 << 10;

    private readonly string _folder = Directory.CreateTempSubdirectory(Prefix).FullName;
    private readonly List<(string Path, string Name)> _files = [];
    private long _bytes;

    /// <summary>Takes a file in as it comes, no further than the bounds.</summary>
    /// <returns>Where it lies.</returns>
    /// <exception cref="InputException">It is too large, or there are too many.</exception>
    public async Task<string> Add(string name, Stream content, CancellationToken stop)
    {
        string own = OwnName(name);
        if (_files.Count == MostFiles) throw new InputException(own, $"there are more than {MostFiles} files.");
        string place = Path.Combine(Directory.CreateDirectory(Path.Combine(_folder, $"{_files.Count}")).FullName, own);
        _files.Add((place, own));
        await using FileStream file = new(place, FileMode.CreateNew, FileAccess.Write);
        byte[] part = new byte[Part];
        for (long length = 0; await content.ReadAsync(part, stop) is > 0 and int read;)
        {
            length += read;
            _bytes += read;
            if (length > LargestFile) throw TooLarge(own);
            if (_bytes > LargestTogether) throw new InputException(own, $"the files together have more than {LargestTogether >> 20} MiB.");
            await file.WriteAsync(part.AsMemory(0, read), stop);
        }
        return place;
    }

    public static InputException TooLarge(string name) => new(OwnName(name), $"the file has more than {LargestFile >> 20} MiB.");

    /// <summary>A text with the names of the files in place of where they lie.</summary>
    public string Shown(string text)
    {
        foreach ((string path, string name) in _files) text = text.Replace(path, name, StringComparison.Ordinal);
        return text;
    }

    public void Dispose()
    {
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }

    /// <summary>The last part of a name, of letters, digits, hyphens, underscores and dots only, and no dot first.</summary>
    public static string OwnName(string name)
    {
        string last = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        string plain = string.Concat(last.Take(4 * LongestName).Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '-')).TrimStart('.', '-');
        // The end of a long name has the ending.
        if (plain.Length > LongestName) plain = plain[^LongestName..].TrimStart('.', '-');
        return plain.Length > 0 ? plain : "file";
    }
}
