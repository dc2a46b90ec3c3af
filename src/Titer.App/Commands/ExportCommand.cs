using System.CommandLine;
using Titer.App.Runs;
using Titer.Records;
using Command = System.CommandLine.Command;

namespace Titer.App.Commands;

/// <summary><c>titer export RUN FILE</c>: the record as one file that verifies without its store.</summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        Argument<string> run = RunArgument.Create();
        var file = new Argument<string>("FILE") { Description = "File to write, as lines or, when it ends with .zip, as an archive with the frame files; "
                + "one that is there is not overwritten." };
        var command = new Command("export", "Write the record of a run into one file that can be verified, replayed and reported anywhere.") { run,
            file };
        command.SetAction(parsed =>
        {
            RunPlace place = RunPlace.Find(parsed.GetValue(run)!);
            string path = parsed.GetValue(file)!;
            using IRecord record = place.Record.Open();
            Verification found = ExportFile.Write(path, record);
            Console.WriteLine(found.Ok ? $"{path}: {found}" : $"Not exported, because the record is {found}");
            return found.Ok ? 0 : 1;
        });
        return command;
    }
}
