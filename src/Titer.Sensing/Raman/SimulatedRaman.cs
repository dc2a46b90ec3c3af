using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Titer.Core;
using Titer.Numerics;
using static Titer.Sensing.Raman.RamanPhysics;

namespace Titer.Sensing.Raman;

/// <summary>
/// One Raman probe with its own axis error, laser power, lot of medium and wandering fluorescence. Channel: <c>counts</c>
/// (700, mean of 100 exposures).
/// </summary>
public sealed class SimulatedRaman : ISimulatedChip
{
    private const double AxisShift = 0.08, AxisStretch = 0.08;     // 1/cm
    private const double PowerSpread = 0.05, LotSpread = 0.05, FluorescenceSpread = 0.1, CurvatureSpread = 0.08, WanderHours = 24;
    private const double SpikesPerRead = 0.3;

    private readonly Gaussian _noise;
    private readonly RamanApplication _application;
    private readonly double[] _water, _medium, _amounts;
    private readonly double[][] _components;
    private readonly double[][] _fluorescence = new double[Fluorescence.Length][];
    private readonly double[] _mix = new double[Fluorescence.Length];
    private readonly double _power, _lot, _fluorescenceGain;
    private double _last = double.NegativeInfinity, _powerWander;

    /// <summary>In a CHO culture.</summary>
    public SimulatedRaman(Gaussian noise) : this(noise, CultureRaman.Application)
    {
    }

    public SimulatedRaman(Gaussian noise, RamanApplication application)
    {
        (_noise, _application) = (noise, application);
        double shift = AxisShift * noise.Next(), stretch = AxisStretch * noise.Next();
        double[] Of(Band[] bands) => Spectrum(bands, shift, stretch);
        (_water, _medium, _components) = (Of(Water), Of(application.Medium), [.. application.Components.Select(Of)]);
        _amounts = new double[_components.Length];
        for (int k = 0; k < Fluorescence.Length; k++) _fluorescence[k] = Of([Fluorescence[k]]);
        _power = 1 + PowerSpread * Math.Clamp(noise.Next(), -2, 2);
        _lot = 1 + LotSpread * noise.Next();
        _fluorescenceGain = 1 + FluorescenceSpread * Math.Clamp(noise.Next(), -2, 2);
    }

    public string Source => RamanSensor.SourceName;

    public ImmutableArray<Channel> Read(double hours, in Broth broth, ChipFault fault = ChipFault.None)
    {
        Wander(hours);
        double power = _power * (1 + _powerWander), raman = power * _application.Transmission(hours, broth);
        double fluorescence = power * _fluorescenceGain * _application.Fluorescence(hours, broth);
        _application.Amounts(broth, _amounts);
        double f0 = fluorescence * (1 + _mix[0]), f1 = fluorescence * (1 + _mix[1]), f2 = fluorescence * (1 + _mix[2]);

        var counts = new double[Channels];
        for (int i = 0; i < Channels; i++)
        {
            double scattered = _water[i] + _lot * _medium[i];
            for (int k = 0; k < _amounts.Length; k++) scattered += _amounts[k] * _components[k][i];
            double expected = Dark + raman * scattered + f0 * _fluorescence[0][i] + f1 * _fluorescence[1][i] + f2 * _fluorescence[2][i];
            if (fault == ChipFault.Saturated)
            {
                // Stray light of a lamp, broad and brighter than the detector can take.
                double d = (Wavenumber(i) - 750) / 180;
                expected += 90_000 * Math.Exp(-0.5 * d * d);
            }
            counts[i] = expected + Math.Sqrt(Variance(expected)) * _noise.Next();
        }
        for (double spikes = _noise.Poisson(SpikesPerRead); spikes > 0; spikes--)
        {
            int at = (int)_noise.Uniform(0, Channels - 1);
            double height = _noise.Uniform(300, 5000);
            counts[at] += height;
            counts[at + 1] += height * _noise.Uniform(0, 0.5);
        }
        for (int i = 0; i < Channels; i++)
            counts[i] = Math.Clamp(Math.Round(counts[i] * Exposures) / Exposures, 0, Saturation);
        return [new Channel("counts", Unit.Count, ImmutableCollectionsMarshal.AsImmutableArray(counts))];
    }

    /// <summary>Laser power and the mix of the fluorescence are Ornstein-Uhlenbeck processes of a day.</summary>
    private void Wander(double hours)
    {
        double kept = Math.Exp(-Math.Abs(hours - _last) / WanderHours), fresh = Math.Sqrt(1 - kept * kept);
        for (int k = 0; k < _mix.Length; k++) _mix[k] = kept * _mix[k] + fresh * CurvatureSpread * _noise.Next();
        _powerWander = kept * _powerWander + fresh * 0.01 * _noise.Next();
        _last = hours;
    }
}
