using System.Collections.Immutable;
using Titer.Core;
using Titer.Field.Files;
using Titer.Sensing.IonArray;

namespace Titer.Bench.Sensing;

/// <summary>Ion sensor on two SeaFET deployments: pH from raw voltage against the published pH, and drift alarms with and without seeded
/// drift.</summary>
internal sealed class IonPart : ISensingPart
{
    private const double DriftPerWeek = 0.02, Days = 14;

    private static readonly ImmutableArray<IonElectrode> Cells =
    [
        new() { Name = "internal", Kind = ElectrodeKind.FetGel, Ion = IonSpecies.Hydrogen, E0 = 0, E0PerKelvin = -0.001101 },
        new() { Name = "external", Kind = ElectrodeKind.FetChloride, Ion = IonSpecies.Hydrogen, E0 = 0, E0PerKelvin = -0.001048 },
    ];

    public string Name => "ion";

    public void Run(Dictionary<string, object?> figures)
    {
        figures["ion_max_error_ph"] = null;
        if (Folders.SharedData("seafet") is not { } folder) return;
        CsvTable table = CsvTable.Read(Path.Combine(folder, "deployments-1-and-3.csv"));
        var columns = new IonColumns("time_GMT", 0, new("SF_T_degrC", 0), false, new ColumnOrNumber("sal_AVGdiscr", 0), "deployment",
            ["V_int", "V_ext"], [1, 1], [new("E0int25", 0), new("E0ext25", 0)]);
        double[] published = table.Numbers("pHint_tot"), external = table.Numbers("pHext_tot");
        double worst = 0, worstExternal = 0;
        int alarms = 0, found = 0, seeded = 0;
        foreach (IonSegment segment in IonFrames.Read(table, columns, IonArraySensor.SourceName).Segments)
        {
            (double[] a, double[] b, int raised) = Sense(segment);
            for (int i = 0; i < a.Length; i++)
            {
                worst = Math.Max(worst, Math.Abs(a[i] - published[segment.Rows[i]]));
                worstExternal = Math.Max(worstExternal, Math.Abs(b[i] - external[segment.Rows[i]]));
            }
            (int hits, int all) = Seeded(segment, a, b);
            Console.WriteLine($"deployment {segment.Name}: {a.Length} rows, {raised} drift alarms; +-{DriftPerWeek:0.00} [pH] a week"
                + $" from every day on: {hits} of {all} alarmed within {Days:0} days");
            (alarms, found, seeded) = (alarms + raised, found + hits, seeded + all);
        }
        Console.WriteLine($"largest error against the published pH: internal {worst:0.00e+00}, external {worstExternal:0.00e+00}");
        figures["ion_max_error_ph"] = worst;
        figures["ion_drift_alarms"] = alarms;
        figures["ion_drift_found"] = (double)found / seeded;
    }

    private static (double[] Internal, double[] External, int Alarms) Sense(IonSegment segment)
    {
        var sensor = new IonArraySensor(new IonArrayCalibration
        {
            Electrodes = [.. Cells.Select((c, i) => c with { E0 = segment.Offsets[i] })],
            Sets = [new IonSet("seafet", [0, 1], 0.020, 0.15, 0.1)],
        });
        var measurements = new List<Measurement>();
        (double[] a, double[] b) = (new double[segment.Frames.Count], new double[segment.Frames.Count]);
        for (int i = 0; i < a.Length; i++)
        {
            measurements.Clear();
            sensor.Sense(segment.Frames[i], measurements);
            (a[i], b[i]) = (measurements[0].Value, measurements[1].Value);
        }
        sensor.Flush(measurements);
        return (a, b, sensor.Drifts.Sum(d => d.Watch.Alarms.Count));
    }

    private static (int Found, int All) Seeded(IonSegment segment, double[] a, double[] b)
    {
        int found = 0, all = 0;
        for (DateTimeOffset onset = segment.Frames[0].Time; onset.AddDays(Days) <= segment.Frames[^1].Time; onset = onset.AddDays(1))
        {
            foreach (double rate in (ReadOnlySpan<double>)[DriftPerWeek, -DriftPerWeek])
            {
                var watch = new DriftWatch();
                for (int i = 0; i < a.Length && segment.Frames[i].Time <= onset.AddDays(Days + 0.25); i++)
                    watch.Add(segment.Frames[i].Time, a[i] - b[i] + rate / 7 * Math.Max(0, (segment.Frames[i].Time - onset).TotalDays));
                all++;
                if (watch.Alarms.Any(x => x.Raised <= onset.AddDays(Days))) found++;
            }
        }
        return (found, all);
    }
}
