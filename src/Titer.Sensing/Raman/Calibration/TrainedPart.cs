using Titer.Numerics;
using Titer.Sensing.Raman.Regression;

namespace Titer.Sensing.Raman.Calibration;

/// <summary>One member of an ensemble: its share, and its coefficients on the training samples.</summary>
internal sealed record Member(Candidate Candidate, double Weight, double[] OnSamples);

/// <summary>
/// The whole calibration on some of the samples: every candidate searched by cross-validation inside them, the best averaged. The outer
/// cross-validation calls it for each part, the calibration itself for all samples, so that what is validated is what is delivered.
/// </summary>
internal sealed class TrainedPart
{
    // Parts of the inner cross-validation; more groups share a part.
    private const int MostInner = 15;

    private readonly int[] _training;
    private readonly GramStore _store;

    public TrainedPart(TrainingSet data, GramStore store, int[] training)
    {
        (_training, _store) = (training, store);
        double[] y = [.. training.Select(i => data.Reference[i])];
        Level = y.Average();
        Folds inner = Grouping.Parts([.. training.Select(i => data.Group[i])], MostInner);
        var candidates = new List<Candidate>[store.Sets.Length];
        Parallel.For(0, store.Sets.Length, s =>
        {
            RowMatrix gram = Centred(s);
            candidates[s] = IsFinite(gram) ? [.. CandidateSearch.On(s, gram, new GramRidge(gram), y, inner)] : [];
        });
        (Candidate, double)[] chosen = EnsembleWeights.Choose(candidates.SelectMany(c => c));
        Members = new Member[chosen.Length];
        Parallel.For(0, chosen.Length, m =>
        {
            (Candidate candidate, double weight) = chosen[m];
            RowMatrix gram = Centred(candidate.Set);
            Members[m] = new Member(candidate, weight, CandidateSearch.Fit(candidate, gram, new GramRidge(gram), y));
        });
        DomainSet = Members.MinBy(m => m.Candidate.Rmse)!.Candidate.Set;
    }

    /// <summary>Mean of the reference values.</summary>
    public double Level { get; }

    public Member[] Members { get; }

    /// <summary>Feature set of the best member, on which the domain of validity is judged.</summary>
    public int DomainSet { get; }

    /// <summary>Value, T2 and Q of samples that were not trained on.</summary>
    public (double Value, double T2, double Q)[] Predict(int[] test)
    {
        var results = new (double Value, double T2, double Q)[test.Length];
        for (int i = 0; i < test.Length; i++) results[i].Value = Level;
        foreach (Member member in Members)
        {
            RowMatrix cross = CentredGram.Take(_store.Of(member.Candidate.Set, _training), _training, test).Cross;
            for (int i = 0; i < test.Length; i++) results[i].Value += member.Weight * FixedDot.Of(cross.Row(i), member.OnSamples);
        }
        RowMatrix gram = _store.Of(DomainSet, _training);
        (RowMatrix inside, RowMatrix outside) = CentredGram.Take(gram, _training, test);
        var domain = new GramDomain(new GramRidge(inside), _training.Length);
        for (int i = 0; i < test.Length; i++) (results[i].T2, results[i].Q) = domain.Place(outside.Row(i), CentredGram.Own(gram, _training, test[i]));
        return results;
    }

    private RowMatrix Centred(int set) => CentredGram.Take(_store.Of(set, _training), _training, []).Training;

    private static bool IsFinite(RowMatrix gram) => gram.Values.All(double.IsFinite);
}
