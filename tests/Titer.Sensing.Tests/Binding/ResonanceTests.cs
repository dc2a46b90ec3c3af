using Titer.Numerics;
using Titer.Sensing.Binding;
using static Titer.Sensing.Binding.BindingPhysics;

namespace Titer.Sensing.Tests.Binding;

public class ResonanceTests
{
    private static readonly BindingCalibration Nominal = BindingCalibration.Nominal;

    private static ResonanceTracker Tracker() => new(Points, Step, FullScale, Nominal.Width);

    private static double[] Sweep(Gaussian noise, double shift, double width = 78, double depth = 0.8, double asymmetry = 0.1, double volts = 1.8, double sigma = 0.002) =>
        [.. Enumerable.Range(0, Points).Select(i => volts * Transmission((i - 0.5 * (Points - 1)) * Step - shift, width, depth, asymmetry) + sigma * noise.Next())];

    [Fact]
    public void The_resonance_is_found_to_a_thousandth_of_its_width_and_its_uncertainty_is_true()
    {
        var noise = new Gaussian(5);
        ResonanceTracker tracker = Tracker();
        var coverage = new Coverage();
        for (int i = 0; i < 400; i++)
        {
            double shift = 100 * Math.Sin(i / 60.0);
            ResonanceReading reading = tracker.Read(Sweep(noise, shift));
            Assert.Equal(ResonanceStatus.Found, reading.Status);
            Assert.InRange(reading.Uncertainty, 0.01, 0.08); // pm, of 78
            coverage.Add(reading.Shift, reading.Uncertainty, shift);
        }
        Assert.InRange(coverage.Fraction, 0.92, 0.98);
        Assert.InRange(coverage.Ratio, 0.9, 1.1);
    }

    [Fact]
    public void An_asymmetric_dip_does_not_pull_the_resonance()
    {
        foreach (double asymmetry in (double[])[-0.4, 0, 0.4])
            Assert.Equal(12.3, Tracker().Read(Sweep(new Gaussian(1), 12.3, asymmetry: asymmetry)).Shift, 0.2);
    }

    [Fact]
    public void A_jump_of_several_widths_is_followed()
    {
        var noise = new Gaussian(2);
        ResonanceTracker tracker = Tracker();
        tracker.Read(Sweep(noise, -300));
        Assert.Equal(250, tracker.Read(Sweep(noise, 250)).Shift, 0.3);
    }

    [Fact]
    public void Sweeps_without_a_dip_with_a_detector_at_its_end_or_with_NaN_are_no_readings()
    {
        var noise = new Gaussian(3);
        ResonanceTracker tracker = Tracker();
        Assert.Equal(ResonanceStatus.Lost, tracker.Read(Sweep(noise, 0, depth: 0)).Status);
        Assert.Equal(ResonanceStatus.Lost, tracker.Read(Sweep(noise, 5000)).Status);
        Assert.Equal(ResonanceStatus.Lost, tracker.Read(new double[Points]).Status);
        Assert.Equal(ResonanceStatus.Saturated, tracker.Read([.. Sweep(noise, 0, volts: 2.8).Select(v => Math.Min(v, FullScale))]).Status);
        double[] broken = Sweep(noise, 0);
        broken[7] = double.NaN;
        Assert.Equal(ResonanceStatus.Unusable, tracker.Read(broken).Status);
        Assert.Equal(ResonanceStatus.Found, tracker.Read(Sweep(noise, 0)).Status);
    }

    [Fact]
    public void Following_a_resonance_allocates_nothing()
    {
        var noise = new Gaussian(4);
        ResonanceTracker tracker = Tracker();
        double[][] sweeps = [.. Enumerable.Range(0, 60).Select(i => Sweep(noise, i))];
        for (int i = 0; i < 20; i++) tracker.Read(sweeps[i]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 20; i < 60; i++) tracker.Read(sweeps[i]);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
