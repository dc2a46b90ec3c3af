using Titer.Numerics;

namespace Titer.Sensing.Raman.Regression;

/// <summary>
/// PLS on the Gram matrix K = X X' of few samples with many channels (S. Rannar, F. Lindgren, P. Geladi, S. Wold, J. Chemom. 8
/// (1994) 111-125): one product with K per component, whatever the number of channels. K is not deflated; scores are
/// orthogonalised twice instead, which keeps them orthogonal to rounding.
/// </summary>
public sealed class GramPls
{
    private const double LeastScore = 1e-22;

    private readonly List<double[]> _weights = [], _responses = [], _scores = [];

    /// <param name="gram">Centred Gram matrix of the training samples, n x n.</param>
    /// <param name="y">Centred responses, n x m.</param>
    public GramPls(RowMatrix gram, RowMatrix y, int components)
    {
        int n = gram.Rows, m = y.Columns;
        double trace = 0;
        for (int i = 0; i < n; i++) trace += gram[i, i];
        var left = new RowMatrix([.. y.Values], n, m); // of y, not yet explained
        double start = FixedDot.Of(y.Values, y.Values);
        for (int a = 0; a < components; a++)
        {
            // Explained to rounding; below it, the weight would point anywhere.
            if (!(FixedDot.Of(left.Values, left.Values) > 1e-26 * start)) break;
            double[] u = Direction(gram, left), t = new double[n];
            for (int i = 0; i < n; i++) t[i] = FixedDot.Of(gram.Row(i), u);
            double length = FixedDot.Of(u, t); // of X'u, squared
            if (!(length > 0)) break;
            FixedDot.Scale(1 / Math.Sqrt(length), u);
            FixedDot.Scale(1 / Math.Sqrt(length), t);
            for (int pass = 0; pass < 2; pass++)
                for (int j = 0; j < a; j++)
                {
                    double share = FixedDot.Of(_scores[j], t);
                    FixedDot.Add(-share, _scores[j], t);
                    FixedDot.Add(-share, _weights[j], u);
                }
            double squares = FixedDot.Of(t, t);
            if (!(squares > LeastScore * trace)) break;
            FixedDot.Scale(1 / Math.Sqrt(squares), t);
            FixedDot.Scale(1 / Math.Sqrt(squares), u);
            var q = new double[m];
            for (int i = 0; i < n; i++) FixedDot.Add(t[i], left.Row(i), q);
            for (int i = 0; i < n; i++) FixedDot.Add(-t[i], q, left.Row(i));
            _scores.Add(t);
            _weights.Add(u);
            _responses.Add(q);
        }
    }

    /// <summary>Components found; fewer than asked for when X has no more rank.</summary>
    public int Components => _weights.Count;

    /// <summary>
    /// Predictions of the centred responses for 1, 2, ... components, added to nothing; after the last component found, its own are repeated.
    /// </summary>
    /// <param name="cross">Centred products of new samples with the training samples, k x n.</param>
    /// <param name="write">Called with sample, components (from 1) and the m predictions so far.</param>
    public void Predict(RowMatrix cross, int components, Action<int, int, ReadOnlySpan<double>> write)
    {
        int m = _responses.Count > 0 ? _responses[0].Length : 1;
        var sum = new double[m];
        for (int i = 0; i < cross.Rows; i++)
        {
            Array.Clear(sum);
            for (int a = 0; a < components; a++)
            {
                if (a < Components) FixedDot.Add(FixedDot.Of(cross.Row(i), _weights[a]), _responses[a], sum);
                write(i, a + 1, sum);
            }
        }
    }

    /// <summary>
    /// What each component adds to the prediction of a single response: n x components for the training samples themselves. Their sum is the fit.
    /// </summary>
    public RowMatrix Contributions()
    {
        var parts = new RowMatrix(_scores.Count > 0 ? _scores[0].Length : 0, Components);
        for (int i = 0; i < parts.Rows; i++)
            for (int a = 0; a < Components; a++) parts[i, a] = _scores[a][i] * _responses[a][0];
        return parts;
    }

    /// <summary>The same for new samples, from their centred products with the training samples.</summary>
    public RowMatrix Contributions(RowMatrix cross)
    {
        var parts = new RowMatrix(cross.Rows, Components);
        for (int i = 0; i < cross.Rows; i++)
            for (int a = 0; a < Components; a++) parts[i, a] = FixedDot.Of(cross.Row(i), _weights[a]) * _responses[a][0];
        return parts;
    }

    /// <summary>
    /// Weights on the training samples whose product with a centred Gram row is the contribution of component <paramref name="a"/>.
    /// </summary>
    public double[] WeightsOf(int a) => [.. _weights[a].Select(w => w * _responses[a][0])];

    /// <summary>
    /// Coefficients on the training samples (n x m) with this many components: the prediction is their product with the Gram row, and X' times
    /// them are
    /// the coefficients on the channels.
    /// </summary>
    public RowMatrix Coefficients(int components)
    {
        var sum = new RowMatrix(_weights[0].Length, _responses[0].Length);
        for (int a = 0; a < Math.Min(components, Components); a++)
            for (int i = 0; i < sum.Rows; i++) FixedDot.Add(_weights[a][i], _responses[a], sum.Row(i));
        return sum;
    }

    private static double[] Direction(RowMatrix gram, RowMatrix left)
    {
        int n = left.Rows, m = left.Columns;
        if (m == 1) return [.. left.Values];
        var product = new RowMatrix(n, m);
        MatrixProduct.Multiply(gram.Values, n, left.Values, m, n, product.Values);
        var square = new double[m * m];
        MatrixProduct.TransposedMultiply(left.Values, m, product.Values, m, n, square);
        double[] direction = DominantDirection.Of(square, m);
        var u = new double[n];
        for (int i = 0; i < n; i++) u[i] = FixedDot.Of(left.Row(i), direction);
        return u;
    }
}
