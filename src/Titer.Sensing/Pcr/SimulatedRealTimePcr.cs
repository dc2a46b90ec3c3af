using System.Collections.Immutable;
using Titer.Core;
using Titer.Numerics;

namespace Titer.Sensing.Pcr;

/// <summary>
/// One well of a real-time PCR chip with its own efficiency, baseline and gain. Copies grow cycle by cycle, N' = N (1 + E (1 - N / K)), which
/// is not the curve that <see cref="AmplificationAnalysis"/> fits. Channels as <see cref="RealTimePcrSensor"/> reads them.
/// </summary>
public sealed class SimulatedRealTimePcr(Gaussian noise, bool control = false, int cycles = 45) : ISimulatedChip
{
    private const double ReactionVolume = 20, CapacityCopies = 2e12, Plateau = 5000, ReadNoise = 8;

    private readonly double _efficiency = 0.95 + 0.005 * noise.Next();
    private readonly double _baseline = 600 * (1 + 0.05 * noise.Next()), _slope = 0.8 * noise.Next(), _gain = 1 + 0.05 * noise.Next();
    private readonly double _pipetting = 1 + 0.03 * noise.Next();

    public string Source => RealTimePcrSensor.SourceName;

    public ImmutableArray<Channel> Read(double hours, in Broth broth, ChipFault fault = ChipFault.None)
    {
        double template = (control ? 0 : broth.Template) + (fault == ChipFault.Contamination ? 5 : 0);
        double copies = fault == ChipFault.EmptyWell ? 0 : noise.Poisson(template * ReactionVolume * _pipetting);
        double efficiency = fault == ChipFault.Inhibition ? 0.55 : _efficiency;
        double[] x = new double[cycles], y = new double[cycles];
        for (int i = 0; i < cycles; i++)
        {
            x[i] = i + 1;
            copies *= 1 + efficiency * (1 - copies / CapacityCopies);
            double signal = _baseline + _slope * i + _gain * Plateau * copies / CapacityCopies + ReadNoise * noise.Next();
            y[i] = fault == ChipFault.Dropout ? 0 : signal;
        }
        var channels = ImmutableArray.CreateBuilder<Channel>();
        channels.Add(new Channel("cycle", Unit.Cycle, [.. x]));
        channels.Add(new Channel("fluorescence", Unit.One, [.. y]));
        if (control) channels.Add(new Channel("control", Unit.One, [1]));
        return channels.ToImmutable();
    }
}
