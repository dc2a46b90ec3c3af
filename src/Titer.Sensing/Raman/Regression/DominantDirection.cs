using Titer.Numerics;

namespace Titer.Sensing.Raman.Regression;

/// <summary>The combination of several responses that a PLS component follows: the dominant eigenvector of their covariance with X.</summary>
internal static class DominantDirection
{
    /// <param name="symmetric">m x m, positive semidefinite.</param>
    public static double[] Of(double[] symmetric, int m)
    {
        if (m == 1) return [1];
        var vectors = new double[m * m];
        SymmetricEigen.Of(symmetric, m, new double[m], vectors);
        return vectors[..m];
    }
}
