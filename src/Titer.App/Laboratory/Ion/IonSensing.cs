using Titer.Core;
using Titer.Field.Files;

namespace Titer.App.Laboratory.Ion;

/// <summary>pH and ions of a file of an ion array, with what is known of its drift.</summary>
internal static class IonSensing
{
    /// <param name="references">Columns of published values: COLUMN for the first electrode, or ELECTRODE=COLUMN.</param>
    /// <exception cref="InputException">The file or the settings cannot be used.</exception>
    public static SensingResult Of(string data, string config, string[] references)
    {
        IonSettings settings = IonSettingsFile.Load(config);
        CsvTable table = CsvTable.Read(data);
        Dictionary<string, double[]> published = References(settings, table, references);
        IonRun run = IonRun.Of(settings, table);
        var report = new IonReport(run, IonSummary.Of(run, published));
        return new SensingResult(report.Print, report.Figures(), run.Measurements, () => IonPlot.Of(run), report.ExitCode)
        {
            Steps = () => IonSteps.Of(run),
        };
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
