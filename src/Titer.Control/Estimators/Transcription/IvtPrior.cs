using Titer.Numerics;
using A = Titer.Control.Estimators.Transcription.IvtAdaptiveState;
using X = Titer.Processes.Transcription.IvtState;

namespace Titer.Control.Estimators.Transcription;

/// <summary>
/// What is believed before the first reading: the recipe's mix, the nominal kinetics, and how far each may be off (1 sigma): what is
/// weighed and pipetted by its tolerance, kinetics by what the calibration to Akama et al. 2012 leaves of them and lots add (docs/mrna.md).
/// </summary>
public static class IvtPrior
{
    private const double PolymeraseLot = 0.09; // +-15 % of units

    /// <param name="reaction">Starting values of <see cref="Processes.Transcription.InVitroTranscription"/>.</param>
    public static double[] Mean(ReadOnlySpan<double> reaction)
    {
        var mean = new double[A.Count];
        A.FromModel(reaction.AsReal(), mean.AsSpan().AsReal());
        return mean;
    }

    /// <summary>Without the lot of polymerase, which is one for vessel and feed (<see cref="Lots"/>).</summary>
    public static double[] StandardDeviations(ReadOnlySpan<double> reaction)
    {
        var s = new double[A.Count];
        s[X.Template] = 0.06 * reaction[X.Template];
        s[X.Rna] = s[X.CappedRna] = 1e-4;
        s[X.BrokenRna] = s[X.Truncated] = s[X.DoubleStranded] = 1e-5;
        for (int i = X.Atp; i <= X.Cap; i++) s[i] = 0.012 * reaction[i] + 1e-3;
        s[X.Pyrophosphate] = s[X.Phosphate] = 1e-3;
        s[X.Magnesium] = 0.012 * reaction[X.Magnesium];
        s[X.Polymerase] = 0.02 * reaction[X.Polymerase];
        s[X.Buffer] = 0.012 * reaction[X.Buffer];
        // Salts come with their counter-ions, to 1.2 %; the pH was adjusted to within what 1 mmol/L of acid or base does.
        s[X.Cations] = 0.7;
        s[X.Volume] = 0.007 * reaction[X.Volume];
        s[X.Temperature] = 0.4;
        s[A.Elongation] = s[A.Initiation] = 0.15;
        s[A.HalfNucleotide] = 0.2;
        s[A.HalfMagnesium] = s[A.Inhibition] = s[A.PolymeraseLoss] = 0.25;
        s[A.Pyrophosphatase] = 0.3;
        s[A.CrystalGrowth] = 0.2;
        s[A.Nucleation] = s[A.Solubility] = s[A.Salt] = 0.1;
        s[A.MagnesiumBinding] = 0.05;
        s[A.BufferPK] = 0.02;
        s[A.DoubleStrands] = s[A.Hydrolysis] = 0.3;
        s[A.Capping] = 0.15;
        s[A.FeedNucleotide] = s[A.FeedMagnesium] = 0.012;
        s[A.FeedPolymerase] = 0.01;
        s[A.PHBias] = 0.01;
        s[A.MagnesiumBias] = s[A.CrystalBias] = 0.05;
        s[A.NucleotideBias] = s[A.RnaBias] = s[A.AtLineRnaBias] = 0.03;
        s[A.AtLineIntegrityBias] = 1;
        return s;
    }

    /// <summary>What moves together, as directions of one standard deviation: the units of a lot of polymerase, in the vessel and in its feed.</summary>
    public static double[] Lots(ReadOnlySpan<double> reaction)
    {
        var direction = new double[A.Count];
        direction[X.Polymerase] = PolymeraseLot * reaction[X.Polymerase];
        direction[A.FeedPolymerase] = PolymeraseLot;
        return direction;
    }

    /// <summary>
    /// What may change in the reaction at once, and by how much (1 sigma): crystals that are seeded, an enzyme that is lost. Nothing dissolved is
    /// among them, because nothing comes into the vessel but through pumps that are measured.
    /// </summary>
    public static (int State, double Size)[] Jumps(ReadOnlySpan<double> reaction) =>
    [
        (X.Nuclei, 1), (X.Template, 0.3 * reaction[X.Template]), (X.Polymerase, 0.3 * reaction[X.Polymerase]), (A.Elongation, 0.2), (A.Initiation, 0.2),
        (A.Pyrophosphatase, 0.3), (A.CrystalGrowth, 0.3),
    ];
}
