using Titer.Bench.Decide.Models;

namespace Titer.Numerics.Tests.Integration;

/// <summary>Kaps' problem at epsilon = 0, M = diag(0, 1): x = y^2 is an algebraic equation; the solution is that of every epsilon.</summary>
internal readonly struct KapsLimit : IOde
{
    public int States => 2;

    // The factor keeps the algebraic equation from being linear in x, so that Newton has work to do.
    public void Derivatives(double t, ReadOnlySpan<double> x, Span<double> dx) =>
        (dx[0], dx[1]) = ((x[1] * x[1] - x[0]) * (1 + x[0]), x[0] - x[1] * (1 + x[1]));

    public void Jacobian(double t, ReadOnlySpan<double> x, Span<double> j) =>
        (j[0], j[1], j[2], j[3]) = (x[1] * x[1] - 1 - 2 * x[0], 2 * x[1] * (1 + x[0]), 1, -1 - 2 * x[1]);
}

/// <summary>Robertson's reaction with the balance a + b + c = 1 in place of the last rate, M = diag(1, 1, 0).</summary>
internal readonly struct RobertsonDae : IOde
{
    public int States => 3;

    public static double[] Mass => [1, 0, 0, 0, 1, 0, 0, 0, 0];

    public void Derivatives(double t, ReadOnlySpan<double> x, Span<double> dx)
    {
        new Robertson().Derivatives(t, x, dx);
        dx[2] = x[0] + x[1] + x[2] - 1;
    }

    public void Jacobian(double t, ReadOnlySpan<double> x, Span<double> j)
    {
        new Robertson().Jacobian(t, x, j);
        (j[6], j[7], j[8]) = (1, 1, 1);
    }
}

/// <summary>The logistic with both sides multiplied by a 2 x 2 matrix.</summary>
internal readonly struct Multiplied(double[] mass) : IOde
{
    public int States => 2;

    public void Derivatives(double t, ReadOnlySpan<double> x, Span<double> dx)
    {
        Span<double> f = stackalloc double[2];
        new Logistic().Derivatives(t, x, f);
        (dx[0], dx[1]) = (mass[0] * f[0] + mass[1] * f[1], mass[2] * f[0] + mass[3] * f[1]);
    }

    public void Jacobian(double t, ReadOnlySpan<double> x, Span<double> j)
    {
        Span<double> f = stackalloc double[4];
        new Logistic().Jacobian(t, x, f);
        for (int i = 0; i < 2; i++)
            for (int k = 0; k < 2; k++)
                j[2 * i + k] = mass[2 * i] * f[k] + mass[2 * i + 1] * f[2 + k];
    }
}
