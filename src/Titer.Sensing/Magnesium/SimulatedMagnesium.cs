using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Titer.Core;
using Titer.Numerics;
using Titer.Sensing.IonArray;
using Titer.Sensing.IonFet;
using static Titer.Sensing.Magnesium.MagnesiumPhysics;

namespace Titer.Sensing.Magnesium;

/// <summary>
/// One magnesium chip as it left calibration: E0, slopes, selectivities of its batch of membrane, detection limit, drift and thermistor differ a
/// little from what its calibration says; the ionic strength is that of the broth. A fault of one site strikes the first.
/// </summary>
public sealed class SimulatedMagnesium : ISimulatedChip
{
    private const double DriftVoltsPerHour = 0.006, FilmHours = 600.0 / 3600, FilmLoss = 0.4;

    private readonly Gaussian _noise;
    private readonly MagnesiumCalibration _nominal = MagnesiumCalibration.Nominal;
    private readonly IonElectrode[] _sites;
    private readonly ImmutableArray<Selectivity> _selectivities;
    private readonly IonElectrode _sodium;
    private readonly double _detectionLimit, _temperatureError, _commonPerHour, _referencePotential;
    private double _faultStart = double.NaN, _lastHours, _film, _middle, _stuck = double.NaN, _shift;

    public SimulatedMagnesium(Gaussian noise)
    {
        _noise = noise;
        _sites = [.. _nominal.Sites.Select(Drawn)];
        _sodium = Drawn(_nominal.Sodium);
        _selectivities = [.. _nominal.Sites[0].Selectivities.Select(s => s with { LogK = s.LogK + s.Uncertainty * noise.Next() })];
        _detectionLimit = Math.Max(1e-6, _nominal.DetectionLimit + _nominal.DetectionLimitUncertainty * noise.Next());
        _temperatureError = _nominal.TemperatureUncertainty * noise.Next();
        _commonPerHour = _nominal.DriftPerDay / 24 * noise.Next();
        _referencePotential = _nominal.ReferencePotential + 0.002 * noise.Next();
    }

    public string Source => MagnesiumSensor.SourceName;

    public ImmutableArray<Channel> Read(double hours, in Broth broth, ChipFault fault = ChipFault.None)
    {
        double decades = Decades(broth), elapsed = hours - _lastHours;
        _lastHours = hours;
        if (fault == ChipFault.None) _faultStart = double.NaN;
        else if (double.IsNaN(_faultStart))
        {
            (_faultStart, _film, _middle) = (hours, decades, decades);
            _shift = (_noise.Uniform() < 0.5 ? -1 : 1) * _noise.Uniform(0.04, 0.1);
        }
        double since = double.IsNaN(_faultStart) ? 0 : hours - _faultStart;
        if (fault == ChipFault.ReferenceLoss) _shift += 0.002 * _noise.Next();
        double common = _commonPerHour * hours + (fault == ChipFault.ReferenceLoss ? _shift : 0);

        var volts = new double[Sites];
        for (int i = 0; i < Sites; i++)
        {
            double felt = decades;
            if (i == 0 && fault == ChipFault.Fouling)
            {
                _film += (1 - Math.Exp(-Math.Max(0, elapsed) / FilmHours)) * (decades - _film);
                felt = _middle + (1 - FilmLoss) * (_film - _middle);
            }
            volts[i] = Volts(_sites[i], felt, broth.Temperature) + common + _sites[i].Noise * _noise.Next()
                + (i == 0 && fault == ChipFault.Drift ? DriftVoltsPerHour * since : 0);
        }
        if (fault == ChipFault.DeadSite) volts[0] = double.IsNaN(_stuck) ? volts[0] : _stuck;
        if (fault == ChipFault.OpenSite) volts[0] = _sites[0].Highest;
        _stuck = volts[0];
        double ionic = broth.IonicStrength / 1000, sodium = Math.Max(1e-6, broth.Sodium / 1000 * Gamma(ionic, 1, broth.Temperature));
        double ohm = IonFetPhysics.Thermistor(broth.Temperature + _temperatureError, _nominal.ThermistorR25, _nominal.ThermistorBeta);
        return
        [
            new Channel("magnesium", Unit.Volt, ImmutableCollectionsMarshal.AsImmutableArray(volts)),
            new Channel("sodium", Unit.Volt, [Volts(_sodium, Math.Log10(sodium), broth.Temperature) + common + _sodium.Noise * _noise.Next()]),
            new Channel("thermistor", Unit.Ohm, [ohm]),
            new Channel("reference", Unit.Volt,
                [_referencePotential + (fault == ChipFault.ReferenceLoss ? 1.5 * _shift : 0) + 0.001 * _noise.Next()]),
        ];
    }

    /// <summary>log10 of what the membrane answers to in this broth.</summary>
    private double Decades(in Broth broth)
    {
        double ionic = broth.IonicStrength / 1000;
        double d = _detectionLimit + Math.Max(0, broth.FreeMagnesium / 1000) * Gamma(ionic, 2, broth.Temperature);
        foreach (Selectivity s in _selectivities)
        {
            double gamma = Gamma(ionic, s.Interferent.Charge, broth.Temperature);
            double activity = s.Interferent == IonSpecies.Sodium ? broth.Sodium / 1000 * gamma
                : s.Interferent == IonSpecies.Hydrogen ? Math.Pow(10, -broth.PH)
                : Background(_nominal.Background, s.Interferent) * gamma;
            d += Interference(s, activity);
        }
        return Math.Log10(d);
    }

    private IonElectrode Drawn(IonElectrode e) => e with
    {
        E0 = e.E0 + e.E0Uncertainty * _noise.Next(), Slope = e.Slope * (1 + e.SlopeUncertainty * _noise.Next()),
    };
}
