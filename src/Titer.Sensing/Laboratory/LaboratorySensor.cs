using Titer.Core;

namespace Titer.Sensing.Laboratory;

/// <summary>
/// Results of the off-line sample from the raw values of the instruments. Their time is that of the sampling, hours before the
/// frame. Uncertainty by JCGM 100:2008; counts are Poisson (ISO 20391-2).
/// </summary>
public sealed class LaboratorySensor(LaboratoryCalibration calibration) : ISensor
{
    public const string SourceName = "lab";
    public static readonly Tag ViableCellsTag = new("lab/VCD"), ViabilityTag = new("lab/viability"), GlucoseTag = new("lab/glucose"),
        LactateTag = new("lab/lactate"), GlutamineTag = new("lab/glutamine"), AmmoniaTag = new("lab/ammonia"), PHTag = new("lab/pH"),
        CarbonDioxideTag = new("lab/pCO2"), TitreTag = new("lab/titre");

    private static readonly Tag[] EnzymeTags = [GlucoseTag, LactateTag, GlutamineTag];
    // A result older than this was mislabelled, h.
    private const double Oldest = 72;

    public string Source => SourceName;
    public string CalibrationHash { get; } = calibration.Hash;

    public void Sense(Frame frame, List<Measurement> measurements)
    {
        var reading = new FrameReading(frame, measurements);
        bool dated = reading.TryTake("sampled", out double sampled) && sampled is >= 0 and <= Oldest;
        var sample = new Sample(reading, dated ? sampled : 0, dated);
        Cells(sample);
        Enzymes(sample);
        Ammonia(sample);
        Gas(sample);
        Titre(sample);
    }

    private void Cells(Sample sample)
    {
        if (!sample.Reading.TryTake("counts", 2, out ReadOnlySpan<double> counts) || !sample.Reading.TryTake("dilution", out double dilution)
            || dilution < 1 || counts[0] < 0 || counts[1] < 0 || counts[0] + counts[1] <= 0)
        {
            sample.Fail(ViableCellsTag, Unit.GigaPerLitre, 0.5, "no cells counted or no valid count");
            sample.Fail(ViabilityTag, Unit.Percent, 2, "no cells counted or no valid count");
            return;
        }
        double viable = counts[0], all = viable + counts[1];
        double perCount = dilution / calibration.CountedVolume / 1e9, vcd = viable * perCount;
        double dilutionU = calibration.DilutionUncertainty * vcd, operatorU = calibration.OperatorUncertainty * vcd;
        double stain = calibration.StainUncertainty / 100 * all * perCount;
        // The Poisson variance of a count is the count, and at least one cell.
        double poisson = Math.Sqrt(Math.Max(1, viable)) * perCount;
        sample.Write(ViableCellsTag, vcd, Unit.GigaPerLitre,
            Math.Sqrt(dilutionU * dilutionU + operatorU * operatorU + poisson * poisson + stain * stain));

        // Agresti and Coull (1998): two cells of each kind more keep the binomial variance above zero at 0 and 100 %.
        double p = (viable + 2) / (all + 4), binomial = 100 * Math.Sqrt(p * (1 - p) / (all + 4));
        sample.Write(ViabilityTag, 100 * viable / all, Unit.Percent,
            Math.Sqrt(binomial * binomial + calibration.StainUncertainty * calibration.StainUncertainty));
    }

    private void Enzymes(Sample sample)
    {
        bool taken = sample.Reading.TryTake("enzyme", 3, out ReadOnlySpan<double> currents);
        for (int i = 0; i < EnzymeTags.Length; i++)
        {
            EnzymeElectrode e = calibration.Enzymes[i];
            double c = taken && currents[i] >= 0 ? LaboratoryPhysics.Concentration(currents[i], e.Background, e.Highest, e.Half) : double.NaN;
            if (double.IsNaN(c))
                sample.Fail(EnzymeTags[i], Unit.Millimolar, e.Floor, "enzyme current missing, negative or saturated");
            else
                sample.Write(EnzymeTags[i], c, Unit.Millimolar, Math.Sqrt(e.Relative * e.Relative * c * c + e.Floor * e.Floor));
        }
    }

    private void Ammonia(Sample sample)
    {
        double perMillivolt = calibration.AmmoniumUncertainty * Math.Log(10) / calibration.AmmoniumSlope;
        double nominal = perMillivolt * calibration.AmmoniumInterference;
        double c = sample.Reading.TryTake("ammonium", out double millivolts)
            ? LaboratoryPhysics.AmmoniumConcentration(millivolts, calibration.AmmoniumE0, calibration.AmmoniumSlope, calibration.AmmoniumInterference)
            : double.NaN;
        if (!(c > -calibration.AmmoniumInterference * 0.9 && c < 200))
            sample.Fail(AmmoniaTag, Unit.Millimolar, nominal, "ammonium electrode missing or outside its range");
        else
            sample.Write(AmmoniaTag, c, Unit.Millimolar, perMillivolt * (c + calibration.AmmoniumInterference));
    }

    private void Gas(Sample sample)
    {
        double pH = sample.Reading.TryTake("electrode", out double millivolts)
            ? 7 - (millivolts - calibration.ElectrodeE0) / calibration.ElectrodeSlope
            : double.NaN;
        if (pH is > 4 and < 10)
            sample.Write(PHTag, pH, Unit.PH, calibration.PHUncertainty);
        else
            sample.Fail(PHTag, Unit.PH, calibration.PHUncertainty, "pH electrode missing or outside pH 4 to 10");

        if (sample.Reading.TryTake("pCO2", out double pressure) && pressure is > 0 and < 400)
            sample.Write(CarbonDioxideTag, pressure, Unit.MillimetreMercury, calibration.CarbonDioxideUncertainty * pressure);
        else
            sample.Fail(CarbonDioxideTag, Unit.MillimetreMercury, 2, "pCO2 missing or outside 0 to 400 mmHg");
    }

    private void Titre(Sample sample)
    {
        if (!sample.Reading.TryTake("peak", out double area) || area < 0)
        {
            sample.Fail(TitreTag, Unit.GramPerLitre, calibration.TitreFloor, "peak area missing or negative");
            return;
        }
        double titre = area / calibration.PeakArea, relative = calibration.TitreUncertainty * titre;
        sample.Write(TitreTag, titre, Unit.GramPerLitre, Math.Sqrt(relative * relative + calibration.TitreFloor * calibration.TitreFloor));
    }

    /// <summary>A result without a believable sampling time belongs to no state of the broth, so that nothing of it may be used.</summary>
    private readonly record struct Sample(FrameReading Reading, double HoursAgo, bool Dated)
    {
        public void Write(Tag tag, double value, Unit unit, double u) =>
            Reading.Write(tag, value, unit, u, Dated ? Quality.Good : Quality.Failure("sampling time missing or impossible"), HoursAgo);

        public void Fail(Tag tag, Unit unit, double u, string reason) =>
            Reading.Write(tag, double.NaN, unit, u, Quality.Failure(reason), HoursAgo);
    }
}
