using System.CommandLine;
using Titer.App.Runs;
using Titer.Core;
using Titer.Records;
using Command = System.CommandLine.Command;

namespace Titer.App.Commands.Archives;

/// <summary><c>titer restore FILE FOLDER</c>: brings an archived record, or a back-up, into the folder of its run.</summary>
internal static class RestoreCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "Archive or back-up of a record." };
        var folder = new Argument<string>("FOLDER") { Description = "Folder of the run, or a new one." };
        const string description = "Bring an archived record back into the folder of its run, and check it against what was noted there.";
        var command = new Command("restore", description) { file, folder };
        command.SetAction(parsed =>
        {
            string path = parsed.GetValue(file)!, to = RunFolder.Archived(parsed.GetValue(folder)!) ?? parsed.GetValue(folder)!;
            if (!File.Exists(path)) throw new InputException(path, "there is no such file.");
            string trends = Path.Combine(to, TrendArchive.FileName);
            if (File.Exists(trends))
            {
                using TrendArchive kept = TrendArchive.Open(trends);
                if (!kept.Note.Is(path))
                {
                    Console.WriteLine($"Not restored: {path} is not the archive that {trends} names (SHA-256 {kept.Note.Sha256}).");
                    return 1;
                }
            }
            string made = RunFolder.New(to);
            Verification found = RecordBackup.Write(RecordPlace.Of(path), RunFolder.RecordOf(made));
            Console.WriteLine(found.Ok ? $"{made}: {found}" : $"Not restored, because the record is {found}");
            return found.Ok ? 0 : 1;
        });
        return command;
    }
}
