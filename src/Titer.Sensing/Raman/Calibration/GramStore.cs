using System.Collections.Immutable;
using Titer.Numerics;
using Titer.Sensing.Raman.Preprocessing;

namespace Titer.Sensing.Raman.Calibration;

/// <summary>
/// Gram matrices of all training spectra, one per feature set, made when first asked for. A set that learns nothing has one for good; one that
/// learns (a mean spectrum, a scale) is made anew for each training part, so that nothing of the part left out is in it.
/// </summary>
internal sealed class GramStore
{
    /// <summary>
    /// Part of its distance from the mean background by which the background of a spectrum is altered, to see which feature sets bear it.
    /// </summary>
    private const double Stress = 0.5;
    private static readonly AsymmetricBaseline Background = new(BaselineWeights.Asymmetric, 56);

    private readonly TrainingSet _data;
    private readonly Lazy<RowMatrix>[] _grams;
    private readonly Lazy<RowMatrix[]>[] _stressed;
    private readonly Lazy<RowMatrix[]> _copies;

    public GramStore(TrainingSet data, ImmutableArray<FeatureSet> sets)
    {
        (_data, Sets) = (data, sets);
        _copies = new Lazy<RowMatrix[]>(Copies);
        _grams = [.. sets.Select(s => new Lazy<RowMatrix>(() => Gram(Features(s.Steps))))];
        _stressed = [.. sets.Select(s => new Lazy<RowMatrix[]>(() => Cross(s.Steps)))];
    }

    public ImmutableArray<FeatureSet> Sets { get; }

    /// <summary>Gram matrix of all samples with what set <paramref name="set"/> learns from the training samples.</summary>
    public RowMatrix Of(int set, int[] training) => Sets[set].Learns ? Gram(Features(Learned(set, training))) : _grams[set].Value;

    /// <summary>
    /// Products of the spectra with altered background (two ways) with the spectra as they are, all features less the same mean.
    /// </summary>
    public RowMatrix[] Stressed(int set, int[] training) => Sets[set].Learns ? Cross(Learned(set, training)) : _stressed[set].Value;

    /// <summary>Steps of a set with what they learn from these samples.</summary>
    public ImmutableArray<SpectralStep> Learned(int set, int[] training) => Sets[set].Learns
        ? Pipeline.Learn(Sets[set].Steps, _data.Spectra.Take(training), _data.Axis)
        : Sets[set].Steps;

    public RowMatrix Features(ImmutableArray<SpectralStep> steps) => new Pipeline(steps, _data.Axis).Apply(_data.Spectra);

    // The common mean goes off to keep digits; centring on a training part follows and is not changed by it.
    private static RowMatrix Gram(RowMatrix features) => features.Minus(features.Mean()).Gram();

    private RowMatrix[] Cross(ImmutableArray<SpectralStep> steps)
    {
        RowMatrix plain = Features(steps);
        double[] mean = plain.Mean();
        plain = plain.Minus(mean);
        return [.. _copies.Value.Select(copy =>
        {
            RowMatrix features = new Pipeline(steps, _data.Axis).Apply(copy).Minus(mean), cross = new(plain.Rows, plain.Rows);
            MatrixProduct.MultiplyTransposed(features.Values, plain.Rows, plain.Values, plain.Rows, plain.Columns, cross.Values);
            return cross;
        })];
    }

    /// <summary>
    /// The spectra with a background, what a wide baseline takes off, that is farther from the mean background or nearer to it by half. (The
    /// mean is that of
    /// all spectra: it says how large a change is, and nothing is fitted to it.)
    /// </summary>
    private RowMatrix[] Copies()
    {
        RowMatrix bands = new Pipeline([Background], _data.Axis).Apply(_data.Spectra), background = new(bands.Rows, bands.Columns);
        for (int i = 0; i < bands.Values.Length; i++) background.Values[i] = _data.Spectra.Values[i] - bands.Values[i];
        background = background.Minus(background.Mean());
        RowMatrix farther = new([.. _data.Spectra.Values], bands.Rows, bands.Columns), nearer = new([.. _data.Spectra.Values], bands.Rows,
            bands.Columns);
        FixedDot.Add(Stress, background.Values, farther.Values);
        FixedDot.Add(-Stress, background.Values, nearer.Values);
        return [farther, nearer];
    }
}
