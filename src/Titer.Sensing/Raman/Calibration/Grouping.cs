using Titer.Sensing.Raman.Regression;

namespace Titer.Sensing.Raman.Calibration;

/// <summary>Groups of samples (batches, replicates) into parts of cross-validation that keep each group together.</summary>
public static class Grouping
{
    /// <summary>One part per group; with more than <paramref name="most"/> groups, the largest group goes to the emptiest part.</summary>
    public static Folds Parts(int[] group, int most)
    {
        Folds groups = Folds.ByLabel(group);
        if (groups.Count <= most) return groups;
        var part = new int[groups.Count];
        var size = new int[most];
        foreach (int g in Enumerable.Range(0, groups.Count).OrderByDescending(g => groups.Test[g].Length).ThenBy(g => g))
        {
            part[g] = Array.IndexOf(size, size.Min());
            size[part[g]] += groups.Test[g].Length;
        }
        return new Folds([.. Enumerable.Range(0, group.Length).Select(i => part[groups[i]])]);
    }
}
