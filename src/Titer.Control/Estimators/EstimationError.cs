using Titer.Numerics;

namespace Titer.Control.Estimators;

/// <summary>
/// Normalised estimation error squared, NEES: e' P^-1 e for some of the states, from the square root of the covariance. Owns its workspace.
/// </summary>
/// <param name="judged">Positions of the states.</param>
/// <param name="states">Length of the whole state.</param>
public sealed class EstimationError(int[] judged, int states)
{
    private readonly double[] _rows = new double[judged.Length * states], _workspace = new double[judged.Length], _error = new double[judged.Length];

    public int Dimension => judged.Length;

    /// <summary>NEES of an estimate against the truth; infinite when a state of which nothing is doubted is off.</summary>
    public double Squared(ReadOnlySpan<double> mean, ReadOnlySpan<double> root, ReadOnlySpan<double> truth)
    {
        int m = judged.Length;
        // The transposed rows of the root, reduced to the triangle R with R'R = P; then R'y = e and y'y.
        for (int j = 0; j < m; j++)
        {
            _error[j] = truth[judged[j]] - mean[judged[j]];
            for (int k = 0; k < states; k++) _rows[k * m + j] = root[judged[j] * states + k];
        }
        HouseholderTriangle.Reduce(_rows, states, m, _workspace);
        double sum = 0;
        for (int j = 0; j < m; j++)
        {
            double rest = _error[j];
            for (int k = 0; k < j; k++) rest -= _rows[k * m + j] * _error[k];
            double y = rest == 0 ? 0 : rest / _rows[j * m + j];
            _error[j] = y;
            sum += y * y;
        }
        return sum;
    }
}
