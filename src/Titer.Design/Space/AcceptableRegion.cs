using Titer.Numerics;

namespace Titer.Design.Space;

/// <summary>
/// The largest box of grid points at all of which the specifications are met with a stated probability, proven at a stated confidence against the
/// error of the Monte Carlo: the exact binomial lower limit (Clopper and Pearson, Biometrika 26 (1934) 404) at every point, with the confidence
/// shared out over all points of the grid (Bonferroni), so that the whole box holds at once.
/// </summary>
/// <param name="Low">First level of each axis; empty when no point is proven.</param>
/// <param name="High">Last level of each axis, included.</param>
/// <param name="Points">Grid points in the box.</param>
/// <param name="Proven">Grid points of the whole space that are proven.</param>
/// <param name="LowestLimit">Lowest limit of the probability in the box.</param>
public sealed record AcceptableRegion(int[] Low, int[] High, int Points, int Proven, double LowestLimit)
{
    /// <param name="space">The computed space.</param>
    /// <param name="probability">That all specifications are met, 0 to 1.</param>
    /// <param name="confidence">Against the Monte Carlo error, of all points together.</param>
    public static AcceptableRegion Of(DesignSpace space, double probability, double confidence)
    {
        int needed = Needed(space, probability, confidence);
        int axes = space.Axes.Length;
        int[] levels = [.. space.Axes.Select(a => a.Levels)];
        // Summed-area table of the points that are not proven: a box without any has the sum zero.
        int[] padded = [.. levels.Select(l => l + 1)], sums = new int[padded.Aggregate(1, (a, b) => a * b)], strides = new int[axes];
        for (int a = axes - 1, stride = 1; a >= 0; stride *= padded[a--]) strides[a] = stride;
        int proven = 0;
        for (int point = 0; point < space.Points; point++)
        {
            int at = 0;
            for (int a = axes - 1, rest = point; a >= 0; rest /= levels[a--]) at += (rest % levels[a] + 1) * strides[a];
            if (space.Met[point] >= needed) proven++;
            else sums[at] = 1;
        }
        for (int a = 0; a < axes; a++)
            for (int i = 0; i < sums.Length; i++)
                if (i / strides[a] % padded[a] > 0) sums[i] += sums[i - strides[a]];
        if (proven == 0) return new([], [], 0, 0, 0);

        (int[] low, int[] high, int[] bestLow, int[] bestHigh, int best) = (new int[axes], new int[axes], new int[axes], new int[axes], 0);
        Search(0, 1);
        double limit = 1;
        for (int point = 0; point < space.Points; point++)
        {
            bool inside = true;
            for (int a = axes - 1, rest = point; a >= 0; rest /= levels[a--]) inside &= rest % levels[a] >= bestLow[a]
                && rest % levels[a] <= bestHigh[a];
            if (inside) limit = Math.Min(limit, Limit(space.Met[point], space.Samples, (1 - confidence) / space.Points));
        }
        return new(bestLow, bestHigh, best, proven, limit);

        void Search(int axis, int size)
        {
            if (axis == axes)
            {
                if (size > best && Unproven() == 0) (best, bestLow, bestHigh) = (size, [.. low], [.. high]);
                return;
            }
            for (low[axis] = 0; low[axis] < levels[axis]; low[axis]++)
                for (high[axis] = levels[axis] - 1; high[axis] >= low[axis]; high[axis]--)
                    Search(axis + 1, size * (high[axis] - low[axis] + 1));
        }

        int Unproven()
        {
            int sum = 0;
            for (int corner = 0; corner < 1 << axes; corner++)
            {
                int at = 0;
                for (int a = 0; a < axes; a++) at += ((corner >> a & 1) == 0 ? high[a] + 1 : low[a]) * strides[a];
                sum += (System.Numerics.BitOperations.PopCount((uint)corner) & 1) == 0 ? sums[at] : -sums[at];
            }
            return sum;
        }
    }

    /// <summary>Lower limit of a probability of which <paramref name="met"/> of <paramref name="samples"/> were seen.</summary>
    public static double Limit(int met, int samples, double risk) => met == 0 ? 0 : BetaDistribution.Quantile(risk, met, samples - met + 1);

    /// <summary>Fewest samples that must meet the specifications at a point for it to be proven; one more than all when no number would do.</summary>
    public static int Needed(DesignSpace space, double probability, double confidence)
    {
        (int samples, double risk) = (space.Samples, (1 - confidence) / space.Points);
        (int low, int high) = (0, samples + 1);
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (middle > samples || Limit(middle, samples, risk) >= probability) high = middle;
            else low = middle + 1;
        }
        return low;
    }
}
