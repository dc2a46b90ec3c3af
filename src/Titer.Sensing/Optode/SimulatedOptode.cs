using System.Collections.Immutable;
using Titer.Core;
using Titer.Numerics;
using static Titer.Sensing.Optode.OptodePhysics;

namespace Titer.Sensing.Optode;

/// <summary>
/// One optical oxygen chip with its own gain, zero point and bleaching; the membrane follows the broth with 30 s.
/// Channels: <c>phase</c> (deg), <c>amplitude</c> (V), <c>excitation</c> (V), <c>thermistor</c> (Ohm, Pt1000).
/// </summary>
public sealed class SimulatedOptode : ISimulatedChip
{
    private const double MembraneHours = 30.0 / 3600;
    // Part of the amplitude that a day of excitation bleaches.
    private const double BleachingPerDay = 0.01;

    private readonly Gaussian _noise;
    private readonly OptodeCalibration _nominal = OptodeCalibration.Nominal;
    private readonly double _gain, _gainPerHour, _phaseOffset, _temperatureError, _amplitude;
    private double _membrane = double.NaN, _last;

    public SimulatedOptode(Gaussian noise)
    {
        _noise = noise;
        _gain = 1 + _nominal.GainUncertainty * noise.Next();
        _gainPerHour = _nominal.GainDriftPerDay / 24 * noise.Next();
        _phaseOffset = _nominal.PhaseOffset * noise.Next();
        _temperatureError = 0.5 * _nominal.TemperatureUncertainty * noise.Next();
        _amplitude = _nominal.Amplitude * (1 + 0.05 * noise.Next());
    }

    public string Source => OptodeSensor.SourceName;

    public ImmutableArray<Channel> Read(double hours, in Broth broth, ChipFault fault = ChipFault.None)
    {
        _membrane = double.IsNaN(_membrane)
            ? broth.DissolvedOxygen
            : broth.DissolvedOxygen + (_membrane - broth.DissolvedOxygen) * Math.Exp(-Math.Max(0, hours - _last) / MembraneHours);
        _last = hours;

        double stern = AtTemperature(_nominal.SternVolmer, _nominal.SternVolmerPerKelvin, broth.Temperature) * _gain * (1 + _gainPerHour * hours);
        double y = Quenching(_membrane, stern, _nominal.Fraction, _nominal.Ratio);
        double tan0 = AtTemperature(TanPhase(_nominal.Frequency, _nominal.Lifetime), _nominal.LifetimePerKelvin, broth.Temperature);
        double amplitude = _amplitude * (1 - BleachingPerDay * hours / 24) * y, excitation = _nominal.Excitation * (1 + 0.002 * _noise.Next());
        double phase = double.RadiansToDegrees(Math.Atan(y * tan0)) + _phaseOffset;
        if (fault == ChipFault.Dropout)
        {
            // What comes back is stray light of no particular phase.
            amplitude = 0.01 * (1 + 0.3 * _noise.Uniform());
            phase = _noise.Uniform(-90, 90);
        }
        phase += _nominal.PhaseNoise * Math.Sqrt(_nominal.Amplitude / amplitude) * _noise.Next();
        double ohm = Thermometer.ThermometerPhysics.Resistance(broth.Temperature + _temperatureError + 0.01 * _noise.Next());
        return
        [
            new Channel("phase", Unit.Degree, [phase]),
            new Channel("amplitude", Unit.Volt, [amplitude * (1 + 0.002 * _noise.Next())]),
            new Channel("excitation", Unit.Volt, [excitation]),
            new Channel("thermistor", Unit.Ohm, [ohm]),
        ];
    }
}
