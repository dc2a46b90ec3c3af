using System.Collections.Immutable;
using Titer.Core;
using Titer.Field.Files;
using Titer.Sensing.IonArray;

namespace Titer.Field.Tests.Files;

/// <summary>The two good deployments of the SeaFET reference data, from the raw voltages on.</summary>
public sealed class SeaFetTests
{
    private static readonly ImmutableArray<IonElectrode> Cells =
    [
        new() { Name = "internal", Kind = ElectrodeKind.FetGel, Ion = IonSpecies.Hydrogen, E0 = 0, E0PerKelvin = -0.001101 },
        new() { Name = "external", Kind = ElectrodeKind.FetChloride, Ion = IonSpecies.Hydrogen, E0 = 0, E0PerKelvin = -0.001048 },
    ];

    private static readonly IonColumns Columns = new("time_GMT", 0, new("SF_T_degrC", 0), false, new ColumnOrNumber("sal_AVGdiscr", 0), "deployment",
        ["V_int", "V_ext"], [1, 1], [new("E0int25", 0), new("E0ext25", 0)]);

    private sealed record Data(CsvTable Table, List<IonSegment> Segments);

    private static readonly Lazy<Data> Loaded = new(() =>
    {
        CsvTable table = CsvTable.Read(Path.Combine(Repository.SharedData("seafet"), "deployments-1-and-3.csv"));
        return new Data(table, IonFrames.Read(table, Columns, IonArraySensor.SourceName).Segments);
    });

    private static Data Shared()
    {
        Repository.SharedData("seafet"); // skips here, and not inside the Lazy, which would keep the exception
        return Loaded.Value;
    }

    private static IonArraySensor Sensor(IonSegment segment) => new(new IonArrayCalibration
    {
        Electrodes = [.. Cells.Select((c, i) => c with { E0 = segment.Offsets[i] })],
        Sets = [new IonSet("seafet", [0, 1], 0.020, 0.15, 0.1)],
    });

    /// <summary>pH of both electrodes and the watch on their difference, with V added to the electrodes.</summary>
    private static (double[] Internal, double[] External, DriftPair Pair) Sense(
        IonSegment segment, Func<double, (double Internal, double External)>? added = null)
    {
        IonArraySensor sensor = Sensor(segment);
        var measurements = new List<Measurement>();
        var pH = (Internal: new double[segment.Frames.Count], External: new double[segment.Frames.Count]);
        for (int i = 0; i < segment.Frames.Count; i++)
        {
            Frame frame = segment.Frames[i];
            if (added is not null)
            {
                (double a, double b) = added((frame.Time - segment.Frames[0].Time).TotalDays);
                ImmutableArray<double> v = frame["voltage"];
                frame = frame with { Channels = frame.Channels.SetItem(0, new Channel("voltage", Unit.Volt, [v[0] + a, v[1] + b])) };
            }
            measurements.Clear();
            sensor.Sense(frame, measurements);
            (pH.Internal[i], pH.External[i]) = (measurements[0].Value, measurements[1].Value);
        }
        sensor.Flush(measurements);
        return (pH.Internal, pH.External, Assert.Single(sensor.Drifts));
    }

    [Fact]
    public void The_published_pH_of_both_electrodes_follows_from_raw_voltage_for_every_row()
    {
        Data data = Shared();
        double[] published = data.Table.Numbers("pHint_tot"), external = data.Table.Numbers("pHext_tot");
        int compared = 0;
        foreach (IonSegment segment in data.Segments)
        {
            (double[] pH, double[] pHExternal, _) = Sense(segment);
            for (int i = 0; i < pH.Length; i++)
            {
                Assert.Equal(published[segment.Rows[i]], pH[i], 2e-4);
                Assert.Equal(external[segment.Rows[i]], pHExternal[i], 2e-4);
                compared++;
            }
        }
        Assert.Equal(7532, compared);
    }

    [Fact]
    public void What_is_left_is_the_older_gas_and_Faraday_constant_of_the_published_computation()
    {
        // R = 8.3145 J/(mol K) and F = 96487 C/mol, with which seacarb prints its equations, instead of CODATA 2018.
        const double Published = 8.3145 / 96487, Ours = Nernst.GasConstant / Nernst.Faraday;
        Data data = Shared();
        double[] published = data.Table.Numbers("pHint_tot"), external = data.Table.Numbers("pHext_tot"), celsius = data.Table.Numbers("SF_T_degrC");
        double[] salinity = data.Table.Numbers("sal_AVGdiscr");
        foreach (IonSegment segment in data.Segments)
        {
            (double[] pH, double[] pHExternal, _) = Sense(segment);
            for (int i = 0; i < pH.Length; i++)
            {
                int row = segment.Rows[i];
                double term = new SalineMedium(salinity[row], celsius[row]).ChlorideCellTerm;
                Assert.Equal(published[row], pH[i] * Ours / Published, 1e-8);
                Assert.Equal(external[row], (pHExternal[i] - term) * Ours / Published + term, 1e-8);
            }
        }
    }

