using Titer.Core;

namespace Titer.Sensing.Impedance;

/// <summary>
/// Volume of viable cells from an impedance spectrum: the beta-dispersion is fitted together with medium and electrode
/// polarisation. The permittivity above the dispersion is that of water and known; when it is missing a part, gas has taken that
/// part of the electrodes. Uncertainty by JCGM 100:2008 from the covariance of the fit and the calibration.
/// </summary>
public sealed class ImpedanceSensor(ImpedanceCalibration calibration) : ISensor
{
    public const string SourceName = "impedance";
    public static readonly Tag BiovolumeTag = new("biovolume");

    // More numbers than the seven parameters, and enough to see a misfit.
    private const int FewestPoints = 8;
    // S/m that a culture medium can have; outside it the leads are open or shorted.
    private const double LowestConductivity = 0.2, HighestConductivity = 5;
    // Nominal uncertainty of a failed value, %.
    private const double NominalUncertainty = 0.05;

    private readonly ImpedanceFit _fit = new(calibration);
    private readonly double _perIncrement =
        100 / ImpedancePhysics.Increment(1, ImpedancePhysics.Radius(calibration.CellVolume), calibration.Membrane);

    public string Source => SourceName;
    public string CalibrationHash { get; } = calibration.Hash;

    /// <summary>Parameters of the last fit by the indices of <see cref="ImpedanceModel"/>; zeros before the first.</summary>
    public ReadOnlySpan<double> Fitted => _fit.Values;

    public void Sense(Frame frame, List<Measurement> measurements)
    {
        var reading = new FrameReading(frame, measurements);
        int points = reading.Values("frequency").Length;
        if (points < FewestPoints
            || !reading.TryTake("frequency", points, out ReadOnlySpan<double> frequency)
            || !reading.TryTake("resistance", points, out ReadOnlySpan<double> resistance)
            || !reading.TryTake("reactance", points, out ReadOnlySpan<double> reactance))
        {
            Fail(reading, "frame without a whole spectrum");
            return;
        }
        foreach (double f in frequency)
        {
            if (f is > 1e3 and < 1e9) continue;
            Fail(reading, "frequencies outside 1 kHz to 1 GHz");
            return;
        }
        for (int i = 0; i < resistance.Length; i++)
        {
            double conductivity = calibration.CellConstant / resistance[i];
            if (conductivity is > LowestConductivity and < HighestConductivity) continue;
            Fail(reading, "electrodes open or shorted");
            return;
        }
        if (!_fit.TrySolve(frequency, resistance, reactance))
        {
            Fail(reading, "spectrum is none of a culture");
            return;
        }
        double biovolume = _fit.Values[ImpedanceModel.Increment] * _perIncrement;
        if (_fit.Values[ImpedanceModel.Infinite] < calibration.BubblePermittivity * calibration.InfinitePermittivity)
            Fail(reading, "gas bubble on the electrodes", biovolume);
        else
            Write(reading, biovolume);
    }

    private void Write(FrameReading reading, double biovolume)
    {
        double fit = _fit.IncrementUncertainty * _perIncrement, scale = calibration.ScaleUncertainty * biovolume;
        double u = Math.Sqrt(fit * fit + scale * scale + calibration.Floor * calibration.Floor);
        Quality quality = _fit.MeanSquare > calibration.WorstFit
            ? Quality.OutOfSpecification("spectrum does not fit that of cells")
            : Quality.Good;
        reading.Write(BiovolumeTag, biovolume, Unit.Percent, u, quality);
    }

    private static void Fail(FrameReading reading, string reason, double value = double.NaN) =>
        reading.Fail(BiovolumeTag, Unit.Percent, NominalUncertainty, reason, value);
}
