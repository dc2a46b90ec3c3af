using Titer.Core;
using Titer.Sensing.Hologram;

namespace Titer.Sensing.Tests.Hologram;

public sealed class HologramAllocationTests
{
    [Fact]
    public void Sensing_a_stream_allocates_nothing_beyond_measurements_objects_and_foci()
    {
        HologramCalibration camera = HologramCalibration.Nominal with { Side = 256 };
        SimulatedHologram chip = Scenes.Chip(5, camera);
        var table = new Bench(chip, new HologramSensor(camera));
        Frame[] frames = [.. Enumerable.Range(0, 8).Select(k => table.Read(k, Scenes.Culture))];
        var sensor = new HologramSensor(camera);
        var measurements = new List<Measurement>(64);
        foreach (Frame frame in frames) sensor.Sense(frame, measurements);
        HologramAnalysis found = sensor.Analysis!;
        foreach (Frame frame in frames)
        {
            measurements.Clear();
            long before = GC.GetAllocatedBytesForCurrentThread();
            sensor.Sense(frame, measurements);
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            long result = measurements.Sum(m => Bytes(() => m with { Sequence = 1 }))
                + found.Objects.Sum(o => Bytes(() => o with { X = 1 }))
                + Bytes(() => new FocusCurve(found.Focus.Curve.Distances, [.. found.Focus.Curve.Sharpness]));
            Assert.Equal(result, allocated);
        }
    }

    /// <summary>What an object takes from the heap.</summary>
    private static long Bytes(Func<object> make)
    {
        GC.KeepAlive(make());
        long before = GC.GetAllocatedBytesForCurrentThread();
        GC.KeepAlive(make());
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
