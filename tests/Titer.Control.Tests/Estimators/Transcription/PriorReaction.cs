using Titer.Control.Estimators;
using Titer.Control.Estimators.Transcription;
using Titer.Control.Tests.Controllers;
using Titer.Core;
using Titer.Numerics;
using Titer.Processes.Transcription;
using A = Titer.Control.Estimators.Transcription.IvtAdaptiveState;
using U = Titer.Processes.Transcription.IvtInput;

namespace Titer.Control.Tests.Estimators.Transcription;

/// <summary>
/// A transcription that differs from the nominal one as its estimator believes that lots do: drawn from the prior, moved by the model in quarters of
/// the estimator's step, read by chips that state twice what is new with each reading.
/// </summary>
internal sealed class PriorReaction
{
    private static readonly (Tag Tag, double Relative, double Absolute, int EveryMinutes)[] Chips =
    [
        (Tags.PH, 0, 0.006, 1), (TranscriptionTags.FreeMagnesium, 0.03, 0.05, 1), (TranscriptionTags.Nucleotides, 0.02, 0.5, 5),
        (TranscriptionTags.Rna, 0.02, 0.15, 5), (TranscriptionTags.Crystals, 0.04, 0.008, 1),
        (Tags.Temperature, 0, 0.05, 1), (Tags.Volume, 0, 0.02, 1),
    ];

    private readonly Gaussian _noise;
    private readonly IvtDynamics _dynamics;
    private readonly IvtReader _reader;

    /// <param name="mismatch">0 for the nominal reaction, 1 for one drawn from the prior.</param>
    public PriorReaction(ulong seed, double each = 6, double magnesium = 24, double polymerase = 130, double mismatch = 1)
    {
        var mix = new IvtConditions
        {
            Atp = each, Utp = each, Ctp = each, Gtp = each, Cap = 0.8 * each, Magnesium = magnesium, Polymerase = polymerase, Template = 30,
            Pyrophosphatase = 2, Volume = 5, Composition = (1000, 1000, 1000, 1000),
        };
        Intended = [.. mix.Start()];
        foreach ((int parameter, double value) in mix.Own()) Nominal[parameter] = value;
        (_noise, _dynamics, _reader) = (new Gaussian(seed), new IvtDynamics(Nominal), new IvtReader(Nominal));
        True = IvtPrior.Mean(Intended);
        double[] sigma = IvtPrior.StandardDeviations(Intended), together = IvtPrior.Together(Intended, Nominal);
        for (int i = 0; i < A.Count; i++) True[i] += mismatch * sigma[i] * _noise.Next();
        for (int row = 0; row < together.Length / A.Count; row++)
        {
            double size = mismatch * _noise.Next();
            for (int i = 0; i < A.Count; i++) True[i] += size * together[row * A.Count + i];
        }
    }

    public double[] Intended { get; }
    public double[] Nominal { get; } = InVitroTranscription.Description.DefaultParameters();
    public double[] True { get; }
    public double[] Inputs { get; } = InVitroTranscription.Description.DefaultInputs();
    public DateTimeOffset Now { get; private set; } = Scene.Start;

    public double TrueRna => _reader.Rna(((ReadOnlySpan<double>)True).AsReal()).Value;

    public IvtEstimator NewEstimator(bool isolates = true) => new("reactor", Scene.Start, Intended, Nominal, isolates: isolates);

    public void Pass(int minutes = 1)
    {
        Inputs.CopyTo(_dynamics.Inputs);
        for (int i = 0; i < 4 * minutes; i++) _dynamics.Propagate(True.AsSpan().AsReal(), 1.0 / 240);
        Now = Now.AddMinutes(minutes);
    }

    /// <param name="noise">0 for readings without noise that are stated to have it.</param>
    public List<Measurement> ReadChips(double noise = 1)
    {
        int minute = (int)Math.Round((Now - Scene.Start).TotalMinutes);
        return [.. Chips.Where(c => minute % c.EveryMinutes == 0).Select(c => Read(c.Tag, c.Relative, c.Absolute, noise))];
    }

    public List<Measurement> Electrophoresis() =>
        [Read(TranscriptionTags.AtLineRna, 0.03, 0.02, 1), Read(TranscriptionTags.AtLineIntegrity, 0, 1, 1)];

    private Measurement Read(Tag tag, double relative, double absolute, double noise)
    {
        Assert.True(IvtMeasurement.TryFor(tag, _reader, out IvtMeasurement model));
        double value = model.Read(((ReadOnlySpan<double>)True).AsReal()).Value;
        double u = Math.Sqrt(relative * relative * value * value + absolute * absolute);
        return Scene.Reading(tag, Now, value + noise * Math.Sqrt(model.Variance(u)) * _noise.Next(), default, u);
    }
}
