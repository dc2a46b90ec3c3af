using Titer.Batch;
using Titer.Core;
using Titer.Processes.Transcription;
using P = Titer.Processes.Transcription.IvtParameter;

namespace Titer.Plant.Transcription;

/// <summary>What the formula of a recipe says of a transcription: what is mixed, of which transcript, fed from which stocks.</summary>
/// <param name="Start">State of <see cref="InVitroTranscription"/> in which the recipe means the reaction to start.</param>
/// <param name="Parameters">Nominal parameters of the model with transcript, buffer and stocks of the recipe.</param>
/// <param name="CapPart">Flow of cap analogue per flow of nucleotides.</param>
public sealed record TranscriptionMix(double[] Start, double[] Parameters, double CapPart)
{
    public double this[int parameter] => Parameters[parameter];

    /// <summary>Part of a nucleotide feed that is this nucleotide, by the composition of the transcript.</summary>
    /// <param name="count">Position of its count in <see cref="IvtParameter"/>.</param>
    public double Part(int count) => this[count] / (this[P.Adenosines] + this[P.Uridines] + this[P.Cytidines] + this[P.Guanosines]);

    /// <exception cref="InputException">The formula lacks a parameter.</exception>
    public static TranscriptionMix Of(Recipe recipe)
    {
        double In(string name, Unit unit) => recipe.Parameter(name).In(unit);
        var conditions = new IvtConditions
        {
            Atp = In("initial-ATP", Unit.Millimolar),
            Utp = In("initial-UTP", Unit.Millimolar),
            Ctp = In("initial-CTP", Unit.Millimolar),
            Gtp = In("initial-GTP", Unit.Millimolar),
            Cap = In("initial-cap", Unit.Millimolar),
            Magnesium = In("initial-magnesium", Unit.Millimolar),
            Polymerase = In("initial-polymerase", Unit.Nanomolar),
            Template = In("initial-template", Unit.Nanomolar),
            Pyrophosphatase = In("initial-pyrophosphatase", Unit.EnzymePerMillilitre),
            Buffer = In("initial-buffer", Unit.Millimolar),
            BufferPH = In("buffer-pH", Unit.PH),
            Temperature = In("initial-temperature", Unit.Celsius),
            Volume = In("initial-volume", Unit.Litre),
            Composition = (In("adenosines", Unit.One), In("uridines", Unit.One), In("cytidines", Unit.One), In("guanosines", Unit.One)),
        };
        double[] p = InVitroTranscription.Description.DefaultParameters();
        foreach ((int parameter, double value) in conditions.Own()) p[parameter] = value;
        p[P.FeedNucleotide] = In("stock-NTP", Unit.Millimolar);
        p[P.FeedCap] = In("stock-cap", Unit.Millimolar);
        p[P.FeedMagnesium] = In("stock-magnesium", Unit.Millimolar);
        p[P.FeedPolymerase] = In("stock-polymerase", Unit.Nanomolar);
        p[P.FeedBase] = In("stock-base", Unit.Millimolar);
        p[P.FeedDnase] = In("stock-DNase", Unit.EnzymePerMillilitre);
        p[P.FeedEdta] = In("stock-EDTA", Unit.Millimolar);
        return new TranscriptionMix([.. conditions.Start()], p, In("cap-part", Unit.One));
    }
}
