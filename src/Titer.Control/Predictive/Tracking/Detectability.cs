using Titer.Numerics;
using Titer.Processes;

namespace Titer.Control.Predictive.Tracking;

/// <summary>
/// Whether states and constant disturbances can be told from the outputs, which offset-free control needs: as many disturbances as measured outputs,
/// and the model
/// with them detectable (G. Pannocchia, J. B. Rawlings, AIChE J. 49 (2003) 426; U. Maeder, F. Borrelli, M. Morari, Automatica 45 (2009) 2214). Shown
/// by
/// making the filter that does it: the model is linearised, a Kalman filter run to its steady gain, and its error followed until it has died out or
/// has
/// not.
/// </summary>
public static class Detectability
{
    private const int FilterSteps = 400, Doublings = 40;
    private const double DiedOut = 1e-3;

    /// <param name="x">Where to linearise.</param>
    /// <param name="parameters">Of the tracked model.</param>
    /// <param name="disturbances">Positions of the disturbances among the parameters.</param>
    /// <param name="scale">Typical size of each state and then of each disturbance.</param>
    /// <param name="outputScale">Typical size of each output.</param>
    /// <param name="period">Time between two readings.</param>
    public static bool Of<TModel, TOutputs>(ReadOnlySpan<double> x, ReadOnlySpan<double> u, ReadOnlySpan<double> parameters,
        ReadOnlySpan<int> disturbances, ReadOnlySpan<double> scale, ReadOnlySpan<double> outputScale, double period)
        where TModel : IProcessModel
        where TOutputs : IOutputs
    {
        int n = x.Length, size = n + disturbances.Length, outputs = TOutputs.Count;
        var (a, c) = (new double[size * size], new double[outputs * size]);
        Dual[] xd = Plain(x), ud = Plain(u), p = Plain(parameters), dx = new Dual[n];
        for (int k = 0; k < size; k++)
        {
            ref Dual seed = ref k < n ? ref xd[k] : ref p[disturbances[k - n]];
            double value = seed.Value;
            seed = Dual.Variable(value, 0);
            Tracking<TModel, TOutputs>.Derivatives<Dual>(0, xd, ud, p, dx);
            for (int i = 0; i < n; i++) a[i * size + k] = dx[i].Gradient[0] * scale[k] / scale[i];
            for (int i = 0; i < outputs; i++)
                c[i * size + k] = Tracking<TModel, TOutputs>.Output<Dual>(i, xd, p).Gradient[0] * scale[k] / outputScale[i];
            seed = value;
        }
        return DiesOut(Discrete(a, size, period), c, size, outputs);
    }

    private static Dual[] Plain(ReadOnlySpan<double> values)
    {
        var plain = new Dual[values.Length];
        for (int i = 0; i < plain.Length; i++) plain[i] = values[i];
        return plain;
    }

    /// <summary>(I - hA/2)^-1 (I + hA/2), which has the unobservable subspaces of A and is stable where A is.</summary>
    private static double[] Discrete(double[] a, int size, double period)
    {
        var (left, right, pivots) = (new double[size * size], new double[size * size], new int[size]);
        for (int i = 0; i < size * size; i++)
        {
            double one = i % (size + 1) == 0 ? 1 : 0;
            (left[i], right[i]) = (one - 0.5 * period * a[i], one + 0.5 * period * a[i]);
        }
        if (!Lu.Factorise(left, pivots, size)) Array.Fill(right, double.NaN);
        else Lu.SolveMany(left, pivots, right, size, size);
        return right;
    }

    private static bool DiesOut(double[] a, double[] c, int size, int outputs)
    {
        double[] covariance = Identity(size), error = [], along = new double[size];
        for (int step = 0; step < FilterSteps; step++)
        {
            error = Identity(size);
            for (int o = 0; o < outputs; o++)
            {
                ReadOnlySpan<double> row = c.AsSpan(o * size, size);
                for (int i = 0; i < size; i++) along[i] = FixedDot.Of(covariance.AsSpan(i * size, size), row);
                double variance = 1 + FixedDot.Of(along, row);
                Correct(covariance);
                Correct(error);

                // M <- (I - g c) M with the gain g.
                void Correct(double[] matrix)
                {
                    var seen = new double[size];
                    for (int k = 0; k < size; k++) FixedDot.Add(c[o * size + k], matrix.AsSpan(k * size, size), seen);
                    for (int i = 0; i < size; i++) FixedDot.Add(-along[i] / variance, seen, matrix.AsSpan(i * size, size));
                }
            }
            error = Product(a, error, size);
            double[] moved = Product(a, covariance, size);
            for (int i = 0; i < size; i++)
                for (int k = 0; k < size; k++)
                    covariance[i * size + k] = FixedDot.Of(moved.AsSpan(i * size, size), a.AsSpan(k * size, size)) + (i == k ? 1 : 0);
        }
        for (int doubling = 0; doubling < Doublings; doubling++)
        {
            double norm = Math.Sqrt(FixedDot.Of(error, error));
            if (!double.IsFinite(norm)) return false;
            if (norm < DiedOut) return true;
            error = Product(error, error, size);
        }
        return false;
    }

    private static double[] Identity(int size)
    {
        var identity = new double[size * size];
        for (int i = 0; i < size; i++) identity[i * size + i] = 1;
        return identity;
    }

    private static double[] Product(double[] a, double[] b, int size)
    {
        var product = new double[size * size];
        MatrixProduct.Multiply(a, size, b, size, size, product);
        return product;
    }
}
