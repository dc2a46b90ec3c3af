namespace Titer.Sensing.Raman.Calibration;

/// <summary>
/// The spectra on which choices are made. Ranking, cross-validation of settings and the eigenvectors of the domain cost the cube of the number of
/// spectra, and a choice among settings gains little beyond some hundreds of them: of a large training set every k-th spectrum serves, in the
/// order of groups (by mean reference) and of reference values within each, so that each group keeps its share and the range is covered evenly
/// (systematic sampling: W. G. Cochran, Sampling Techniques, 1977, ch. 8). The models themselves are fitted to all spectra.
/// </summary>
internal sealed class SearchPool
{
    /// <summary>Spectra of a training set up to which all serve.</summary>
    public const int Most = 300;
    /// <summary>Spectra taken of a larger one.</summary>
    public const int Taken = 240;

    private readonly int[] _place; // of each sample in the pool, -1 outside

    /// <param name="full">Gram matrices of all samples.</param>
    public SearchPool(TrainingSet data, GramStore full)
    {
        int[] rows = Rows(data.Reference, data.Group);
        _place = [.. Enumerable.Repeat(-1, data.Samples)];
        for (int i = 0; i < rows.Length; i++) _place[rows[i]] = i;
        Store = rows.Length == data.Samples ? full : new GramStore(data with
        {
            Spectra = data.Spectra.Take(rows), Reference = [.. rows.Select(r => data.Reference[r])],
            Fold = [.. rows.Select(r => data.Fold[r])], Group = [.. rows.Select(r => data.Group[r])],
        }, full.Sets);
    }

    /// <summary>Gram matrices of the pool.</summary>
    public GramStore Store { get; }

    /// <summary>Samples of a training part that are in the pool: by their number in the whole set, and in the pool.</summary>
    public (int[] InSet, int[] InPool) Of(int[] training)
    {
        int[] kept = [.. training.Where(i => _place[i] >= 0)];
        return (kept, [.. kept.Select(i => _place[i])]);
    }

    /// <summary>All samples, or the ones taken of many, ascending.</summary>
    public static int[] Rows(double[] reference, int[] group)
    {
        int n = reference.Length;
        if (n <= Most) return [.. Enumerable.Range(0, n)];
        var mean = new double[group.Max() + 1];
        var count = new int[mean.Length];
        for (int i = 0; i < n; i++) count[group[i]]++;
        for (int i = 0; i < n; i++) mean[group[i]] += reference[i] / count[group[i]];
        int[] order = [.. Enumerable.Range(0, n).OrderBy(i => mean[group[i]]).ThenBy(i => group[i]).ThenBy(i => reference[i]).ThenBy(i => i)];
        return [.. Enumerable.Range(0, Taken).Select(k => order[(int)((2L * k + 1) * n / (2L * Taken))]).Order()];
    }
}
