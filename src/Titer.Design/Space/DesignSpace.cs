using System.Collections.Immutable;

namespace Titer.Design.Space;

/// <summary>
/// A probabilistic design space (ICH Q8(R2); Peterson, J. Qual. Technol. 36 (2004) 139): at every point of a grid, the share of parameter samples
/// with which all specifications are met.
/// </summary>
/// <param name="Axes">The factors, time last.</param>
/// <param name="Met">Samples that meet all specifications, by point; the last axis runs fastest.</param>
/// <param name="First">Value of the first specified quality by point and sample.</param>
/// <param name="Samples">Samples per point.</param>
/// <param name="Failed">Runs that the integrator could not finish; they count as not acceptable.</param>
public sealed record DesignSpace(ImmutableArray<SpaceAxis> Axes, int[] Met, double[] First, int Samples, int Failed)
{
    public int Points => Met.Length;

    public long Runs => (long)Points / Axes[^1].Levels * Samples;

    public double Probability(int point) => (double)Met[point] / Samples;

    /// <summary>Values of the factors at a point.</summary>
    public double[] Factors(int point)
    {
        double[] values = new double[Axes.Length];
        for (int a = Axes.Length - 1; a >= 0; a--)
        {
            values[a] = Axes[a][point % Axes[a].Levels];
            point /= Axes[a].Levels;
        }
        return values;
    }

    /// <summary>Point of the levels.</summary>
    public int Point(ReadOnlySpan<int> levels)
    {
        int point = 0;
        for (int a = 0; a < Axes.Length; a++) point = point * Axes[a].Levels + levels[a];
        return point;
    }
}
