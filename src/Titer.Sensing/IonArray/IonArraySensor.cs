using System.Collections.Immutable;
using Titer.Core;

namespace Titer.Sensing.IonArray;

/// <summary>
/// An array of ion electrodes: voltages and temperature to pH per electrode, fused pH per set of sites, and concentrations of the
/// ions that ion-selective electrodes measure jointly (<see cref="NikolskyEisenman"/>). Uncertainty by JCGM 100.
/// Channels: <c>voltage</c> (n V, NaN for an electrode that gave none), <c>temperature</c> (1 Cel) or a raw <c>thermistor</c>, and
/// <c>salinity</c> (1) where a FET is read against a chloride electrode. Tags: <c>electrode/pH</c>, <c>set/pH</c>, <c>electrode/Na</c>.
/// </summary>
public sealed class IonArraySensor : ISensor
{
    public const string SourceName = "ion-array";
    /// <summary>Read-outs without any change after which an electrode is dead, whether others move or not.</summary>
    public const int FrozenAlone = 130;
    // An electrode this much noisier than it should be and than the others is fouling or losing its contact.
    private const double NoiseGrowth = 4;
    private const string NoiseReason = "noise has grown";

    private readonly IonArrayCalibration _calibration;
    private readonly ImmutableArray<IonElectrode> _electrodes;
    private readonly Tag[] _tags, _setTags;
    private readonly Unit[] _units;
    private readonly ElectrodeHealth[] _health;
    private readonly SiteSet[] _sets;
    private readonly int[] _setOf, _placeInSet, _ions;
    private readonly NikolskyEisenman? _solver;
    private readonly ReferenceWatch _reference;
    private readonly double[] _pH, _u, _ionVolts, _noises;
    private readonly Quality[] _quality;

    public IonArraySensor(IonArrayCalibration calibration)
    {
        _calibration = calibration;
        _electrodes = calibration.Electrodes;
        CalibrationHash = calibration.Hash;
        int n = _electrodes.Length;
        _tags = [.. _electrodes.Select(e => new Tag($"{e.Name}/{(e.Ion == IonSpecies.Hydrogen ? "pH" : e.Ion.Name)}"))];
        _units = [.. _electrodes.Select(e => e.Ion == IonSpecies.Hydrogen ? Unit.PH : Unit.Millimolar)];
        _setTags = [.. calibration.Sets.Select(s => new Tag($"{s.Name}/pH"))];
        _health = [.. _electrodes.Select(_ => new ElectrodeHealth())];
        _sets = [.. calibration.Sets.Select(s => new SiteSet(s, _electrodes, calibration.LightLimit))];
        (_setOf, _placeInSet) = (new int[n], new int[n]);
        Array.Fill(_setOf, -1);
        for (int s = 0; s < _sets.Length; s++)
        {
            ImmutableArray<int> members = calibration.Sets[s].Members;
            for (int k = 0; k < members.Length; k++) (_setOf[members[k]], _placeInSet[members[k]]) = (s, k);
        }
        _ions = [.. Jointly(_electrodes)];
        ImmutableArray<IonElectrode> joint = [.. _ions.Select(i => _electrodes[i])];
        if (_ions.Length > 0) _solver = new NikolskyEisenman(joint, calibration.Background);
        _reference = new ReferenceWatch(joint);
        (_pH, _u, _noises, _quality, _ionVolts) = (new double[n], new double[n], new double[n], new Quality[n], new double[_ions.Length]);
    }

    public string Source => SourceName;
    public string CalibrationHash { get; }

    /// <summary>The watches on drift, a pair or a site each, in the order of the sets.</summary>
    public IEnumerable<DriftPair> Drifts => _sets.SelectMany(s => s.Drifts);

    /// <summary>Positions of the electrodes that are solved jointly: all that do not give pH alone, and one for H+ where others do too.</summary>
    public static IEnumerable<int> Jointly(ImmutableArray<IonElectrode> electrodes)
    {
        bool answered = electrodes.Any(e => e.Selectivities.Any(s => s.Interferent == IonSpecies.Hydrogen));
        bool taken = electrodes.Any(e => !e.GivesPH && e.Ion == IonSpecies.Hydrogen);
        for (int i = 0; i < electrodes.Length; i++)
        {
            IonElectrode e = electrodes[i];
            if (e.GivesPH && (taken || !answered || e.Kind != ElectrodeKind.IonSelective)) continue;
            taken |= e.Ion == IonSpecies.Hydrogen;
            yield return i;
        }
    }

