using System.CommandLine;
using Titer.App.Runs;
using Titer.Core;
using Titer.Records;
using Command = System.CommandLine.Command;

namespace Titer.App.Commands.Archives;

/// <summary><c>titer archive RUN FILE</c>: the record of a completed run into a file, and its trends to stay on line.</summary>
internal static class ArchiveCommand
{
    public static Command Create()
    {
        Argument<string> run = RunArgument.Create();
        var file = new Argument<string>("FILE") { Description = "Exported record to write, as lines or, when it ends with .zip, as an archive with the frame files; "
                + "one that is there is not overwritten." };
        var keep = new Option<string>("--keep")
        {
            Description = "Finest resolution of the trends that stay on line: minute or hour.",
            DefaultValueFactory = _ => "hour",
        };
        var remove = new Option<bool>("--remove")
        {
            Description = "Take record.db and its frame files away when the archive has been verified and the trends are kept.",
        };
        var command = new Command("archive",
            "Write the record of a completed run into a file to be kept elsewhere; its trends stay in the run's folder.")
        {
            run, file, keep, remove,
        };
        command.SetAction(parsed =>
        {
            string name = parsed.GetValue(run)!, path = parsed.GetValue(file)!;
            RunPlace place = RunPlace.Find(name);
            bool minutes = parsed.GetValue(keep) switch
            {
                "minute" => true,
                "hour" => false,
                var other => throw new InputException($"--keep {other}: trends are kept by the minute or by the hour."),
            };
            bool removes = parsed.GetValue(remove);
            string local = RunFolder.RecordOf(place.Folder);
            if (removes && PostgresAddress.IsOne(name))
                throw new InputException("--remove: rows of records are never removed from a database; archive without it.");
            if (removes && $"{place.Record}" != local)
                throw new InputException($"--remove: what is taken away is the {SqliteRecord.FileName} in the folder of a run, and {place.Record} is none.");
            if (Refusal(place, path) is { } refusal)
            {
                Console.WriteLine($"Not archived, because {refusal}");
                return 1;
            }
            Verification found = ChainVerifier.Verify(path);
            if (!found.Ok) throw new IOException($"{path}: what was written does not verify: {found}");
            ArchiveNote note = ArchiveNote.Of(path, found);
            Directory.CreateDirectory(place.Folder);
            string trends = Path.Combine(place.Folder, TrendArchive.FileName);
            using ExportedRecord archived = ExportedRecord.Open(path);
            TrendArchive.Write(trends, archived, note, minutes);
            using (TrendArchive kept = TrendArchive.Open(trends)) _ = kept.Read().Extents([]);
            if (removes)
            {
                foreach (string written in (string[])[note.File, trends]) DurableFolder.Sync(Path.GetDirectoryName(Path.GetFullPath(written))!);
                SqliteRecord.Remove(local, archived);
            }
            Console.WriteLine($"{path}: {found}");
            Console.WriteLine($"Its trends by the {(minutes ? "minute" : "hour")} are in {trends}{(removes ? $"; {local} is taken away" : "")}.");
            return 0;
        });
        return command;
    }

    /// <summary>Exports the record; says why not, and leaves no file, when it is no record of a completed run that verifies.</summary>
    private static string? Refusal(RunPlace place, string path)
    {
        using IRecord record = place.Record.Open();
        Verification found = ExportFile.Write(path, record);
        if (!found.Ok) return $"the record is {found}";
        if (found.Completed) return null;
        File.Delete(path);
        return "the run did not complete; only a completed run is archived.";
    }
}
