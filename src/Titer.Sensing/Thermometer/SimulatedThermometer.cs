using System.Collections.Immutable;
using Titer.Core;
using Titer.Numerics;

namespace Titer.Sensing.Thermometer;

/// <summary>One Pt1000 with its own offset, slope error and drift. Channel: <c>resistance</c> (Ohm).</summary>
public sealed class SimulatedThermometer : ISimulatedChip
{
    private readonly Gaussian _noise;
    private readonly ThermometerCalibration _nominal = ThermometerCalibration.Nominal;
    private readonly double _offset, _slope, _perHour;

    public SimulatedThermometer(Gaussian noise)
    {
        _noise = noise;
        _offset = _nominal.OffsetUncertainty * noise.Next();
        _slope = _nominal.SlopeUncertainty * noise.Next();
        _perHour = _nominal.DriftPerDay / 24 * noise.Next();
    }

    public string Source => ThermometerSensor.SourceName;

    public ImmutableArray<Channel> Read(double hours, in Broth broth, ChipFault fault = ChipFault.None)
    {
        double seen = broth.Temperature + _offset + _slope * (broth.Temperature - 37) + _perHour * hours + _nominal.ReadNoise * _noise.Next();
        return [new Channel("resistance", Unit.Ohm, [ThermometerPhysics.Resistance(seen)])];
    }
}
