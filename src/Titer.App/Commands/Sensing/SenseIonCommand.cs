using System.CommandLine;
using Titer.App.Commands.Sensing.Ion;
using Titer.Core;
using Titer.Field.Files;
using Command = System.CommandLine.Command;

namespace Titer.App.Commands.Sensing;

/// <summary><c>titer sense ion DATA.csv --config CONFIG.yaml</c>: pH per electrode, ions solved jointly, drift alarms.</summary>
internal static class SenseIonCommand
{
    public static Command Create()
    {
        var data = new Argument<string>("DATA") { Description = "CSV file with the voltages of the electrodes, one row per read-out." };
        var config = new Option<string>("--config") { Description = "Settings of the array (YAML); examples/sensing has some.", Required = true };
        var reference = new Option<string[]>("--reference")
        {
            Description = "Column with published values to compare with: COLUMN for the first electrode, or ELECTRODE=COLUMN; may be repeated.",
        };
        var command = new Command("ion", "pH and ion concentrations from electrode voltages, with drift alarms.") { data, config, reference };
        var options = new SensingOptions(command);
        command.SetAction(parsed =>
        {
            IonSettings settings = IonSettingsFile.Load(parsed.GetValue(config)!);
            CsvTable table = CsvTable.Read(parsed.GetValue(data)!);
            Dictionary<string, double[]> references = References(settings, table, parsed.GetValue(reference) ?? []);
            IonRun run = IonRun.Of(settings, table);
            var report = new IonReport(run, IonSummary.Of(run, references));
            return options.Finish(parsed, new SensingResult(report.Print, report.Figures(), run.Measurements, () => IonPlot.Of(run),
                report.ExitCode));
        });
        return command;
    }

    /// <summary>Published values by electrode: those that the settings name where the file has them, and those of the command line.</summary>
    private static Dictionary<string, double[]> References(IonSettings settings, CsvTable table, string[] asked)
    {
        var columns = new Dictionary<string, string>(StringComparer.Ordinal);
        string[] names = [.. settings.Calibration.Electrodes.Select(e => e.Name)];
        for (int i = 0; i < names.Length; i++)
            if (settings.References[i].Length > 0 && table.Has(settings.References[i])) columns[names[i]] = settings.References[i];
        foreach (string one in asked)
        {
            int sign = one.IndexOf('=', StringComparison.Ordinal);
            string name = sign < 0 ? names[0] : one[..sign];
            if (!names.Contains(name))
                throw new InputException($"--reference {one}: there is no electrode '{name}'{Batch.DidYouMean.Hint(name, names)}.");
            columns[name] = one[(sign + 1)..];
        }
        return columns.ToDictionary(c => c.Key, c => table.Numbers(c.Value));
    }
}
