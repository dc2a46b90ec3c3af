using Titer.Design.Calibration;
using Titer.Design.Space;
using Titer.Numerics;
using Titer.Processes;
using Titer.Processes.Transcription;

namespace Titer.Design.Transcription;

/// <summary>Calibrations of the transcription model and their use in a design space.</summary>
public static class IvtCalibration
{
    /// <summary>
    /// Tolerance of one simulation: RNA within 1.1e-4 of a reference of 1e-11 over random mixes (bench, suite mrna), in a third of a millisecond.
    /// </summary>
    public static readonly Tolerance Accuracy = new(3e-5, 3e-6);

    /// <summary>The fit of this project to the trajectories, rates and solubilities of Akama et al. 2012 (docs/mrna.md), as 'titer fit ivt' wrote
    /// it.</summary>
    public static CalibrationArtefact Akama { get; } = Embedded();

    /// <summary>A mix as for an mRNA vaccine: 40 mmol/L Tris of pH 8, 30 nmol/L of template, pyrophosphatase, cap analogue at 4/5 of GTP.</summary>
    public static IvtConditions Manufacturing { get; } = new()
    {
        Atp = 5, Utp = 5, Ctp = 5, Gtp = 5, Cap = 4, Magnesium = 30, Polymerase = 130, Template = 30, Pyrophosphatase = 2,
            Composition = (1000, 1000, 1000, 1000),
    };

    /// <summary>Parameter samples for a mix, from the covariance of a calibration.</summary>
    public static double[][] Samples(CalibrationArtefact calibration, IvtConditions mix, int samples, ulong seed)
    {
        ModelDescription model = InVitroTranscription.Description;
        double[] parameters = calibration.Values(model);
        foreach ((int parameter, double value) in mix.Own()) parameters[parameter] = value;
        return ParameterSamples.Draw(parameters, calibration.Positions(model), calibration.Covariance,
            [.. model.Parameters.Select(q => (q.Low, q.High))], samples, seed);
    }

    private static CalibrationArtefact Embedded()
    {
        using Stream stream = typeof(IvtCalibration).Assembly.GetManifestResourceStream("akama-2012.json")!;
        using var reader = new StreamReader(stream);
        return CalibrationArtefact.FromJson<InVitroTranscription>(reader.ReadToEnd(), "akama-2012.json");
    }
}
