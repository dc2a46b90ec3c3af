using System.Collections.Immutable;

namespace Titer.Sensing.Raman.Regression;

/// <summary>A partition of samples for cross-validation: which samples are left out together.</summary>
public sealed class Folds
{
    private readonly int[] _fold;

    /// <param name="fold">For each sample its fold, 0 to count - 1.</param>
    public Folds(ReadOnlySpan<int> fold)
    {
        _fold = fold.ToArray();
        Count = _fold.Length == 0 ? 0 : _fold.Max() + 1;
        Test = [.. Enumerable.Range(0, Count).Select(f => Indices(i => _fold[i] == f))];
        Training = [.. Enumerable.Range(0, Count).Select(f => Indices(i => _fold[i] != f))];
    }

    public int Count { get; }

    public int Samples => _fold.Length;

    public int this[int sample] => _fold[sample];

    /// <summary>Samples left out in each fold, ascending.</summary>
    public ImmutableArray<int[]> Test { get; }

    /// <summary>Samples trained on in each fold, ascending.</summary>
    public ImmutableArray<int[]> Training { get; }

    /// <summary>One fold per different label, in the order of first appearance.</summary>
    public static Folds ByLabel<T>(IReadOnlyList<T> labels) where T : notnull
    {
        var seen = new Dictionary<T, int>();
        var fold = new int[labels.Count];
        for (int i = 0; i < fold.Length; i++)
        {
            if (!seen.TryGetValue(labels[i], out int f)) seen.Add(labels[i], f = seen.Count);
            fold[i] = f;
        }
        return new Folds(fold);
    }

    /// <summary>The same partition of some of the samples; folds that have none of them are gone.</summary>
    public Folds Of(ReadOnlySpan<int> samples)
    {
        var labels = new int[samples.Length];
        for (int i = 0; i < labels.Length; i++) labels[i] = _fold[samples[i]];
        return ByLabel(labels);
    }

    private int[] Indices(Predicate<int> take) => [.. Enumerable.Range(0, _fold.Length).Where(i => take(i))];
}
