using System.Collections.Concurrent;
using Titer.Numerics;
using Titer.Sensing.Raman.Regression;

namespace Titer.Sensing.Raman.Calibration;

/// <summary>
/// One member of an ensemble: its share, what gives each contribution from the training samples, and the function of the contributions.
/// </summary>
internal sealed record Member(Candidate Candidate, double Weight, double[][] OnSamples, ScoreModel Model);

/// <summary>
/// The whole calibration on some of the samples: every feature set ranked and the best ones searched by cross-validation inside them, the best models
/// averaged. The outer cross-validation calls it for each part, the calibration itself for all samples, so that what is validated is
/// what is delivered.
/// </summary>
internal sealed class TrainedPart
{
    // Parts of the inner cross-validation of the ranking and of the search; more groups share a part.
    private const int RankParts = 60, SearchParts = 5;
    // Feature sets searched.
    private const int Searched = 6;

    private readonly int[] _training;
    private readonly GramStore _store, _searched;
    // The part of the training samples that is in the pool: by number in the set, and in the pool.
    private readonly int[] _points, _inPool;
    private readonly ConcurrentDictionary<int, RowMatrix> _grams = new();

    public TrainedPart(TrainingSet data, GramStore store, SearchPool pool, int[] training)
    {
        (_training, _store, _searched) = (training, store, pool.Store);
        (_points, _inPool) = pool.Of(training);
        double[] all = [.. training.Select(i => data.Reference[i])], y = [.. _points.Select(i => data.Reference[i])];
        int[] group = [.. _points.Select(i => data.Group[i])];
        Level = all.Average();
        Folds groups = Grouping.Parts(group, RankParts), parts = Grouping.Parts(group, SearchParts);
        var rank = new (double Plain, double Stressed)[store.Sets.Length];
        Parallel.For(0, rank.Length, s => rank[s] = Rank(s, y, groups));
        int[] best = Best(rank);
        var candidates = new Candidate?[2 * best.Length];
        Parallel.For(0, candidates.Length, c =>
        {
            int set = best[c / 2];
            candidates[c] = c % 2 == 0 ? CandidateSearch.Pls(set, Centred(set), y, parts) : CandidateSearch.Process(set, Centred(set), y, parts);
        });
        (Candidate, double)[] chosen = EnsembleWeights.Choose(candidates.OfType<Candidate>());
        Members = new Member[chosen.Length];
        int[] points = [.. _points.Select(i => Array.BinarySearch(training, i))];
        Parallel.For(0, chosen.Length, m =>
        {
            (Candidate candidate, double weight) = chosen[m];
            (double[][] onSamples, ScoreModel model) = CandidateSearch.Fit(candidate,
                CentredGram.Take(Gram(candidate.Set), training, []).Training, all, points);
            Members[m] = new Member(candidate, weight, onSamples, model);
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
            RowMatrix cross = CentredGram.Take(Gram(member.Candidate.Set), _training, test).Cross;
            var contributions = new double[member.OnSamples.Length];
            for (int i = 0; i < test.Length; i++)
            {
                for (int a = 0; a < contributions.Length; a++) contributions[a] = FixedDot.Of(cross.Row(i), member.OnSamples[a]);
                results[i].Value += member.Weight * member.Model.At(contributions);
            }
        }
        RowMatrix gram = Gram(DomainSet);
        (RowMatrix inside, RowMatrix outside) = CentredGram.Take(gram, _points, test);
        var domain = new GramDomain(new GramRidge(inside), _points.Length);
        for (int i = 0; i < test.Length; i++) (results[i].T2, results[i].Q) = domain.Place(outside.Row(i), CentredGram.Own(gram, _points, test[i]));
        return results;
    }

    /// <summary>In turn the best under altered backgrounds and the best as the spectra are, until there are enough.</summary>
    private static int[] Best((double Plain, double Stressed)[] rank)
    {
        int[] usable = [.. Enumerable.Range(0, rank.Length).Where(s => double.IsFinite(rank[s].Plain) && double.IsFinite(rank[s].Stressed))];
        IEnumerable<int> stressed = usable.OrderBy(s => rank[s].Stressed).ThenBy(s => s), plain = usable.OrderBy(s => rank[s].Plain).ThenBy(s => s);
        return [.. stressed.Zip(plain).SelectMany(p => new[] { p.First, p.Second }).Distinct().Take(Searched)];
    }

    private (double Plain, double Stressed) Rank(int set, double[] y, Folds groups)
    {
        // Copies as rows beside the training samples, so that both are centred alike; a common shift of a copy does not matter to coefficients
        // of sum zero.
        RowMatrix gram = _searched.Of(set, _inPool);
        double[] mean = [.. _inPool.Select(j => _inPool.Average(i => gram[i, j]))];
        RowMatrix[] copies = [.. _searched.Stressed(set, _inPool).Select(c => CentredGram.Rows(c, _inPool, _inPool).Minus(mean))];
        return CandidateSearch.Rank(Centred(set), copies, y, groups);
    }

    private RowMatrix Centred(int set) => CentredGram.Take(_searched.Of(set, _inPool), _inPool, []).Training;

    private RowMatrix Gram(int set) => _grams.GetOrAdd(set, s => _store.Of(s, _training));
}