    public void Sense(Frame frame, List<Measurement> measurements)
    {
        var reading = new FrameReading(frame, measurements);
        bool read = reading.TryTake(_calibration.Thermistor is null ? "temperature" : "thermistor", out double celsius);
        if (read && _calibration.Thermistor is { } curve) celsius = curve.Celsius(celsius);
        if (!Volts(frame, out ReadOnlySpan<double> volts) || !read || !(celsius is > -5 and < 80))
        {
            FailAll(reading, "frame without voltages or without a possible temperature");
            return;
        }
        if (!reading.TryTake("salinity", out double salinity) || !(salinity is > 0 and < 100)) salinity = double.NaN;
        var medium = new SalineMedium(salinity, celsius);
        for (int i = 0; i < _electrodes.Length; i++) _health[i].Add(volts[i]);
        for (int i = 0; i < _electrodes.Length; i++) Read(i, volts[i], celsius, salinity, medium);
        foreach (SiteSet set in _sets) set.Sense(frame.Time, _pH, _u, celsius);
        for (int i = 0; i < _electrodes.Length; i++)
        {
            if (!_electrodes[i].GivesPH) continue;
            if (!_quality[i].IsBad && _setOf[i] >= 0) _quality[i] = Worse(_quality[i], _sets[_setOf[i]].Fault(_placeInSet[i]));
            reading.Write(_tags[i], _pH[i], Unit.PH, _u[i], _quality[i]);
        }
        for (int s = 0; s < _sets.Length; s++)
        {
            double u = double.IsFinite(_sets[s].Uncertainty) ? _sets[s].Uncertainty : Nominal(_calibration.Sets[s].Members[0]);
            reading.Write(_setTags[s], _sets[s].Value, Unit.PH, u, _sets[s].Quality);
        }
        if (_solver is not null) Solve(frame.Time, volts, celsius, reading);
    }

    public void Flush(List<Measurement> measurements)
    {
        foreach (SiteSet set in _sets) set.Flush();
    }

    private bool Volts(Frame frame, out ReadOnlySpan<double> volts)
    {
        volts = [];
        foreach (Channel c in frame.Channels.IsDefault ? [] : frame.Channels)
            if (c.Name == "voltage" && !c.Values.IsDefault) volts = c.Values.AsSpan();
        return volts.Length == _electrodes.Length;
    }

    /// <summary>pH, uncertainty and quality of one electrode by itself; for an ion-selective one of the joint solution only the quality.</summary>
    private void Read(int i, double volts, double celsius, double salinity, in SalineMedium medium)
    {
        IonElectrode e = _electrodes[i];
        (_pH[i], _u[i]) = (double.NaN, Nominal(i));
        _quality[i] = Raw(i, volts);
        if (_quality[i].IsBad || !e.GivesPH) return;
        if (e.Kind == ElectrodeKind.FetChloride && double.IsNaN(salinity))
        {
            _quality[i] = Quality.Failure("no salinity");
            return;
        }
        double pH = e.PH(volts, celsius, medium);
        if (!(pH is > 0 and < 14))
        {
            _quality[i] = Quality.Failure("impossible pH");
            return;
        }
        (_pH[i], _u[i]) = (pH, Uncertainty(e, pH, volts, celsius, salinity, medium));
        if (e.Kind != ElectrodeKind.FetChloride) return;
        bool valid = salinity is >= SalineMedium.LowestSalinity and <= SalineMedium.HighestSalinity
            && celsius is >= SalineMedium.LowestTemperature and <= SalineMedium.HighestTemperature;
        if (!valid) _quality[i] = Quality.OutOfSpecification("salinity or temperature outside the validity of the constants");
    }

    private Quality Raw(int i, double volts)
    {
        IonElectrode e = _electrodes[i];
        if (!double.IsFinite(volts)) return Quality.Failure("no reading");
        if (volts <= e.Lowest || volts >= e.Highest) return Quality.Failure("open, shorted or saturated");
        int run = _health[i].UnchangedRun, moving = 0, count = 0;
        for (int j = 0; j < _health.Length; j++)
        {
            if (j == i) continue;
            if (_health[j].UnchangedRun <= 3) moving++;
            if (double.IsFinite(_health[j].Noise)) _noises[count++] = _health[j].Noise;
        }
        if (run >= FrozenAlone || (run >= _health[i].LongestRun && moving > 0 && moving * 2 >= _health.Length - 1))
            return Quality.Failure("dead, the reading does not change");
        double usual = count == 0 ? 0 : RunningMedian.MedianOf(_noises.AsSpan(0, count));
        return _health[i].Noise > NoiseGrowth * Math.Max(e.Noise, usual) ? Quality.MaintenanceRequired(NoiseReason) : Quality.Good;
    }

