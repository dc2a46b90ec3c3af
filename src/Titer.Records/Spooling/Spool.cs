using Titer.Core;

namespace Titer.Records;

/// <summary>Where entries are kept while the server of a record is away, and how much of them.</summary>
/// <param name="Folder">Folder that holds the spool while there is one, beside the run's report; gone again when the server has everything.</param>
/// <param name="Clock">Spaces the attempts to reach the server; entries have the time of the loop and none of this clock.</param>
public sealed record Spool(string Folder, TimeProvider Clock)
{
    /// <summary>Bytes that the spool may take on the disk, 1 GiB when nothing else is said. Beyond it the loop stops.</summary>
    public long Bound { get; init; } = 1L << 30;

    /// <summary>How long the server may take to answer before it counts as away, whole seconds.</summary>
    public int PatienceSeconds { get; init; } = 5;

    /// <summary>Pause before the first attempt to reach the server again; each later one is twice as long, up to a minute.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Told of the server's going away and coming back when it is recorded; for whoever watches the run.</summary>
    public Action<Event>? Tell { get; init; }

    /// <summary>Codes of the events of kind Run that a record gets when its server was away.</summary>
    public const string Away = "record.away", Back = "record.back", Full = "record.full";

    /// <summary>What one commit forwards at most, entries and bytes: a second's work of a slow server.</summary>
    internal const int Portion = 20_000, PortionBytes = 32 << 20;

    internal static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    internal string File => Path.Combine(Folder, SqliteRecord.FileName);

    /// <summary>Bytes on the disk now.</summary>
    internal long Bytes() => !Directory.Exists(Folder) ? 0
        : new DirectoryInfo(Folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Length);

    /// <summary>The server has everything.</summary>
    /// <exception cref="IOException">It cannot be removed.</exception>
    internal void Remove() => Directory.Delete(Folder, recursive: true);
}
