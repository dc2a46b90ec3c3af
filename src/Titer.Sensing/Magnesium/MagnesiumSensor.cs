using Titer.Core;
using Titer.Sensing.IonArray;
using Titer.Sensing.IonFet;
using static Titer.Sensing.Magnesium.MagnesiumPhysics;

namespace Titer.Sensing.Magnesium;

/// <summary>
/// Free Mg2+ from four sites: Nernst inverse per site, vote in decades of activity, interfering ions and detection limit taken off, activity
/// coefficient from the ionic strength that the sodium site implies. Uncertainty by JCGM 100.
/// Channels: <c>magnesium</c> (4 V), <c>sodium</c> (V), <c>thermistor</c> (Ohm), <c>reference</c> (V).
/// </summary>
public sealed class MagnesiumSensor : ISensor
{
    public const string SourceName = "magnesium";
    public static readonly Tag MagnesiumTag = new("free-magnesium");

    // mmol/L of a failed value; mmol/L that no solution has.
    private const double NominalUncertainty = 0.5, Highest = 500;

    private readonly MagnesiumCalibration _calibration;
    private readonly SiteVote _vote;
    private readonly ElectrodeHealth[] _health;
    private DateTimeOffset _first = DateTimeOffset.MinValue;

    public MagnesiumSensor(MagnesiumCalibration calibration)
    {
        _calibration = calibration;
        CalibrationHash = calibration.Hash;
        _vote = new SiteVote(Sites, calibration.DepartureLimit, calibration.DepartureLimit / 2, calibration.ReturnFrames);
        _health = [.. Enumerable.Range(0, Sites).Select(_ => new ElectrodeHealth())];
    }

    public string Source => SourceName;
    public string CalibrationHash { get; }

    public void Sense(Frame frame, List<Measurement> measurements)
    {
        var reading = new FrameReading(frame, measurements);
        if (_first == DateTimeOffset.MinValue) _first = frame.Time;
        ReadOnlySpan<double> volts = reading.Values("magnesium");
        if (volts.Length != Sites || !reading.TryTake("thermistor", out double ohm) || !reading.TryTake("reference", out double reference))
        {
            Fail(reading, "frame without magnesium sites, thermistor or reference");
            return;
        }
        double celsius = ohm > 0 ? IonFetPhysics.ThermistorTemperature(ohm, _calibration.ThermistorR25, _calibration.ThermistorBeta) : double.NaN;
        if (!(celsius is > 0 and < 80))
        {
            Fail(reading, "thermistor open or shorted");
            return;
        }
        Span<double> decades = stackalloc double[Sites];
        int live = Decades(volts, celsius, decades);
        if (Math.Abs(reference - _calibration.ReferencePotential) > _calibration.ReferenceTolerance)
        {
            Fail(reading, "reference electrode lost");
            return;
        }
        if (!_vote.TryFuse(decades, judge: true, out double fused, out double spread, out double effective))
        {
            Fail(reading, live < 2 ? "fewer than two magnesium sites have a value" : "no majority of magnesium sites agrees");
            return;
        }
        bool sodium = TrySodium(reading, celsius, out Ionic ionic);
        Write(reading, frame.Time, fused, spread, effective, celsius, ionic, Judge(live, sodium));
    }

    /// <summary>log10 of D per site, NaN for one that is open, shorted or no longer moves; gives how many have a value.</summary>
    private int Decades(ReadOnlySpan<double> volts, double celsius, Span<double> decades)
    {
        int live = 0;
        for (int i = 0; i < Sites; i++)
        {
            IonElectrode site = _calibration.Sites[i];
            bool possible = double.IsFinite(volts[i]) && volts[i] > site.Lowest && volts[i] < site.Highest;
            _health[i].Add(possible ? volts[i] : double.NaN);
            bool dead = _health[i].UnchangedRun >= _health[i].LongestRun;
            decades[i] = possible && !dead ? MagnesiumPhysics.Decades(site, volts[i], celsius) : double.NaN;
            if (!double.IsNaN(decades[i])) live++;
        }
        return live;
    }

    /// <summary>Activity of sodium and ionic strength, mol/L, with uncertainties; those usual for the mix when the site says nothing.</summary>
    private readonly record struct Ionic(
        double Sodium, double SodiumUncertainty, double Strength, double StrengthUncertainty, double PerMagnesium = 0);