    [Fact]
    public void Deployments_1_and_3_are_free_of_drift_alarms() =>
        Assert.All(Shared().Segments, s => Assert.Empty(Sense(s).Pair.Watch.Alarms));

    [Theory]
    [InlineData(0.02, true)]
    [InlineData(-0.02, true)]
    [InlineData(0.02, false)]
    [InlineData(-0.02, false)]
    public void A_drift_of_two_hundredths_a_week_from_the_first_day_in_either_electrode_is_alarmed_within_two_weeks(double perWeek, bool isInternal)
    {
        foreach (IonSegment segment in Shared().Segments)
        {
            // 0.02 pH a week at 15 °C, as voltage.
            DriftPair pair = Sense(segment, days =>
                (isInternal ? perWeek / 7 * days * Nernst.Slope(15) : 0, isInternal ? 0 : perWeek / 7 * days * Nernst.Slope(15))).Pair;
            Assert.NotEmpty(pair.Watch.Alarms);
            Assert.InRange((pair.Watch.Alarms[0].Raised - segment.Frames[0].Time).TotalDays, 0, 14);
            Assert.Contains("cannot tell", pair.Suspect, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void From_any_day_on_nine_in_ten_seeded_drifts_are_alarmed_within_two_weeks()
    {
        int found = 0, all = 0;
        var missed = new List<string>();
        foreach (IonSegment segment in Shared().Segments)
        {
            (double[] a, double[] b, _) = Sense(segment);
            double days = (segment.Frames[^1].Time - segment.Frames[0].Time).TotalDays;
            for (int from = 0; from <= days - 14; from++)
            {
                foreach (double perWeek in (double[])[0.02, -0.02])
                {
                    all++;
                    var watch = new DriftWatch();
                    DateTimeOffset onset = segment.Frames[0].Time.AddDays(from);
                    for (int i = 0; i < a.Length && segment.Frames[i].Time <= onset.AddDays(14.2); i++)
                        watch.Add(segment.Frames[i].Time, a[i] - b[i] + perWeek / 7 * Math.Max(0, (segment.Frames[i].Time - onset).TotalDays));
                    if (watch.Alarms.Any(x => x.Raised <= onset.AddDays(14.01))) found++;
                    else missed.Add($"{segment.Name} day {from} {perWeek:+0.00;-0.00}");
                }
            }
        }
        TestContext.Current.SendDiagnosticMessage($"{found} of {all}; missed: {string.Join(", ", missed)}");
        Assert.True(found >= 0.9 * all, $"{found} of {all}; missed: {string.Join(", ", missed)}");
        // What is missed are drifts against which deployment 1 itself moves by as much, days 37 to 49.
        int others = missed.Count(m => !m.StartsWith("1 day 3", StringComparison.Ordinal) && !m.StartsWith("1 day 4", StringComparison.Ordinal));
        Assert.True(others <= 3, string.Join(", ", missed));
    }

    [Fact]
    public void Outages_and_bubbles_in_the_real_deployments_are_no_drift()
    {
        foreach (IonSegment segment in Shared().Segments)
        {
            for (int from = 3; from < 40; from += 9)
            {
                // An electrode off for 36 h, then one that reads 0.2 pH too much for 12 h.
                Assert.Empty(Sense(segment, d => d > from && d < from + 1.5 ? (double.NaN, 0) : (0, 0)).Pair.Watch.Alarms);
                Assert.Empty(Sense(segment, d => d > from && d < from + 0.5 ? (0.012, 0) : (0, 0)).Pair.Watch.Alarms);
            }
        }
    }

    [Fact]
    public void A_new_deployment_begins_with_fresh_electrodes()
    {
        Data data = Shared();
        Assert.Equal(["1", "3"], data.Segments.Select(s => s.Name));
        Assert.Equal(4507, data.Segments[0].Frames.Count);
        Assert.NotEqual(data.Segments[0].Offsets, data.Segments[1].Offsets);
    }
}
