using System.CommandLine;
using Titer.Plant.Running;
using Titer.Records;
using Titer.Records.Reports;

namespace Titer.App.Commands;

/// <summary><c>titer report RUN</c>: the batch report as one HTML file, and as a picture on request.</summary>
internal static class ReportCommand
{
    public static Command Create()
    {
        var run = new Argument<string>("RUN") { Description = "Folder of a run, or its name under runs." };
        var output = new Option<string?>("--out") { Description = "File to write; report.html in the folder of the run when not given." };
        var picture = new Option<string?>("--picture") { Description = "Also write one picture of the whole batch, PNG." };
        var command = new Command("report", "Write the batch report of a run from its record.") { run, output, picture };
        command.SetAction(parsed =>
        {
            string folder = RunFolder.Find(parsed.GetValue(run)!);
            using SqliteRecord record = SqliteRecord.Open(folder);
            ReportLayout layout = Layouts.For(RunHeader.ReadFrom(record, folder));
            string file = parsed.GetValue(output) ?? RunFolder.ReportOf(folder);
            BatchReport.Write(record, layout, file);
            Console.WriteLine($"Report: {file}");
            if (parsed.GetValue(picture) is { } png)
            {
                BatchReport.Picture(record, layout, png);
                Console.WriteLine($"Picture: {png}");
            }
            Verification verification = ChainVerifier.Verify(record);
            Console.WriteLine(verification);
            return verification.Ok ? 0 : 1;
        });
        return command;
    }
}
