using Titer.Control.Estimators;
using Titer.Numerics;

namespace Titer.Control.Tests.Estimators;

/// <summary>x+ = F x, whatever the time; states from <paramref name="firstSilent"/> on only follow themselves.</summary>
internal readonly struct Linear(double[,] f, double[] noise, int firstSilent, int[] calls) : IStateModel
{
    public Span<double> Inputs => default;

    public void Propagate<T>(Span<T> x, double hours) where T : struct, IScalar<T>
    {
        calls[0]++;
        T[] before = x.ToArray();
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = 0;
            for (int j = 0; j < x.Length; j++) x[i] += f[i, j] * before[j];
        }
    }

    public bool Drives(int state) => state < firstSilent;

    public void ProcessNoise(ReadOnlySpan<double> x, Span<double> perSquareRootHour) => noise.CopyTo(perSquareRootHour);
}

/// <summary>Logistic growth with a parameter and a sensor bias that only a reading sees.</summary>
internal readonly struct Growth(bool propagatesBias, int[] calls) : IStateModel
{
    public Span<double> Inputs => default;

    public void Propagate<T>(Span<T> x, double hours) where T : struct, IScalar<T>
    {
        calls[0]++;
        x[0] += hours * x[1] * x[0] * (1.0 - x[0] / 10.0);
        x[1] *= 1 - 0.01 * hours;
    }

    public bool Drives(int state) => propagatesBias || state < 2;

    public void ProcessNoise(ReadOnlySpan<double> x, Span<double> perSquareRootHour)
    {
        perSquareRootHour[0] = 0.01 * Math.Abs(x[0]);
        perSquareRootHour[1] = 0.002;
        perSquareRootHour[2] = 0.01;
    }
}

internal readonly struct Row(double[] h) : IMeasurementModel
{
    public T Read<T>(ReadOnlySpan<T> x) where T : struct, IScalar<T>
    {
        T sum = 0;
        for (int i = 0; i < x.Length; i++) sum += h[i] * x[i];
        return sum;
    }
}

internal readonly struct Quadratic(double[,] a, double[] b) : IMeasurementModel, IStateModel
{
    public Span<double> Inputs => default;

    public T Read<T>(ReadOnlySpan<T> x) where T : struct, IScalar<T>
    {
        T sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += b[i] * x[i];
            for (int j = 0; j < x.Length; j++) sum += a[i, j] * x[i] * x[j];
        }
        return sum;
    }

    public void Propagate<T>(Span<T> x, double hours) where T : struct, IScalar<T>
    {
        T y = Read<T>(x);
        x[1..].Clear();
        x[0] = y;
    }

    public bool Drives(int state) => true;

    public void ProcessNoise(ReadOnlySpan<double> x, Span<double> perSquareRootHour) => perSquareRootHour.Fill(0.1);
}

/// <summary>
/// Reversible gas-phase reaction 2 A = B in a closed vessel, partial pressures (atm) of A and B; parameters are the two rate constants (E. L.
/// Haseltine, J. B. Rawlings, Ind. Eng. Chem. Res. 44 (2005) 2451: k1 0.16, k2 0.0064).
/// </summary>
internal readonly struct GasReaction : IDynamics
{
    public static readonly double[] Rates = [0.16, 0.0064];

    public static void Derivatives<T>(T t, ReadOnlySpan<T> x, ReadOnlySpan<T> u, ReadOnlySpan<T> p, Span<T> dx) where T : struct, IScalar<T>
    {
        T rate = p[0] * x[0] * x[0] - p[1] * x[1];
        dx[0] = -2.0 * rate;
        dx[1] = rate;
    }
}

/// <summary>The pressure gauge of <see cref="GasReaction"/>.</summary>
internal readonly struct TotalPressure : IMeasurementModel
{
    public T Read<T>(ReadOnlySpan<T> x) where T : struct, IScalar<T> => x[0] + x[1];
}
