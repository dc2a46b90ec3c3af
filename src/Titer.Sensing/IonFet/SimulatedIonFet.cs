using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Titer.Core;
using Titer.Numerics;
using Titer.Sensing.IonArray;
using static Titer.Sensing.IonFet.IonFetPhysics;

namespace Titer.Sensing.IonFet;

/// <summary>
/// One ISFET array as it left the wafer: its offsets, slopes, drift and light sensitivity differ a little from what its
/// calibration says. Channels: <c>gate</c> (4 V), <c>thermistor</c> (1 Ohm), <c>reference</c> (1 V).
/// </summary>
public sealed class SimulatedIonFet : ISimulatedChip
{
    // The slow part of a site's own drift on top of the common one; small against the departure limit, as sites share one oxide.
    private const double SiteHydrationSpread = 0.04;
    private const double FaultDriftPerHour = 0.02;

    private readonly Gaussian _noise;
    private readonly IonFetCalibration _nominal;
    private readonly double[] _offset = new double[Sites], _sensitivity = new double[Sites];
    private readonly double[] _hydration = new double[Sites], _light = new double[Sites];
    private readonly double _offsetPerKelvin, _commonPerHour, _temperatureError, _referencePotential;
    private double _driftStart = double.NaN, _lossStart = double.NaN, _lossShift, _lossDiagnostic;

    public SimulatedIonFet(Gaussian noise)
    {
        _noise = noise;
        _nominal = IonFetCalibration.Nominal;
        double slope = Nernst.Slope(ReferenceTemperature);
        double common = 1 + _nominal.HydrationUncertainty * Within2Sigma();
        _commonPerHour = _nominal.DriftPerDay * Within2Sigma() * slope / 24;
        _offsetPerKelvin = _nominal.OffsetPerKelvin + 2e-5 * noise.Next();
        _temperatureError = 0.5 * _nominal.TemperatureUncertainty * noise.Next();
        _referencePotential = _nominal.ReferencePotential + 0.002 * noise.Next();
        for (int i = 0; i < Sites; i++)
        {
            _sensitivity[i] = _nominal.Sensitivities[i] * (1 + _nominal.SensitivityUncertainty * noise.Next());
            _offset[i] = _nominal.Offsets[i] + _nominal.SiteOffset * slope * noise.Next();
            _hydration[i] = _nominal.HydrationAmplitude * (common + SiteHydrationSpread * Within2Sigma());
            _light[i] = _nominal.LightPattern[i] * (1 + 0.1 * noise.Next());
        }
    }

    public string Source => IonFetSensor.SourceName;

    public ImmutableArray<Channel> Read(double hours, in Broth broth, ChipFault fault = ChipFault.None)
    {
        double slope = Nernst.Slope(broth.Temperature);
        double hydration = Hydration(hours, _nominal.HydrationTime, _nominal.HydrationExponent);
        _driftStart = fault == ChipFault.Drift ? double.IsNaN(_driftStart) ? hours : _driftStart : double.NaN;
        double apart = double.IsNaN(_driftStart) ? 0 : FaultDriftPerHour * (hours - _driftStart) * slope;
        double reference = Reference(hours, fault, out double diagnostic);
        double light = fault == ChipFault.Light ? 0.02 * (1 + 0.03 * _noise.Next()) : 0;

        var gate = new double[Sites];
        for (int i = 0; i < Sites; i++)
        {
            gate[i] = GateVoltage(_offset[i], _offsetPerKelvin, _sensitivity[i], broth.PH, broth.Temperature)
                + _hydration[i] * hydration + _commonPerHour * hours
                + (i == 1 ? apart : i == 2 ? -apart : 0)
                + light * _light[i] + reference + _nominal.ReadNoise * slope * _noise.Next();
        }
        double ohm = Thermistor(broth.Temperature + _temperatureError + 0.01 * _noise.Next(), _nominal.ThermistorR25, _nominal.ThermistorBeta);
        return
        [
            new Channel("gate", Unit.Volt, ImmutableCollectionsMarshal.AsImmutableArray(gate)),
            new Channel("thermistor", Unit.Ohm, [ohm]),
            new Channel("reference", Unit.Volt, [_referencePotential + diagnostic + 0.001 * _noise.Next()]),
        ];
    }

    /// <summary>A lost reference floats: a jump, then a walk of 5 mV per square root of a minute, in the gates and in the diagnostic.</summary>
    private double Reference(double hours, ChipFault fault, out double diagnostic)
    {
        if (fault != ChipFault.ReferenceLoss)
        {
            _lossStart = double.NaN;
            return diagnostic = 0;
        }
        if (double.IsNaN(_lossStart))
        {
            _lossShift = (_noise.Uniform() < 0.5 ? -1 : 1) * _noise.Uniform(0.06, 0.15);
            _lossDiagnostic = 1.5 * _lossShift;
        }
        else
        {
            double step = 0.005 * Math.Sqrt(Math.Max(0, hours - _lossStart) * 60) * _noise.Next();
            // The float is drawn back to its first jump, as the leakage of the gates holds it; it never comes home by chance.
            _lossShift += step - 0.05 * (_lossShift - _lossDiagnostic / 1.5);
        }
        _lossStart = hours;
        diagnostic = _lossDiagnostic + 0.01 * _noise.Next();
        return _lossShift;
    }

    private double Within2Sigma() => Math.Clamp(_noise.Next(), -2, 2);

}
