using System.CommandLine;
using System.Diagnostics;
using Titer.App.Consoles;
using Titer.App.Runs;
using Titer.Batch;
using Titer.Control.Monitoring;
using Titer.Field.Files;
using Titer.Plant.Running;
using Titer.Records;
using Titer.Records.Reports;
using Command = System.CommandLine.Command;

namespace Titer.App.Commands;

/// <summary><c>titer monitor RECIPE --frames FOLDER</c>: the loop without control authority over recorded oxygen and pH of many cultures.</summary>
internal static class MonitorCommand
{
    public static Command Create()
    {
        var recipe = new Argument<string>("RECIPE") { Description = "Recipe file (YAML) of a monitor." };
        var frames = new Option<string>("--frames")
        {
            Description = "Folder with o2.csv and ph.csv, or other CSV files of the same form (docs/monitor.md).",
            Required = true,
        };
        var output = new Option<string?>("--out") { Description = "Folder of this run; runs/RECIPE-001 and so on when not given." };
        Option<string?> record = RunArgument.Record(), key = RunArgument.Key();
        var json = new Option<bool>("--json") { Description = "Print the summary as one line of JSON and nothing else." };
        var command = new Command("monitor", "Watch the recorded oxygen and pH of many cultures, without control authority.")
        {
            recipe, frames, output, record, key, json,
        };
        command.SetAction(parsed =>
        {
            long start = Stopwatch.GetTimestamp();
            string path = parsed.GetValue(recipe)!, source = parsed.GetValue(frames)!;
            Recipe loaded = Recipe.Load(path);
            PlateReaderFiles files = PlateReaderFiles.Open(source);
            var header = new RunHeader(Units.Monitor, files.Frames[0].Time, loaded.Files, 0, [], AutoConfirm: true, Raman: null)
            {
                Positions = files.Positions,
                Frames = source,
            };
            StandardRun.Require(header);
            CheckpointSigner signer = RunArgument.Signer(parsed.GetValue(key));
            RunPlace place = RunPlace.New(parsed.GetValue(output), parsed.GetValue(record), path);
            MonitorSummary summary;
            using (IRecord writing = place.Record.Create(signer)) summary = MonitorRun.Go(header, files.Frames, writing);
            using IRecord written = place.Record.Open();
            BatchReport.Write(written, header.Kind.Layout(header), place.Report);
            MonitorTable.Print(summary, files, written, place, Stopwatch.GetElapsedTime(start), parsed.GetValue(json));
            return 0;
        });
        return command;
    }
}
