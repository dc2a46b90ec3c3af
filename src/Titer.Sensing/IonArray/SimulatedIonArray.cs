using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Titer.Core;
using Titer.Numerics;

namespace Titer.Sensing.IonArray;

/// <summary>
/// One ion array as it left calibration: each electrode's E0, slope and selectivities differ a little from what its calibration says. A
/// fault of one site strikes the first electrode. Channels: <c>voltage</c> (n V), <c>temperature</c> (1 Cel), <c>salinity</c> (1).
/// </summary>
public sealed class SimulatedIonArray : ISimulatedChip
{
    private const double SlowDriftPerHour = 0.02 / 168, FilmHours = 600.0 / 3600, FilmLoss = 0.2, LightVolts = 0.02, MostNoise = 30;

    private readonly IonArrayCalibration _nominal;
    private readonly Gaussian _noise;
    private readonly IonElectrode[] _true;
    private readonly double[] _volts, _ions, _clean;
    private readonly int[] _joint;
    private readonly NikolskyEisenman? _solver;
    private readonly double _temperatureError;
    private double _lastHours = double.NaN, _film, _middle, _faultStart = double.NaN, _referenceShift, _stuck;

    /// <param name="salinity">Practical salinity, for electrodes against a chloride electrode.</param>
    public SimulatedIonArray(IonArrayCalibration nominal, Gaussian noise, double salinity = 35)
    {
        (_nominal, _noise, Salinity) = (nominal, noise, salinity);
        _true = [.. nominal.Electrodes.Select(e => e with
        {
            E0 = e.E0 + e.E0Uncertainty * noise.Next(),
            Slope = e.Slope * (1 + e.SlopeUncertainty * noise.Next()),
            Selectivities = [.. e.Selectivities.Select(s => s with { LogK = s.LogK + s.Uncertainty * noise.Next() })],
        })];
        _temperatureError = nominal.TemperatureUncertainty * noise.Next();
        ImmutableArray<IonElectrode> all = [.. _true];
        _joint = [.. IonArraySensor.Jointly(all)];
        if (_joint.Length > 0) _solver = new NikolskyEisenman([.. _joint.Select(i => all[i])], nominal.Background);
        (_volts, _ions, _clean) = (new double[all.Length], new double[_joint.Length], new double[_joint.Length]);
    }

    public string Source => IonArraySensor.SourceName;

    public double Salinity { get; }

    public ImmutableArray<Channel> Read(double hours, in Broth broth, ChipFault fault = ChipFault.None)
    {
        double elapsed = double.IsNaN(_lastHours) ? 0 : hours - _lastHours;
        _lastHours = hours;
        if (fault == ChipFault.None) _faultStart = double.NaN;
        else if (double.IsNaN(_faultStart)) Begin(hours, broth.PH);
        double since = double.IsNaN(_faultStart) ? 0 : hours - _faultStart;
        var medium = new SalineMedium(Salinity, broth.Temperature);
        for (int i = 0; i < _true.Length; i++)
            if (_true[i].GivesPH) _volts[i] = _true[i].Voltage(SitePH(i, broth.PH, fault, since, elapsed), broth.Temperature, medium);
        if (_solver is not null)
        {
            for (int k = 0; k < _joint.Length; k++) _ions[k] = Concentration(_true[_joint[k]].Ion, broth);
            _solver.Voltages(_ions, broth.Temperature, _clean);
            for (int k = 0; k < _joint.Length; k++)
            {
                // pH is an activity; how much H+ makes it is known when the ionic strength is.
                if (_true[_joint[k]].Ion != IonSpecies.Hydrogen) continue;
                _ions[k] *= Math.Exp(-ActivityCoefficient.LnGammaOfOne(_solver.IonicStrength, ActivityCoefficient.DebyeHueckel(broth.Temperature)));
                _solver.Voltages(_ions, broth.Temperature, _clean);
            }
            for (int k = 0; k < _joint.Length; k++)
                if (!_true[_joint[k]].GivesPH) _volts[_joint[k]] = _clean[k];
        }
        if (fault == ChipFault.ReferenceLoss) _referenceShift += 0.002 * Math.Sqrt(Math.Max(0, elapsed) * 60) * _noise.Next();
        var volts = new double[_volts.Length];
        for (int i = 0; i < volts.Length; i++)
        {
            double noisier = fault == ChipFault.GrowingNoise && i == 0 ? Math.Min(MostNoise, Math.Pow(2, since)) : 1;
            volts[i] = _volts[i] + noisier * _true[i].Noise * _noise.Next()
                + (fault == ChipFault.ReferenceLoss ? _referenceShift : 0) + (fault == ChipFault.Light ? LightVolts * _true[i].Light : 0);
        }
        if (fault == ChipFault.DeadSite) volts[0] = _stuck;
        if (fault == ChipFault.OpenSite) volts[0] = _true[0].Highest;
        _stuck = volts[0];
        return
        [
            new Channel("voltage", Unit.Volt, ImmutableCollectionsMarshal.AsImmutableArray(volts)),
            new Channel("temperature", Unit.Celsius, [broth.Temperature + _temperatureError]),
            new Channel("salinity", Unit.One, [Salinity]),
        ];
    }

    private void Begin(double hours, double pH)
    {
        (_faultStart, _film, _middle) = (hours, pH, pH);
        _referenceShift = (_noise.Uniform() < 0.5 ? -1 : 1) * _noise.Uniform(0.03, 0.1);
    }

    /// <summary>What the site feels: the medium's pH, or through a film an old and flattened one.</summary>
    private double SitePH(int i, double pH, ChipFault fault, double since, double elapsed)
    {
        if (i != 0) return pH;
        if (fault == ChipFault.SlowDrift) return pH + SlowDriftPerHour * since;
        if (fault != ChipFault.Fouling) return pH;
        _film += (1 - Math.Exp(-Math.Max(0, elapsed) / FilmHours)) * (pH - _film);
        return _middle + (1 - FilmLoss) * (_film - _middle);
    }

    /// <summary>mol/L; the array is not in water without any of an ion.</summary>
    private static double Concentration(IonSpecies ion, in Broth broth)
    {
        double millimolar = ion == IonSpecies.Sodium ? broth.Sodium : ion == IonSpecies.Potassium ? broth.Potassium
            : ion == IonSpecies.Ammonium ? broth.Ammonia : ion == IonSpecies.Calcium ? broth.Calcium
            : ion == IonSpecies.Magnesium ? broth.FreeMagnesium : ion == IonSpecies.Chloride ? broth.Chloride : ion == IonSpecies.Hydrogen
                ? 1000 * Math.Pow(10, -broth.PH) : 0;
        return Math.Max(1e-9, millimolar / 1000);
    }
}
