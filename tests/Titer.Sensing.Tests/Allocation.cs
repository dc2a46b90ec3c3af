using Titer.Core;

namespace Titer.Sensing.Tests;

/// <summary>What a sensor in its steady state takes from the heap.</summary>
internal static class Allocation
{
    /// <summary>Senses a frame again and holds the bytes against those of so many measurements.</summary>
    public static void IsOfMeasurementsOnly(ISensor sensor, Frame frame, int count)
    {
        var measurements = new List<Measurement>(64);
        for (int i = 0; i < 3; i++) sensor.Sense(frame, measurements);
        measurements.Clear();
        long before = GC.GetAllocatedBytesForCurrentThread();
        sensor.Sense(frame, measurements);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(count * Of(measurements[0]), allocated);
    }

    /// <summary>Bytes of one measurement.</summary>
    public static long Of(Measurement measurement)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Measurement copy = measurement with { Value = 1 };
        long each = GC.GetAllocatedBytesForCurrentThread() - before;
        GC.KeepAlive(copy);
        return each;
    }
}
