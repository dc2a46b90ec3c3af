using System.Collections.Immutable;
using Titer.Core;
using Titer.Numerics;
using static Titer.Sensing.Equipment.EquipmentPhysics;

namespace Titer.Sensing.Equipment;

/// <summary>
/// The instruments of one skid with their own zero points and gains. Channels: <c>tacho</c> (Hz), <c>massflow</c> (3 V: air,
/// oxygen, carbon dioxide), <c>balance</c> (2 kg: feed and base vessel, what is left in them), <c>loadcell</c> (V).
/// </summary>
public sealed class SimulatedEquipment : ISimulatedChip
{
    private readonly Gaussian _noise;
    private readonly EquipmentCalibration _nominal = EquipmentCalibration.Nominal;
    private readonly double[] _flowGain = new double[3], _flowZero = new double[3], _tare = new double[2];
    private readonly double _volumeOffset;

    public SimulatedEquipment(Gaussian noise)
    {
        _noise = noise;
        for (int i = 0; i < 3; i++)
        {
            _flowGain[i] = 1 + 0.8 * _nominal.FlowGainUncertainty * noise.Next();
            _flowZero[i] = 0.8 * _nominal.FlowZeroUncertainty * noise.Next();
        }
        for (int i = 0; i < 2; i++) _tare[i] = 0.8 * _nominal.BalanceUncertainty * noise.Next();
        _volumeOffset = 0.9 * _nominal.VolumeUncertainty * noise.Next();
    }

    public string Source => EquipmentSensor.SourceName;

    public ImmutableArray<Channel> Read(double hours, in Broth broth, ChipFault fault = ChipFault.None)
    {
        // A stirrer at rest gives no pulses at all; a turning one is counted over a second, with the jitter of the shaft.
        double tacho = broth.Agitation <= 0
            ? 0
            : Math.Max(0, Tacho(broth.Agitation + 0.4 * _nominal.AgitationUncertainty * _noise.Next(), _nominal.Teeth));
        double load = (broth.Volume + _volumeOffset + 0.4 * _nominal.VolumeUncertainty * _noise.Next()) * _nominal.Density;
        return
        [
            new Channel("tacho", Unit.Hertz, [tacho]),
            new Channel("massflow", Unit.Volt,
            [
                Flow(0, broth.AirFlow, _nominal.AirFullScale),
                Flow(1, broth.OxygenFlow, _nominal.OxygenFullScale),
                Flow(2, broth.CarbonDioxideFlow, _nominal.CarbonDioxideFullScale),
            ]),
            new Channel("balance", Unit.Kilogram, [Left(0, _nominal.FeedStart, broth.FeedPumped), Left(1, _nominal.BaseStart, broth.BasePumped)]),
            new Channel("loadcell", Unit.Volt, [Volts(load, _nominal.LoadFullScale, _nominal.LoadSpan)]),
        ];
    }

    private double Flow(int i, double flow, double fullScale)
    {
        double seen = flow * _flowGain[i] + fullScale * (_flowZero[i] + 0.0003 * _noise.Next());
        return Math.Clamp(Volts(seen, fullScale, _nominal.FlowSpan), -0.05, 1.02 * _nominal.FlowSpan);
    }

    private double Left(int i, double start, double pumped) =>
        start - pumped + _tare[i] + 0.5 * _nominal.BalanceUncertainty * _noise.Next();
}