    /// <summary>JCGM 100 budget: E0, noise, slope, temperature, and salinity against a chloride electrode.</summary>
    private double Uncertainty(IonElectrode e, double pH, double volts, double celsius, double salinity, in SalineMedium medium)
    {
        const double Kelvin = 0.05, Unit = 0.05;
        double scale = e.Slope * Nernst.Slope(celsius), decades = (volts - e.Offset(celsius)) / scale;
        double reading = Math.Sqrt(e.E0Uncertainty * e.E0Uncertainty + e.Noise * e.Noise) / scale, slope = decades * e.SlopeUncertainty / e.Slope;
        bool chloride = e.Kind == ElectrodeKind.FetChloride;
        double warmer = e.PH(volts, celsius + Kelvin, chloride ? new SalineMedium(salinity, celsius + Kelvin) : medium);
        double temperature = (warmer - pH) / Kelvin * _calibration.TemperatureUncertainty;
        double saltier = chloride ? e.PH(volts, celsius, new SalineMedium(salinity + Unit, celsius)) - pH : 0;
        double salt = saltier / Unit * _calibration.SalinityUncertainty;
        return Math.Sqrt(reading * reading + slope * slope + temperature * temperature + salt * salt);
    }

    private void Solve(DateTimeOffset time, ReadOnlySpan<double> volts, double celsius, FrameReading reading)
    {
        Quality worst = Quality.Good;
        for (int k = 0; k < _ions.Length; k++)
        {
            _ionVolts[k] = volts[_ions[k]];
            if (_quality[_ions[k]].Status > worst.Status) worst = _quality[_ions[k]];
        }
        bool solved = !worst.IsBad;
        if (solved && _reference.IsLost(time, _ionVolts)) 
            (solved, worst) = (false, Quality.Failure("all electrodes jumped together, reference lost"));
        if (solved && !_solver!.Solve(_ionVolts, celsius, _calibration.TemperatureUncertainty))
            (solved, worst) = (false, Quality.Failure("no concentrations give these voltages"));
        if (solved && _solver!.IonicStrength > ActivityCoefficient.HighestIonicStrength)
            worst = Quality.OutOfSpecification("ionic strength above 0.5 mol/L, where Davies' equation ends");
        for (int k = 0; k < _ions.Length; k++)
        {
            int i = _ions[k];
            if (_electrodes[i].GivesPH) continue;
            bool pH = _electrodes[i].Ion == IonSpecies.Hydrogen;
            if (!solved)
            {
                reading.Write(_tags[i], double.NaN, _units[i], Nominal(i), worst);
                continue;
            }
            double relative = Math.Sqrt(_solver!.Covariance[k * _ions.Length + k]);
            double value = pH ? _solver.PX(k) : 1000 * _solver.Concentrations[k];
            reading.Write(_tags[i], value, _units[i], pH ? relative / Nernst.Ln10 : value * relative, worst);
        }
    }

    /// <summary>The uncertainty an electrode has when it works: of pH, or of 1 mmol/L.</summary>
    private double Nominal(int i)
    {
        IonElectrode e = _electrodes[i];
        double decades = Math.Sqrt(e.E0Uncertainty * e.E0Uncertainty + e.Noise * e.Noise) / (e.Slope * Nernst.Slope(25)) * Math.Abs(e.Ion.Charge);
        return Math.Max(1e-6, e.Ion == IonSpecies.Hydrogen ? decades : Nernst.Ln10 * decades);
    }

    private static Quality Worse(Quality own, SiteFault fault) => fault switch
    {
        SiteFault.Jumped => Quality.Failure("all pH sites jumped together, reference lost"),
        SiteFault.Light => Quality.OutOfSpecification("light on the site"),
        SiteFault.Outvoted when own.Reason == NoiseReason => Quality.OutOfSpecification("outvoted by the other sites, noise has grown"),
        SiteFault.Outvoted => Quality.OutOfSpecification("outvoted by the other sites"),
        SiteFault.Slow => Quality.MaintenanceRequired("fouled, follows the others slowly"),
        SiteFault.SlopeLoss => Quality.MaintenanceRequired("fouled, its slope has changed"),
        SiteFault.Drift when own.Status < Ne107.MaintenanceRequired => Quality.MaintenanceRequired("drift alarm"),
        _ => own,
    };

    private void FailAll(FrameReading reading, string reason)
    {
        for (int i = 0; i < _electrodes.Length; i++) reading.Fail(_tags[i], _units[i], Nominal(i), reason);
        for (int s = 0; s < _setTags.Length; s++) reading.Fail(_setTags[s], Unit.PH, Nominal(_calibration.Sets[s].Members[0]), reason);
    }
}
