using Titer.Core;
using Titer.Numerics;

namespace Titer.Sensing.Raman.Preprocessing;

/// <summary>Least squares on a fixed basis through its pseudo-inverse, so that a spectrum costs one product per basis spectrum.</summary>
internal sealed class ScatterOperation : SpectralOperation
{
    // Of a basis spectrum's own length; less of it is left when it is a combination of the others.
    private const double LeastIndependent = 1e-7;

    private readonly double[][] _basis, _inverse;
    private readonly bool _scaleOnly;

    public ScatterOperation(SpectralAxis axis, List<double[]> basis, Range region, bool scaleOnly) : base(axis)
    {
        (_basis, _scaleOnly) = ([.. basis], scaleOnly);
        _inverse = PseudoInverse([.. basis.Select(b => Only(b, region))]);
    }

    /// <summary>The linear functional on a spectrum that gives the coefficient of the reference.</summary>
    public ReadOnlySpan<double> Functional => _inverse[^1];

    public override void Apply(ReadOnlySpan<double> spectrum, Span<double> result)
    {
        spectrum.CopyTo(result);
        double scale = FixedDot.Of(spectrum, _inverse[^1]);
        if (!_scaleOnly)
            for (int k = 0; k < _basis.Length - 1; k++) FixedDot.Add(-FixedDot.Of(spectrum, _inverse[k]), _basis[k], result);
        // Without the reference in it a spectrum has no scale: NaN, which the sensor refuses.
        FixedDot.Scale(scale > 0 ? 1 / scale : double.NaN, result);
    }

    private static double[] Only(double[] values, Range region)
    {
        (int offset, int length) = region.GetOffsetAndLength(values.Length);
        var only = new double[values.Length];
        values.AsSpan(offset, length).CopyTo(only.AsSpan(offset));
        return only;
    }

    /// <summary>Rows of (B'B)^-1 B' by Gram-Schmidt, done twice.</summary>
    private static double[][] PseudoInverse(double[][] basis)
    {
        int q = basis.Length;
        var unit = new double[q][];
        var triangle = new double[q, q]; // basis k = sum over j <= k of triangle[j, k] unit j
        for (int k = 0; k < q; k++)
        {
            double[] v = [.. basis[k]];
            double own = Math.Sqrt(FixedDot.Of(v, v));
            for (int pass = 0; pass < 2; pass++)
                for (int j = 0; j < k; j++)
                {
                    double share = FixedDot.Of(unit[j], v);
                    triangle[j, k] += share;
                    FixedDot.Add(-share, unit[j], v);
                }
            double length = Math.Sqrt(FixedDot.Of(v, v));
            if (!(length > LeastIndependent * own))
                throw new InputException("scatter correction", "Reference, polynomial and interferents are not independent of each other.");
            triangle[k, k] = length;
            FixedDot.Scale(1 / length, v);
            unit[k] = v;
        }
        var inverse = new double[q][];
        for (int k = q - 1; k >= 0; k--)
        {
            double[] row = [.. unit[k]];
            for (int j = k + 1; j < q; j++) FixedDot.Add(-triangle[k, j], inverse[j], row);
            FixedDot.Scale(1 / triangle[k, k], row);
            inverse[k] = row;
        }
        return inverse;
    }
}
