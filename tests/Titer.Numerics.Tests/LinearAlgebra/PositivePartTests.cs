using CsCheck;
using Titer.Numerics;

namespace Titer.Numerics.Tests.LinearAlgebra;

public sealed class PositivePartTests
{
    private static readonly Gen<(int N, double[] A)> Symmetric = Gen.Int[1, 12].SelectMany(n => Gen.Double[-3, 3].Array[n * n].Select(b =>
    {
        double[] a = new double[n * n];
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++) a[i * n + j] = b[i * n + j] + b[j * n + i];
        return (n, a);
    }));

    [Fact]
    public void Eigenvalues_below_the_least_are_raised_to_it_and_the_others_stay() => Symmetric.ForAll(200, m =>
    {
        (int n, double[] a) = m;
        const double Least = 0.1;
        double[] values = new double[n], vectors = new double[n * n], expected = new double[n * n], raised = [.. a];
        SymmetricEigen.Of(a, n, values, vectors);
        for (int k = 0; k < n; k++)
            for (int i = 0; i < n; i++)
                for (int j = 0; j < n; j++) expected[i * n + j] += Math.Max(values[k], Least) * vectors[k * n + i] * vectors[k * n + j];
        new PositivePart(n).Raise(raised, Least);
        for (int i = 0; i < n * n; i++) Assert.Equal(expected[i], raised[i], 1e-11);
    });

    [Fact]
    public void A_matrix_that_is_positive_already_keeps_its_bits()
    {
        double[] a = [4, 1, -2, 1, 3, 0.5, -2, 0.5, 5], raised = [.. a];
        new PositivePart(3).Raise(raised, 0.5);
        Assert.Equal(a, raised);
    }

    [Fact]
    public void Nothing_is_allocated_and_nothing_is_endless()
    {
        var part = new PositivePart(3);
        double[] a = [1, 2, 3, 2, -4, 1, 3, 1, 0.5], broken = [double.NaN, 1, 1, 1, 1, 1, 1, 1, double.PositiveInfinity];
        part.Raise(a, 0);
        long before = GC.GetAllocatedBytesForCurrentThread();
        part.Raise(a, 0);
        part.Raise(broken, 0);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
