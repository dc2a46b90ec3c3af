using System.Collections.Immutable;
using System.Globalization;
using Titer.Field.Files;
using Titer.Sensing.Binding;

namespace Titer.Bench.Sensing;

/// <summary>
/// The T200 titration against the published fit of it (TitrationAnalysis, local Rmax), once with the choices of the publication, which
/// gives the figures, and once with all eight concentrations and the defaults of Titer.
/// </summary>
internal sealed class BindingPart : ISensingPart
{
    private const double FirstConcentration = 27.71e-9;
    private const int Published = 5;

    public string Name => "binding";

    public void Run(Dictionary<string, object?> figures)
    {
        (figures["binding_ka_error"], figures["binding_kd_error"], figures["binding_kD_error"]) = (null, null, null);
        if (Folders.SharedData("spr") is not { } folder)
        {
            Console.WriteLine("The data are not on this machine.");
            return;
        }
        List<RecordedCycle> recorded = BindingFile.Read(Path.Combine(folder, "t200-gp120-ch31.txt"));
        double[] published = Report(Path.Combine(folder, "t200-reference-report.csv"));
        InjectionPhases phases = new(0, 60, 180, 600);
        TitrationFit asPublished =
            Fit(recorded, recorded.Count - Published, new PreparationOptions { Phases = phases, ZeroAtBaseline = false, EdgeGuard = 0 },
            new TitrationOptions { BulkShift = false, FreeDissociationStart = true });
        TitrationFit byDefault = Fit(recorded, 0, new PreparationOptions { Phases = phases }, new TitrationOptions());

        Console.WriteLine("                              ka 1/(M s)          kd 1/s              KD M");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"published                     {published[0],-19:F1} {published[1],-19:E4} {published[2]:E4}"));
        double[] errors = Row("choices of the publication", asPublished);
        Row("defaults, 8 concentrations", byDefault);
        (figures["binding_ka_error"], figures["binding_kd_error"], figures["binding_kD_error"]) = (errors[0], errors[1], errors[2]);

        double[] Row(string name, TitrationFit fit)
        {
            double[] values = [fit.Association.Value, fit.Dissociation.Value, fit.Affinity.Value];
            double[] off = [.. values.Zip(published, (v, p) => Math.Abs(v / p - 1))];
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{name,-29} {values[0],-8:F1} ({off[0],5:P2})   {values[1]:E4} ({off[1],5:P2})   {values[2]:E4} ({off[2],5:P2})"));
            return off;
        }
    }

    private static TitrationFit Fit(List<RecordedCycle> recorded, int first, PreparationOptions preparation, TitrationOptions options)
    {
        ImmutableArray<BindingCycle> cycles = SensorgramPreparation.Prepare(
            [.. recorded.Select((r, i) =>
                new Sensorgram(r.Name, FirstConcentration * Math.Pow(2, i), [.. r.Times], [.. r.Responses])).Skip(first)], preparation);
        return TitrationFitter.Fit(cycles, preparation.Phases.Association, options, intervals: false);
    }

    /// <summary>ka, kd and KD of the first row, the fit with a local Rmax.</summary>
    private static double[] Report(string file)
    {
        CsvTable table = CsvTable.Read(file);
        return [table.Number(0, Column(table, "ka")), table.Number(0, Column(table, "kd")), table.Number(0, Column(table, "KD"))];

        // kd and KD differ in case only, which the table does not look at.
        static int Column(CsvTable table, string name) => Enumerable.Range(0, table.Header.Count).First(i => table.Header[i] == name);
    }
}
