using Titer.Core;
using Titer.Numerics;
using Titer.Sensing.Binding;

namespace Titer.Sensing.Tests.Binding;

public class BindingSensorTests
{
    private const double FrameSeconds = 2;
    private static readonly BindingCalibration Nominal = BindingCalibration.Nominal;

    private static Bench Table(ulong seed) => new(new SimulatedBinding(new Gaussian(seed)), new BindingSensor(Nominal));

    /// <summary>Titres of whole cycles, with a fault between two times of each.</summary>
    private static List<Measurement> Run(
        Bench table, double cycles, double antigen, ChipFault fault = ChipFault.None, double from = 0, double to = double.PositiveInfinity, Tag? tag = null)
    {
        var found = new List<Measurement>();
        for (double t = 0; t < cycles * BindingPhysics.Cycle; t += FrameSeconds)
        {
            ChipFault now = t >= from && t < to ? fault : ChipFault.None;
            found.AddRange(table.Sense(t / 3600, Bench.Typical with { Antigen = antigen }, now).Where(m => m.Tag == (tag ?? BindingSensor.TitreTag)));
        }
        return found;
    }

    [Fact]
    public void The_titre_of_the_broth_lies_within_its_interval_on_95_of_100_chips_and_no_alarm_comes()
    {
        var coverage = new Coverage();
        ulong seed = 0;
        foreach (double antigen in (double[])[0.05, 0.3, 1, 2.5])
        {
            for (int chip = 0; chip < 10; chip++)
            {
                foreach (Measurement m in Run(Table(seed++), 0.35, antigen))
                {
                    Assert.Equal(Quality.Good, m.Quality);
                    coverage.Add(m.Value, m.StandardUncertainty, antigen);
                }
            }
        }
        Assert.InRange(coverage.Fraction, 0.87, 1);
        Assert.InRange(coverage.Ratio, 0.7, 1.3);
    }

    [Theory]
    [InlineData(ChipFault.Bubble, Ne107.Failure, "bubble")]
    [InlineData(ChipFault.ReferenceRingDead, Ne107.Failure, "reference ring dead")]
    [InlineData(ChipFault.Saturated, Ne107.Failure, "saturated")]
    [InlineData(ChipFault.TemperatureExcursion, Ne107.OutOfSpecification, "temperature")]
    [InlineData(ChipFault.ModeHop, Ne107.OutOfSpecification, "hopped")]
    public void Every_fault_is_caught_in_shift_and_titre_and_is_gone_when_it_is_gone(ChipFault fault, Ne107 status, string reason)
    {
        const double From = BindingPhysics.Baseline + 20, To = From + 12;
        List<Measurement> shifts = Run(Table(11), 0.35, 1, fault, From, To, BindingSensor.ShiftTag);
        int first = (int)(From / FrameSeconds), last = (int)(To / FrameSeconds);
        Assert.All(shifts[..first], m => Assert.Equal(Quality.Good, m.Quality));
        Assert.Contains(shifts[first..last], m => m.Quality.Status == status && m.Quality.Reason.Contains(reason, StringComparison.Ordinal));
        Assert.All(shifts[(last + 2)..], m => Assert.Equal(Quality.Good, m.Quality));
        Measurement titre = Assert.Single(Run(Table(11), 0.35, 1, fault, From, To));
        Assert.False(titre.Quality.IsGood);
    }

    [Fact]
    public void A_fouled_surface_is_caught_by_what_stays_after_regeneration()
    {
        List<Measurement> titres = Run(Table(12), 4.4, 1, ChipFault.Fouled);
        Assert.Equal(Quality.Good, titres[0].Quality);
        Assert.Contains("fouled", titres[^1].Quality.Reason, StringComparison.Ordinal);
        Assert.All(Run(Table(12), 4.4, 1), m => Assert.Equal(Quality.Good, m.Quality));
    }

    [Fact]
    public void A_titre_too_high_for_the_slope_is_out_of_specification() =>
        Assert.Equal(Ne107.OutOfSpecification, Assert.Single(Run(Table(13), 0.35, 40)).Quality.Status);

    [Fact]
    public void Broken_frames_give_failures_and_no_exception()
    {
        var sensor = new BindingSensor(Nominal);
        foreach (Frame frame in Bench.Broken(Table(14).Read(0.01, Bench.Typical)))
            Assert.All(Bench.Sense(sensor, frame), m => Assert.True(m.Quality.IsBad));
    }

    [Fact]
    public void The_calibration_is_named_by_its_content() =>
        Assert.NotEqual(Nominal.Hash, (Nominal with { RateSlope = 4.1e7 }).Hash);

    [Fact]
    public void Sensing_a_frame_allocates_nothing_beyond_its_measurements()
    {
        Bench table = Table(15);
        Frame[] frames = [.. Enumerable.Range(0, 120).Select(i => table.Read(i * FrameSeconds / 3600, Bench.Typical))];
        var sensor = new BindingSensor(Nominal);
        var measurements = new List<Measurement>(1000);
        foreach (Frame frame in frames[..40]) sensor.Sense(frame, measurements);
        int had = measurements.Count;
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int k = 40; k < frames.Length; k++) sensor.Sense(frames[k], measurements);
        long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal((measurements.Count - had) * Allocation.Of(measurements[0]), bytes);
    }
}
