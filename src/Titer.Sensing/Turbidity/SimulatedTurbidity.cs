using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Titer.Core;
using Titer.Numerics;
using static Titer.Sensing.Turbidity.TurbidityPhysics;

namespace Titer.Sensing.Turbidity;

/// <summary>
/// One turbidity chip with its own windows, detectors, lamp and dark signals, in crystals of their own size and shape, which wander through a
/// reaction as crystals grow and cluster. Channels: <c>transmitted</c>, <c>scattered</c>, <c>lamp</c> (8 V each), <c>dark</c> (3 V).
/// </summary>
public sealed class SimulatedTurbidity : ISimulatedChip
{
    private const double WanderHours = 2, LampPerHour = 0.2, LampWear = 0.003, FilmLoss = 0.35;

    private readonly Gaussian _noise;
    private readonly TurbidityCalibration _nominal = TurbidityCalibration.Nominal;
    private readonly double[] _dark = new double[3];
    private readonly double _clear, _clearScattered, _extinction, _scattering, _way, _lamp;
    private double _wander = double.NaN, _last, _faultStart = double.NaN;

    public SimulatedTurbidity(Gaussian noise)
    {
        _noise = noise;
        _clear = _nominal.ClearTransmitted * (1 + _nominal.ClearUncertainty * noise.Next());
        _clearScattered = _nominal.ClearScattered + _nominal.ClearScatteredUncertainty * noise.Next();
        _extinction = _nominal.Extinction * (1 + _nominal.OwnUncertainty * noise.Next());
        _scattering = _nominal.Scattering * (1 + _nominal.OwnUncertainty * noise.Next());
        _way = _nominal.Way * (1 + _nominal.OwnUncertainty * noise.Next());
        _lamp = 1 + 0.05 * Math.Clamp(noise.Next(), -2, 2);
        for (int i = 0; i < 3; i++) _dark[i] = 0.01 * noise.Next();
    }

    public string Source => TurbiditySensor.SourceName;

    public ImmutableArray<Channel> Read(double hours, in Broth broth, ChipFault fault = ChipFault.None)
    {
        Wander(hours);
        if (fault == ChipFault.None) _faultStart = double.NaN;
        else if (double.IsNaN(_faultStart)) _faultStart = hours;
        double since = double.IsNaN(_faultStart) ? 0 : hours - _faultStart;
        double lamp = _lamp * (1 - LampWear * hours) * (fault == ChipFault.LampDrift ? Math.Exp(-LampPerHour * since) : 1);
        double crystals = Math.Max(0, broth.Crystals) + (fault == ChipFault.Saturated ? 40 : 0), size = 1 + _nominal.CrystalUncertainty * _wander;
        double through = _clear * Transmission(_extinction * size, crystals);
        double beside = _clearScattered + Scattered(_scattering * size, _extinction * size, _way, crystals);
        if (fault == ChipFault.Fouled) through *= 1 - FilmLoss;

        double[] transmitted = new double[Flashes], scattered = new double[Flashes], monitor = new double[Flashes];
        for (int i = 0; i < Flashes; i++)
        {
            // A bubble in the beam throws light aside; some flashes meet none.
            double bubble = fault == ChipFault.Bubble && _noise.Uniform() < 0.6 ? _noise.Uniform(0.2, 0.8) : 0;
            transmitted[i] = Seen(0, lamp * through * (1 - bubble));
            scattered[i] = Seen(1, lamp * (beside + 0.5 * bubble));
            monitor[i] = Seen(2, lamp * _nominal.Lamp);
        }
        return
        [
            new Channel("transmitted", Unit.Volt, ImmutableCollectionsMarshal.AsImmutableArray(transmitted)),
            new Channel("scattered", Unit.Volt, ImmutableCollectionsMarshal.AsImmutableArray(scattered)),
            new Channel("lamp", Unit.Volt, ImmutableCollectionsMarshal.AsImmutableArray(monitor)),
            new Channel("dark", Unit.Volt, [.. _dark.Select(d => d + 0.2 * _nominal.Noise * _noise.Next())]),
        ];
    }

    private double Seen(int detector, double light) => Math.Min(Ceiling,
        light * (1 + _nominal.RelativeNoise * _noise.Next()) + _dark[detector] + _nominal.Noise * _noise.Next());

    /// <summary>Size of the crystals, in standard deviations: an Ornstein-Uhlenbeck process of two hours.</summary>
    private void Wander(double hours)
    {
        double kept = double.IsNaN(_wander) ? 0 : Math.Exp(-Math.Abs(hours - _last) / WanderHours);
        _wander = kept * (double.IsNaN(_wander) ? 0 : _wander) + Math.Sqrt(1 - kept * kept) * _noise.Next();
        _last = hours;
    }
}
