using System.Collections.Immutable;
using Titer.Numerics;
using Titer.Sensing.Raman.Preprocessing;

namespace Titer.Sensing.Raman.Calibration;

/// <summary>
/// Gram matrices of all training spectra, one per feature set. A set that learns nothing has one for good; one that learns (a mean spectrum, a
/// scale) is made anew for each training part, so that nothing of the part left out is in it.
/// </summary>
public sealed class GramStore
{
    private readonly TrainingSet _data;
    private readonly RowMatrix?[] _grams;

    public GramStore(TrainingSet data, ImmutableArray<FeatureSet> sets)
    {
        (_data, Sets) = (data, sets);
        _grams = new RowMatrix?[sets.Length];
        Parallel.For(0, sets.Length, s =>
        {
            if (!sets[s].Learns) _grams[s] = Gram(Features(sets[s].Steps));
        });
    }

    public ImmutableArray<FeatureSet> Sets { get; }

    /// <summary>Gram matrix of all samples with what set <paramref name="set"/> learns from the training samples.</summary>
    public RowMatrix Of(int set, int[] training) => _grams[set] ?? Gram(Features(Learned(set, training)));

    /// <summary>Steps of a set with what they learn from these samples.</summary>
    public ImmutableArray<SpectralStep> Learned(int set, int[] training) => Sets[set].Learns
        ? Pipeline.Learn(Sets[set].Steps, _data.Spectra.Take(training), _data.Axis)
        : Sets[set].Steps;

    public RowMatrix Features(ImmutableArray<SpectralStep> steps) => new Pipeline(steps, _data.Axis).Apply(_data.Spectra);

    // The common mean goes off to keep digits; centring on a training part follows and is not changed by it.
    private static RowMatrix Gram(RowMatrix features) => features.Minus(features.Mean()).Gram();
}
