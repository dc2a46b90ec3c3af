using System.Collections.Immutable;
using Titer.Design.Calibration;
using Titer.Processes;
using Titer.Processes.Transcription;
using P = Titer.Processes.Transcription.IvtParameter;

namespace Titer.Design.Transcription;

/// <summary>
/// The parameters of transcription that data may move, with what is known of them beforehand. Medians and widths are those of Stover, Ganko and
/// Braatz (2024, parameterbackend of their repository) where they have one. Held: the constants they know to 0.1 decade or better (protons on NTP
/// and pyrophosphate, promoter binding), and all by-products, of which these data say nothing.
/// </summary>
public static class IvtPriors
{
    private static readonly (int Parameter, double Median, double Decades)[] Known =
    [
        (P.Initiation, 936, 0.3), (P.Elongation, 5.3e5, 0.15), (P.Unbinding, 4320, 0.25),
        (P.HalfNucleotide, 0.203, 1), (P.HalfMagnesium, 0.158, 1), (P.InhibitionPyrophosphate, 0.2, 0.3),
        (P.HalfInitiator, 0.1, 0.5), (P.SaltHalf, 250, 0.3), (P.PolymeraseLoss, 0.05, 0.5),
        (P.CrystalGrowth, 550, 2), (P.NucleationBarrier, 13.48, 0.1), (P.Sequestration, 2.95e4, 2), (P.Solubility, 0.014, 0.3),
        (P.MagnesiumNucleotide, 3.47e4, 0.58), (P.SecondMagnesiumNucleotide, 58.9, 0.58),
        (P.MagnesiumPyrophosphate, 6.31e4, 0.58), (P.SecondMagnesiumPyrophosphate, 372, 0.58),
    ];

    /// <summary>All of them, starting from the model's defaults.</summary>
    public static ImmutableArray<FreeParameter> All()
    {
        ModelDescription model = InVitroTranscription.Description;
        return [.. Known.Select(k => new FreeParameter(k.Parameter, model.Parameters[k.Parameter].Default,
            Math.Max(model.Parameters[k.Parameter].Low, 1e-6),
            model.Parameters[k.Parameter].High, k.Median, k.Decades))];
    }
}
