using Titer.Control;
using Titer.Core;
using Titer.Numerics;
using Titer.Processes.Transcription;
using P = Titer.Processes.Transcription.IvtParameter;
using X = Titer.Processes.Transcription.IvtState;

namespace Titer.Bench.Mrna.Feeding;

/// <summary>Readings of a transcription each minute, with noise and with a bias that the seed draws, of the sizes of the real chips.</summary>
internal sealed class SimulatedChips(ulong seed)
{
    private readonly Gaussian _random = Gaussian.Stream(seed, "chips");
    private readonly double[] _bias = Biases(seed);
    private long _sequence;

    private static double[] Biases(ulong seed)
    {
        Gaussian random = Gaussian.Stream(seed, "bias");
        return [.. Enumerable.Range(0, 5).Select(_ => random.Next())];
    }

    public List<Measurement> Read(DateTimeOffset now, double[] x, double[] p)
    {
        double gram = RnaMass.GramPerMicromole((p[P.Adenosines], p[P.Uridines], p[P.Cytidines], p[P.Guanosines]));
        double free = InVitroTranscription.Equilibrium<Real>(x.AsSpan().AsReal(), p.AsSpan().AsReal()).Magnesium.Value;
        double nucleotides = x[X.Atp] + x[X.Utp] + x[X.Ctp] + x[X.Gtp], rna = (x[X.Rna] + x[X.BrokenRna]) * gram;
        _sequence++;
        return
        [
            Of(Tags.PH, Unit.PH, InVitroTranscription.PH(x, p) + 0.01 * _bias[0], 0.01),
            Of(TranscriptionTags.FreeMagnesium, Unit.Millimolar, free * Math.Exp(0.04 * _bias[1]), 0.02 * free + 0.02),
            Of(TranscriptionTags.Nucleotides, Unit.Millimolar, nucleotides * Math.Exp(0.03 * _bias[2]), 0.3),
            Of(TranscriptionTags.Rna, Unit.GramPerLitre, rna * Math.Exp(0.03 * _bias[3]), 0.15),
            Of(TranscriptionTags.Crystals, Unit.Millimolar, x[X.Crystals] * Math.Exp(0.04 * _bias[4]), 0.02),
            Of(Tags.Temperature, Unit.Celsius, x[X.Temperature], 0.1),
            Of(Tags.Volume, Unit.Litre, x[X.Volume], 0.01),
        ];

        Measurement Of(Tag tag, Unit unit, double value, double noise) =>
            new(tag, now, value + noise * _random.Next(), unit, noise, default, "bench", _sequence);
    }
}