    private bool TrySodium(FrameReading reading, double celsius, out Ionic ionic)
    {
        IonElectrode e = _calibration.Sodium;
        double ratio = _calibration.IonicPerSodium;
        double usual = _calibration.UsualIonicStrength, activity = usual / ratio * Gamma(usual, 1, celsius);
        ionic = new Ionic(activity, activity, usual, _calibration.UsualIonicUncertainty);
        if (!reading.TryTake("sodium", out double volts) || volts <= e.Lowest || volts >= e.Highest) return false;
        activity = Math.Pow(10, MagnesiumPhysics.Decades(e, volts, celsius));
        double strength = ratio * activity;
        // The coefficient depends weakly on the strength: a few rounds settle it to 1e-6.
        for (int k = 0; k < 12; k++) strength = ratio * activity / Gamma(strength, 1, celsius);
        if (!(strength <= 2 * ActivityCoefficient.HighestIonicStrength)) return false;
        double own = Nernst.Ln10 * activity * Math.Sqrt(e.E0Uncertainty * e.E0Uncertainty + e.Noise * e.Noise) / (e.Slope * Nernst.Slope(celsius));
        double relative = Math.Sqrt(Square(_calibration.IonicPerSodiumUncertainty / ratio) + Square(own / activity));
        ionic = new Ionic(activity, own, strength, strength * relative + 0.005, _calibration.IonicPerMagnesium);
        return true;
    }

    private void Write(
        FrameReading reading, DateTimeOffset time, double fused, double spread, double effective, double celsius, in Ionic ionic, Quality quality)
    {
        IonElectrode site = _calibration.Sites[0];
        double total = Math.Pow(10, fused), activity = total - _calibration.DetectionLimit, variance = Square(_calibration.DetectionLimitUncertainty);
        foreach (Selectivity s in site.Selectivities)
        {
            bool sodium = s.Interferent == IonSpecies.Sodium;
            double a = sodium ? ionic.Sodium
                : Background(_calibration.Background, s.Interferent) * Gamma(ionic.Strength, s.Interferent.Charge, celsius);
            double term = Interference(s, a);
            activity -= term;
            variance += Square(Nernst.Ln10 * term * s.Uncertainty) + (sodium && a > 0 ? Square(2 * term * ionic.SodiumUncertainty / a) : 0);
        }
        // Decades of D: sites, slope away from the point of calibration, temperature, drift common to all.
        double perVolt = site.Ion.Charge / (site.Slope * Nernst.Slope(celsius));
        double one = Math.Sqrt(Square(site.E0Uncertainty) + Square(site.Noise)) * perVolt;
        double decades = Square(Math.Max(spread, one / Math.Sqrt(Math.Max(1, effective))))
            + Square((fused + site.PX0) * site.SlopeUncertainty / site.Slope / Math.Sqrt(Math.Max(1, effective)))
            + Square(_calibration.TemperatureUncertainty * (site.E0PerKelvin * perVolt + (fused + site.PX0) / (celsius + Nernst.ZeroCelsius)))
            + Square(_calibration.DriftPerDay * Math.Max(0, (time - _first).TotalDays) * perVolt);
        variance += Square(Nernst.Ln10 * total) * decades;

        double strength = ionic.Strength, gamma = Gamma(strength, 2, celsius), value = 1000 * activity / gamma;
        // Free magnesium is part of the ionic strength that its coefficient depends on: a tenth of an effect in each round.
        for (int k = 0; k < 12 && value > 0 && value < Highest; k++)
        {
            strength = ionic.Strength + ionic.PerMagnesium * value / 1000;
            gamma = Gamma(strength, 2, celsius);
            value = 1000 * activity / gamma;
        }
        double scale = 4 * ActivityCoefficient.Derivative(
            Math.Min(strength, ActivityCoefficient.HighestIonicStrength), ActivityCoefficient.DebyeHueckel(celsius));
        double u = Math.Sqrt(1e6 * variance / (gamma * gamma) + Square(value * scale * ionic.StrengthUncertainty));
        if (!double.IsFinite(value) || !double.IsFinite(u) || value > Highest)
            Fail(reading, "magnesium outside what a solution can have", value);
        else
            reading.Write(MagnesiumTag, value, Unit.Millimolar, u, quality.IsGood && strength > ActivityCoefficient.HighestIonicStrength
                ? Quality.OutOfSpecification("ionic strength above 0.5 mol/L, where Davies' equation ends") : quality);
    }

    private Quality Judge(int live, bool sodium) => (_vote.Flagged, live, sodium) switch
    {
        ( >= 2, _, _) => Quality.OutOfSpecification("two magnesium sites outvoted"),
        (_, _, false) => Quality.OutOfSpecification("sodium site lost, ionic strength as usual"),
        (1, _, _) => Quality.MaintenanceRequired("one magnesium site outvoted"),
        (_, < Sites, _) => Quality.MaintenanceRequired("a magnesium site has no value"),
        _ => Quality.Good,
    };

    private static double Square(double x) => x * x;

    private static void Fail(FrameReading reading, string reason, double value = double.NaN) =>
        reading.Fail(MagnesiumTag, Unit.Millimolar, NominalUncertainty, reason, value);
}
