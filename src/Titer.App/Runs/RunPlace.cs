using Titer.App.Sites;
using Titer.Core;
using Titer.Records;

namespace Titer.App.Runs;

/// <summary>One run: where its record is, and the folder that its report goes to.</summary>
/// <param name="Name">What people give to name the run again.</param>
internal sealed record RunPlace(string Name, RecordPlace Record, string Folder)
{
    public string Report => RunFolder.ReportOf(Folder);

    /// <summary>Folder for what a server that is away has not taken; not there when it has everything.</summary>
    public string Spool => Path.Combine(Folder, "spool");

    /// <summary>What people give after <c>--resume</c>; a folder that the address of a run does not lead to has to be told.</summary>
    public string Again => PostgresAddress.IsOne(Name) && Folder != RunFolder.Of(PostgresAddress.Parse(Name)) ? $"{Name} --out {Folder}" : Name;

    /// <summary>A place for a new run; its folder is made if it is not there.</summary>
    /// <param name="folder">As wanted with <c>--out</c>; null for the next free one under <c>runs</c>.</param>
    /// <param name="record">Address of a database or of a run in it, as wanted with <c>--record</c>; null for a file in the folder.</param>
    /// <exception cref="InputException">The folder holds a record already, or the address is none, or its server cannot be reached.</exception>
    public static RunPlace New(string? folder, string? record, string recipePath)
    {
        if (record is null)
        {
            string made = RunFolder.New(folder ?? RunFolder.NextFree(recipePath));
            return new RunPlace(made, RecordPlace.Of(RunFolder.RecordOf(made)), made);
        }
        PostgresAddress address = PostgresAddress.IsOne(record)
            ? PostgresAddress.Parse(record)
            : throw new InputException($"--record {record}: a record in a database has an address like postgres://USER@HOST:PORT/DATABASE; --out names a folder.");
        IReadOnlyList<string> known = PostgresDatabase.Runs(address);
        address = address.WithRun(address.Run ?? NextFree(Path.GetFileNameWithoutExtension(recipePath), known));
        if (known.Contains(address.Run)) throw new InputException($"{address}", "there is already a record; a record is never overwritten.");
        return new RunPlace($"{address}", RecordPlace.Of(address), RunFolder.New(folder ?? RunFolder.Of(address)));
    }

    /// <summary>The run of an address, a folder, a file, or a name under <c>runs</c>; also the audit trail of a site, by the site's folder or its file.</summary>
    /// <exception cref="InputException">There is no such run; the sentence names the ones there are.</exception>
    public static RunPlace Find(string run)
    {
        if (PostgresAddress.IsOne(run))
        {
            PostgresAddress address = PostgresAddress.Parse(run);
            if (address.Run is null) throw new InputException($"{address}",
                "the address names a database and no run; it looks like postgres://USER@HOST:PORT/DATABASE/RUN.");
            return new RunPlace($"{address}", RecordPlace.Of(address), RunFolder.Of(address));
        }
        if (File.Exists(run) && ExportedRecord.IsOne(run)) return new RunPlace(run, RecordPlace.Of(run),
            Path.GetDirectoryName(Path.GetFullPath(run))!);
        if (Site.IsOne(run)) return new RunPlace(run, SiteSettings.Read(run).Trail, run);
        // The file of a trail, or a copy of a record under another name.
        if (File.Exists(run) && Path.GetExtension(run) == ".db" && Path.GetFileName(run) != SqliteRecord.FileName)
            return new RunPlace(run, RecordPlace.Of(run), Path.GetDirectoryName(Path.GetFullPath(run))!);
        string folder = RunFolder.Find(run);
        return new RunPlace(folder, RecordPlace.Of(RunFolder.RecordOf(folder)), folder);
    }

    /// <summary>A run of a folder of runs. Its name is compared with those there are and never made into a path, so none leads elsewhere.</summary>
    /// <returns>Null when there is no run of this name.</returns>
    public static RunPlace? Within(string parent, string name)
    {
        if (!RunFolder.Names(parent).Contains(name)) return null;
        string folder = Path.Combine(parent, name);
        return new RunPlace(folder, RecordPlace.Of(RunFolder.RecordOf(folder)), folder);
    }

    /// <summary>A run to go on with. The folder of one in a database must be here, since its spool may hold what the server lacks: without it the run
    /// would go on from the end that the server has, and what the spool holds would fit it no more.</summary>
    /// <param name="folder">The folder that it was begun in, when the address does not lead to it; null for every other run.</param>
    /// <exception cref="InputException">As of <see cref="Find"/>, or the folder is not here.</exception>
    public static RunPlace ToResume(string run, string? folder)
    {
        RunPlace place = Find(run);
        if (!PostgresAddress.IsOne(run))
            return folder is null ? place : throw new InputException("--out cannot be given with --resume: a resumed run goes on in its folder.");
        place = place with { Folder = folder ?? place.Folder };
        return Directory.Exists(place.Folder) ? place : throw new InputException(place.Folder,
            "the folder of this run is not here, and a spool in it may hold what the server lacks; name the folder that the run was begun in with --out.");
    }

    private static string NextFree(string name, IReadOnlyList<string> known)
    {
        for (int i = 1; ; i++)
            if (!known.Contains($"{name}-{i:000}")) return $"{name}-{i:000}";
    }
}
