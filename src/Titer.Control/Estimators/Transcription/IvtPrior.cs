using Titer.Numerics;
using A = Titer.Control.Estimators.Transcription.IvtAdaptiveState;
using P = Titer.Processes.Transcription.IvtParameter;
using X = Titer.Processes.Transcription.IvtState;

namespace Titer.Control.Estimators.Transcription;

/// <summary>
/// What is believed before the first reading: the recipe's mix, the nominal kinetics, and how far each may be off (1 sigma): what is
/// weighed and pipetted by its tolerance, kinetics by what the calibration to Akama et al. 2012 leaves of them and lots add (docs/mrna.md).
/// </summary>
public static class IvtPrior
{
    // +-15 % of units, +-2 % of strength.
    private const double PolymeraseLot = 0.09, Strength = 0.012;

    /// <param name="reaction">Starting values of <see cref="Processes.Transcription.InVitroTranscription"/>.</param>
    public static double[] Mean(ReadOnlySpan<double> reaction)
    {
        var mean = new double[A.Count];
        A.FromModel(reaction.AsReal(), mean.AsSpan().AsReal());
        return mean;
    }

    /// <summary>Without what moves together (<see cref="Together"/>).</summary>
    public static double[] StandardDeviations(ReadOnlySpan<double> reaction)
    {
        var s = new double[A.Count];
        s[X.Template] = 0.06 * reaction[X.Template];
        s[X.Rna] = s[X.CappedRna] = 1e-4;
        s[X.BrokenRna] = s[X.Truncated] = s[X.DoubleStranded] = 1e-5;
        s[X.Pyrophosphate] = s[X.Phosphate] = 1e-3;
        s[X.Polymerase] = 0.02 * reaction[X.Polymerase];
        s[X.Buffer] = Strength * reaction[X.Buffer];
        // The pH was adjusted to within what 1 mmol/L of acid or base does.
        s[X.Cations] = 0.6;
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
        s[A.FeedNucleotide] = s[A.FeedMagnesium] = s[A.FeedEdta] = 0.012;
        s[A.FeedPolymerase] = 0.01;
        // What stays of the stated uncertainties within one reaction (docs/chips.md).
        s[A.PHBias] = 0.006;
        s[A.MagnesiumBias] = s[A.CrystalBias] = 0.05;
        s[A.NucleotideBias] = 0.6;
        s[A.RnaBias] = 0.12;
        s[A.AtLineRnaBias] = 0.03;
        s[A.AtLineIntegrityBias] = 1;
        // What turbidity reads in a clear solution, and the magnesium chip in one without: its detection limit and what sodium adds.
        s[A.ClearBias] = 0.007;
        s[A.NoMagnesiumBias] = 0.035;
        return s;
    }

    /// <summary>
    /// What moves together, as rows of one standard deviation each: the units of a lot of polymerase, in the vessel and in its feed; the strength
    /// of each salt solution, with its counter-ions, so that it moves no pH.
    /// </summary>
    /// <param name="nominal">Parameters of <see cref="Processes.Transcription.InVitroTranscription"/>.</param>
    public static double[] Together(ReadOnlySpan<double> reaction, ReadOnlySpan<double> nominal)
    {
        var rows = new double[7 * A.Count];
        rows[X.Polymerase] = PolymeraseLot * reaction[X.Polymerase];
        rows[A.FeedPolymerase] = PolymeraseLot;
        for (int i = X.Atp; i <= X.Cap; i++)
        {
            Span<double> row = rows.AsSpan((1 + i - X.Atp) * A.Count, A.Count);
            row[i] = Strength * reaction[i] + 1e-3;
            row[X.Cations] = nominal[P.SodiumPerNucleotide] * row[i];
        }
        Span<double> magnesium = rows.AsSpan(6 * A.Count);
        magnesium[X.Magnesium] = Strength * reaction[X.Magnesium];
        magnesium[X.Anions] = 2 * magnesium[X.Magnesium];
        return rows;
    }

    /// <summary>
    /// What may change in the reaction at once, and by how much (1 sigma): crystals that are seeded, an enzyme that is lost. Nothing dissolved is
    /// among them, because nothing comes into the vessel but through pumps that are measured.
    /// </summary>
    public static (int State, double Size)[] Jumps(ReadOnlySpan<double> reaction) =>
    [
        (X.Nuclei, 1), (X.Template, 0.3 * reaction[X.Template]), (X.Polymerase, 0.3 * reaction[X.Polymerase]),
        (A.Elongation, 0.2), (A.Initiation, 0.2), (A.Pyrophosphatase, 0.3), (A.CrystalGrowth, 0.3),
    ];
}
