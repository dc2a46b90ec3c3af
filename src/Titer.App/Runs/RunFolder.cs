using System.Collections.Immutable;
using Titer.Core;
using Titer.Records;

namespace Titer.App.Runs;

/// <summary>Where runs live: <c>runs/NAME-001</c> in the current folder, or where <c>--out</c> says.</summary>
internal static class RunFolder
{
    public const string Parent = "runs";

    /// <summary>An empty folder for a new run, made if it is not there.</summary>
    /// <exception cref="InputException">It cannot be made, or holds a record already.</exception>
    public static string New(string folder)
    {
        if (File.Exists(folder)) throw new InputException(folder, "this is a file, and a run needs a folder of its own.");
        if (File.Exists(RecordOf(folder)))
            throw new InputException(folder, "this folder holds a record already, and a record is never overwritten; give another --out.");
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(folder, $"the folder of the run cannot be made: {e.Message.TrimEnd('.')}.");
        }
        return folder;
    }

    /// <summary>The folder of a run by its path, or by its name under <c>runs</c>.</summary>
    /// <exception cref="InputException">There is no such run; the sentence names the ones there are.</exception>
    public static string Find(string run)
    {
        foreach (string folder in (string[])[run, Path.Combine(Parent, run)])
        {
            if (File.Exists(Path.Combine(folder, SqliteRecord.FileName))) return folder;
            if (File.Exists(folder) && Path.GetFileName(folder) == SqliteRecord.FileName) return Path.GetDirectoryName(Path.GetFullPath(folder))!;
        }
        if (Archived(run) is { } archived)
        {
            using TrendArchive trends = TrendArchive.Open(Path.Combine(archived, TrendArchive.FileName));
            throw new InputException(archived,
                $"the record of this run is archived in {trends.Note.File}; 'titer restore' brings it back, and 'titer trend' works without it.");
        }
        string[] known = Directory.Exists(Parent)
            ? [.. Directory.GetDirectories(Parent)
                .Where(d => File.Exists(Path.Combine(d, SqliteRecord.FileName)))
                .Select(d => Path.GetFileName(d)!)
                .Order(StringComparer.Ordinal)]
            : [];
        throw new InputException(run, known.Length == 0
            ? "there is no run of this name; give the folder that holds its record.db."
            : $"there is no run of this name; in {Parent} there are {string.Join(", ", known.TakeLast(5))}.");
    }

    /// <summary>Names of the runs in a folder.</summary>
    /// <param name="parent">Folder of the runs; one that is not there holds none.</param>
    public static ImmutableArray<string> Names(string parent) => !Directory.Exists(parent) ? []
        : [.. Directory.EnumerateDirectories(parent).Where(f => File.Exists(RecordOf(f))).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];

    /// <summary>The folder of a run, by its path or its name under <c>runs</c>, whose record was archived and is here no longer; else null.</summary>
    public static string? Archived(string run) => ((string[])[run, Path.Combine(Parent, run)])
        .FirstOrDefault(folder => File.Exists(Path.Combine(folder, TrendArchive.FileName)) && !File.Exists(RecordOf(folder)));

    public static string RecordOf(string folder) => Path.Combine(folder, SqliteRecord.FileName);

    public static string ReportOf(string folder) => Path.Combine(folder, "report.html");

    /// <summary>Where the report of a run in a database goes: the run's name under <c>runs</c>, with nothing in it that could lead
    /// elsewhere.</summary>
    public static string Of(PostgresAddress address) =>
        Path.Combine(Parent, string.Concat(address.Run!.Select((c, i) => char.IsLetterOrDigit(c) || c is '-' or '_' || (c == '.' && i > 0) ? c
            : '_')));

    /// <summary>The next folder for runs of a recipe that is not there yet.</summary>
    /// <param name="parent">Folder of the runs.</param>
    public static string NextFree(string recipePath, string parent = Parent)
    {
        string name = Path.GetFileNameWithoutExtension(recipePath);
        for (int i = 1; ; i++)
        {
            string folder = Path.Combine(parent, $"{name}-{i:000}");
            if (!Directory.Exists(folder)) return folder;
        }
    }
}
