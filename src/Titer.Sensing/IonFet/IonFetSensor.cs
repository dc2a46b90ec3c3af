using Titer.Core;
using Titer.Sensing.IonArray;
using static Titer.Sensing.IonFet.IonFetPhysics;

namespace Titer.Sensing.IonFet;

/// <summary>
/// pH from an array of four ISFET sites: Nernst inverse per site at the array's own temperature, nominal drift taken off, light
/// taken off when seen, vote of the sites, test of the common reference. Uncertainty by JCGM 100:2008.
/// </summary>
public sealed class IonFetSensor(IonFetCalibration calibration) : ISensor
{
    public const string SourceName = "ion-fet";
    public static readonly Tag PHTag = new("pH");

    // Gates outside are open or shorted, V.
    private const double LowestGate = 0.02, HighestGate = 2.0;

    private readonly SiteVote _vote = new(Sites, calibration.DepartureLimit, calibration.ReturnLimit, calibration.ReturnFrames);
    private readonly LightDetector _light = new(calibration.LightPattern, calibration.Sensitivities, calibration.LightLimit);
    private readonly CommonJump _jump = new(calibration.FastestProcess);
    private DateTimeOffset _first = DateTimeOffset.MinValue;

    public string Source => SourceName;
    public string CalibrationHash { get; } = calibration.Hash;

    public void Sense(Frame frame, List<Measurement> measurements)
    {
        var reading = new FrameReading(frame, measurements);
        double nominal = calibration.SiteOffset;
        if (_first == DateTimeOffset.MinValue) _first = frame.Time;
        if (!reading.TryTake("gate", Sites, out ReadOnlySpan<double> gate)
            || !reading.TryTake("thermistor", out double ohm) || !reading.TryTake("reference", out double reference))
        {
            reading.Fail(PHTag, Unit.PH, nominal, "frame without gate, thermistor or reference");
            return;
        }
        double celsius = ohm > 0 ? ThermistorTemperature(ohm, calibration.ThermistorR25, calibration.ThermistorBeta) : double.NaN;
        if (!(celsius is > 0 and < 80))
        {
            reading.Fail(PHTag, Unit.PH, nominal, "thermistor open or shorted");
            return;
        }

        double hours = Math.Max(0, (frame.Time - _first).TotalHours), slope = Nernst.Slope(celsius);
        double hydration = Hydration(hours, calibration.HydrationTime, calibration.HydrationExponent);
        Span<double> pH = stackalloc double[Sites];
        for (int i = 0; i < Sites; i++)
        {
            pH[i] = gate[i] is < LowestGate or > HighestGate ? double.NaN
                : PH(gate[i] - calibration.HydrationAmplitude * hydration,
                    calibration.Offsets[i], calibration.OffsetPerKelvin, calibration.Sensitivities[i], celsius);
        }
        if (Math.Abs(reference - calibration.ReferencePotential) > calibration.ReferenceTolerance)
        {
            reading.Fail(PHTag, Unit.PH, nominal, "reference electrode lost");
            return;
        }
        double light = _light.Light(pH, slope, _vote);
        for (int i = 0; light > 0 && i < Sites; i++) pH[i] -= light * _light.Pattern(i, slope);
        // What the correction leaves at a site is no reason to vote it out.
        if (!_vote.TryFuse(pH, judge: light == 0, out double fused, out double spread, out double effective))
        {
            reading.Fail(PHTag, Unit.PH, nominal, "no majority of pH sites agrees");
            return;
        }
        if (_jump.Jumps(fused, frame.Time))
        {
            reading.Fail(PHTag, Unit.PH, nominal, "all pH sites jumped together", fused);
            return;
        }
        if (light == 0) _light.Learn(pH, fused, frame.Time);

        double u = Uncertainty(fused, spread, effective, hydration, hours, slope);
        if (light > 0)
        {
            // The pattern is known to about 10 %, and the mean of it is what the correction leaves.
            double left = 0.15 * light / slope;
            u = Math.Sqrt(u * u + left * left);
        }
        reading.Write(PHTag, fused, Unit.PH, u, Judge(light));
    }

    /// <summary>GUM budget: site offsets or their scatter, whichever is larger, temperature, slope, drift common to all sites.</summary>
    private double Uncertainty(double pH, double spread, double effective, double hydration, double hours, double slope)
    {
        double siteVariance = calibration.SiteOffset * calibration.SiteOffset + calibration.ReadNoise * calibration.ReadNoise;
        double sites = Math.Max(spread, Math.Sqrt(siteVariance / effective));
        double temperature = calibration.OffsetPerKelvin / slope * calibration.TemperatureUncertainty;
        double sensitivity = calibration.SensitivityUncertainty * (7 - pH) / Math.Sqrt(effective);
        double oxide = calibration.HydrationUncertainty * calibration.HydrationAmplitude * hydration / slope;
        double drift = calibration.DriftPerDay * hours / 24;
        return Math.Sqrt(sites * sites + temperature * temperature + sensitivity * sensitivity + oxide * oxide + drift * drift);
    }

    private Quality Judge(double light) => (_vote.Flagged, light) switch
    {
        ( >= 2, _) => Quality.OutOfSpecification("two pH sites outvoted"),
        (_, > 0) => Quality.OutOfSpecification("light on the pH sites"),
        (1, _) => Quality.MaintenanceRequired("one pH site outvoted"),
        _ => Quality.Good,
    };
}
