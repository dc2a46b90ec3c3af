using System.CommandLine;
using Titer.App.Runs;
using Titer.Records;

namespace Titer.App.Commands.Archives;

/// <summary><c>titer backup RUN FILE</c>: a copy of a record, also while it is being written.</summary>
internal static class BackupCommand
{
    public static Command Create()
    {
        Argument<string> run = RunArgument.Create();
        var file = new Argument<string>("FILE") { Description = "Record file to write; one that is there is not overwritten." };
        var command = new Command("backup",
            "Copy the record of a run into one file, while the run goes on; the copy is verified, and is a record itself.")
        {
            run, file,
        };
        command.SetAction(parsed =>
        {
            RunPlace place = RunPlace.Find(parsed.GetValue(run)!);
            string path = parsed.GetValue(file)!;
            Verification found = RecordBackup.Write(place.Record, path);
            Console.WriteLine(found.Ok ? $"{path}: {found}" : $"Not backed up, because the record is {found}");
            return found.Ok ? 0 : 1;
        });
        return command;
    }
}
