using System.CommandLine;
using System.Text.Json;
using Titer.App.Commands.Importing;
using Titer.App.Consoles;
using Titer.App.Runs;
using Titer.Plant.Running;
using Titer.Records;
using Titer.Records.Reports;

namespace Titer.App.Commands;

/// <summary><c>titer report RUN</c>: the batch report as one HTML file, and as a picture on request.</summary>
internal static class ReportCommand
{
    public static Command Create()
    {
        var run = RunArgument.Create();
        var output = new Option<string?>("--out") { Description = "File to write; report.html in the folder of the run when not given." };
        var picture = new Option<string?>("--picture") { Description = "Also write one picture of the whole batch, PNG." };
        var json = new Option<bool>("--json") { Description = "Print the figures of the report as one line of JSON and nothing else." };
        var command = new Command("report", "Write the batch report of a run from its record.") { run, output, picture, json };
        command.SetAction(parsed =>
        {
            RunPlace place = RunPlace.Find(parsed.GetValue(run)!);
            using IRecord record = place.Record.Open();
            ReportLayout layout = LayoutOf(record, place.Name);
            string file = parsed.GetValue(output) ?? place.Report;
            // The run of a database has no folder on a machine that did not run it.
            if (file == place.Report) Directory.CreateDirectory(place.Folder);
            ReportFigures figures = BatchReport.Write(record, layout, file);
            string? png = parsed.GetValue(picture);
            if (png is not null) BatchReport.Picture(record, layout, png);
            Verification verification = figures.Verification;
            if (parsed.GetValue(json))
            {
                Console.WriteLine(JsonSerializer.Serialize(new Dictionary<string, object?>
                {
                    ["report"] = file,
                    ["picture"] = png,
                    ["verified"] = verification.Ok,
                    ["completed"] = verification.Completed,
                    ["entries"] = verification.Entries,
                    ["head"] = verification.Head,
                    ["decisions"] = ReportJson.Decisions(figures),
                    ["consistency"] = ReportJson.Consistency(figures),
                    ["dose"] = ReportJson.Dose(figures),
                    ["models"] = ReportJson.Models(figures),
                }));
                return verification.Ok ? 0 : 1;
            }
            Console.WriteLine($"Report: {file}");
            if (png is not null) Console.WriteLine($"Picture: {png}");
            Console.WriteLine(verification);
            return verification.Ok ? 0 : 1;
        });
        return command;
    }

    private static ReportLayout LayoutOf(IRecord record, string name)
    {
        if (ImportHeader.IsOne(record)) return ImportHeader.Layout(record);
        RunHeader header = RunHeader.ReadFrom(record, name);
        return header.Kind.Layout(header);
    }
}
