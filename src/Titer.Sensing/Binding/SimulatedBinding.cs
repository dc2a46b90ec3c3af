using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Titer.Core;
using Titer.Numerics;
using static Titer.Sensing.Binding.BindingPhysics;

namespace Titer.Sensing.Binding;

/// <summary>
/// One chip of ring resonators with its fluidics, which runs its cycle by itself: buffer, diluted broth, buffer, regeneration. Rings differ in
/// place, width, asymmetry, amount of antibody and in how they follow index and temperature. Channels: <c>sweep</c> (rings x points, V, the
/// reference ring last), <c>valve</c> (0 buffer, 1 sample, 2 regeneration), <c>elapsed</c> (s since the valve turned).
/// </summary>
public sealed class SimulatedBinding : ISimulatedChip
{
    private const double Light = 1.8, DetectorNoise = 0.002;
    private const double SampleIndex = 2e-4, RegenerationIndex = 1e-3;
    private const double TemperatureSpread = 0.01, TemperatureTime = 600, RingWander = 0.3, RingWanderTime = 300;
    private const double StrippingRate = 0.2;
    private const double BubbleShift = -22_000, Excursion = 1.5, Hop = -35, FoulingPerSecond = 0.05, FoulingOnReference = 0.3;

    private readonly Gaussian _noise;
    private readonly BindingCalibration _nominal = BindingCalibration.Nominal;
    private readonly double[] _place = new double[Rings], _width = new double[Rings], _asymmetry = new double[Rings], _match = new double[Rings];
    private readonly double[] _rmax = new double[ActiveRings], _occupied = new double[ActiveRings], _wander = new double[Rings];
    private readonly double _ka, _kd, _dilution;
    private double _seconds = double.NaN, _temperature, _fouling, _concentrationScatter = 1;

    public SimulatedBinding(Gaussian noise)
    {
        _noise = noise;
        // The calibration knows the product ka Rmax to its uncertainty, and each of them only roughly.
        double product = _nominal.RateSlope * (1 + _nominal.RateSlopeUncertainty * noise.Next());
        _ka = _nominal.AssociationRate * (1 + 0.5 * _nominal.RateUncertainty * noise.Next());
        _kd = _nominal.DissociationRate * (1 + 0.5 * _nominal.RateUncertainty * noise.Next());
        _dilution = _nominal.Dilution * (1 + _nominal.DilutionUncertainty * noise.Next());
        double sum = 0;
        for (int i = 0; i < ActiveRings; i++) sum += _rmax[i] = 1 + 0.03 * noise.Next();
        for (int i = 0; i < ActiveRings; i++) _rmax[i] *= product / _ka * ActiveRings / sum;
        for (int i = 0; i < Rings; i++)
        {
            _place[i] = -250 + 25 * noise.Next();
            _width[i] = _nominal.Width * (1 + 0.05 * noise.Next());
            _asymmetry[i] = 0.1 * noise.Next();
            _match[i] = 1 + 0.5 * _nominal.ReferenceMatch * noise.Next();
        }
    }

    public string Source => BindingSensor.SourceName;

    /// <summary>What the sample on the chip holds of the antigen of the broth, mol/L.</summary>
    public double ConcentrationOf(in Broth broth) => broth.Antigen / _nominal.MolarMass / _dilution;

    public ImmutableArray<Channel> Read(double hours, in Broth broth, ChipFault fault = ChipFault.None)
    {
        double now = hours * 3600;
        Advance(now, ConcentrationOf(broth), fault);
        int valve = Valve(now);
        double index = valve == Sample ? SampleIndex : valve == Regeneration ? RegenerationIndex : 0;
        double kelvin = _temperature + (fault == ChipFault.TemperatureExcursion ? Excursion : 0);
        var sweep = new double[Rings * Points];
        for (int ring = 0; ring < Rings; ring++)
        {
            bool active = ring < ActiveRings;
            double shift = _place[ring] + _match[ring] * (PicometresPerIndex * index + PicometresPerKelvin * kelvin) + _wander[ring]
                + (active ? _rmax[ring] * _occupied[ring] * Accessible + _fouling : FoulingOnReference * _fouling)
                + (fault == ChipFault.ModeHop ? Hop : 0) + (fault == ChipFault.Bubble && ring < 2 ? BubbleShift : 0);
            double gain = fault == ChipFault.Saturated ? 1.6 : 1;
            bool dead = fault == ChipFault.ReferenceRingDead && !active;
            for (int i = 0; i < Points; i++)
            {
                double transmission = dead ? 0.01 : Transmission((i - 0.5 * (Points - 1)) * Step - shift, _width[ring], 0.8, _asymmetry[ring]);
                double volts = gain * Light * transmission + DetectorNoise * _noise.Next();
                sweep[ring * Points + i] = Math.Clamp(volts, 0, FullScale);
            }
        }
        return
        [
            new Channel("sweep", Unit.Volt, ImmutableCollectionsMarshal.AsImmutableArray(sweep)),
            new Channel("valve", Unit.One, [valve]),
            new Channel("elapsed", Unit.Second, [now - Turned(now)]),
        ];
    }

    /// <summary>Part of the antibodies that what has stuck leaves free.</summary>
    private double Accessible => Math.Exp(-_fouling / 120);

    private void Advance(double now, double concentration, ChipFault fault)
    {
        if (double.IsNaN(_seconds)) _seconds = now;
        double passed = Math.Max(0, now - _seconds);
        while (_seconds < now)
        {
            double from = _seconds, end = Math.Min(now, NextTurn(from)), span = end - from;
            int valve = Valve(from);
            if (valve == RunningBuffer && from - Turned(from) < 1e-6) _concentrationScatter = 1 + _nominal.InjectionScatter * _noise.Next();
            for (int i = 0; i < ActiveRings; i++)
            {
                _occupied[i] = valve == Regeneration ? _occupied[i] * Math.Exp(-StrippingRate * span)
                    : Occupy(_occupied[i], _ka, _kd, valve == Sample ? concentration * _concentrationScatter : 0, span);
            }
            if (fault == ChipFault.Fouled && valve == Sample) _fouling += FoulingPerSecond * span;
            _seconds = end;
        }
        double kept = Math.Exp(-passed / TemperatureTime), ringKept = Math.Exp(-passed / RingWanderTime);
        _temperature = kept * _temperature + TemperatureSpread * Math.Sqrt(1 - kept * kept) * _noise.Next();
        for (int i = 0; i < Rings; i++) _wander[i] = ringKept * _wander[i] + RingWander * Math.Sqrt(1 - ringKept * ringKept) * _noise.Next();
    }

    /// <summary>When the valve last turned, s.</summary>
    private static double Turned(double seconds)
    {
        double start = Math.Floor(seconds / Cycle) * Cycle, t = seconds - start;
        return start + (t < Baseline ? 0 : t < Baseline + Injection ? Baseline : t < Cycle - Stripping ? Baseline + Injection : Cycle - Stripping);
    }

    private static double NextTurn(double seconds)
    {
        double start = Math.Floor(seconds / Cycle) * Cycle, t = seconds - start;
        return start + (t < Baseline ? Baseline : t < Baseline + Injection ? Baseline + Injection
            : t < Cycle - Stripping ? Cycle - Stripping : Cycle);
    }
}
