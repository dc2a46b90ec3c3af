using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Titer.Core;
using Titer.Numerics;
using static Titer.Sensing.Equipment.EquipmentPhysics;

namespace Titer.Sensing.Equipment;

/// <summary>The instruments of one transcription skid with their own zero points. Channels: <c>tacho</c>, <c>balance</c> (10),
/// <c>loadcell</c>.</summary>
public sealed class SimulatedTranscriptionSkid : ISimulatedChip
{
    private readonly Gaussian _noise;
    private readonly TranscriptionSkidCalibration _nominal = TranscriptionSkidCalibration.Nominal;
    private readonly double[] _tare = new double[TranscriptionSkidSensor.Bottles.Length];
    private readonly double _volumeOffset;

    public SimulatedTranscriptionSkid(Gaussian noise)
    {
        _noise = noise;
        for (int i = 0; i < _tare.Length; i++) _tare[i] = 0.8 * _nominal.BalanceUncertainty * noise.Next();
        _volumeOffset = 0.9 * _nominal.VolumeUncertainty * noise.Next();
    }

    public string Source => TranscriptionSkidSensor.SourceName;

    public ImmutableArray<Channel> Read(double hours, in Broth broth, ChipFault fault = ChipFault.None)
    {
        double tacho = broth.Agitation <= 0
            ? 0
            : Math.Max(0, Tacho(broth.Agitation + 0.9 * _nominal.AgitationUncertainty * _noise.Next(), _nominal.Teeth));
        double load = (broth.Volume + _volumeOffset + 0.4 * _nominal.VolumeUncertainty * _noise.Next()) * _nominal.Density;
        double[] left =
        [
            broth.AtpPumped, broth.UtpPumped, broth.CtpPumped, broth.GtpPumped, broth.CapPumped,
            broth.MagnesiumPumped, broth.PolymerasePumped, broth.BasePumped, broth.DnasePumped, broth.EdtaPumped,
        ];
        for (int i = 0; i < left.Length; i++)
            left[i] = _nominal.Start[i] - left[i] + _tare[i] + 0.5 * _nominal.BalanceUncertainty * _noise.Next();
        return
        [
            new Channel("tacho", Unit.Hertz, [tacho]),
            new Channel("balance", Unit.Kilogram, ImmutableCollectionsMarshal.AsImmutableArray(left)),
            new Channel("loadcell", Unit.Volt, [Volts(load, _nominal.LoadFullScale, _nominal.LoadSpan)]),
        ];
    }
}
