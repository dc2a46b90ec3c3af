using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Titer.Numerics;

/// <summary>
/// Truncated Taylor number in two directions a and b, eight pairs of them at once: value, da, db and the mixed second derivative d2/(da db) of each
/// lane (forward mode over forward mode, Griewank and Walther, Evaluating Derivatives, 2nd ed. 2008, ch. 13). The lanes hold the pairs (i, j) of
/// variables, so that one
/// pass through a model gives eight elements of its Hessians and, beside them, its Jacobian. Lane by lane, hence the same bits on every machine.
/// </summary>
public readonly struct SecondDual(double value, Vector512<double> a, Vector512<double> b, Vector512<double> ab) : IScalar<SecondDual>
{
    /// <summary>Pairs of directions per pass.</summary>
    public const int Lanes = 8;

    public double Value { get; } = value;

    public static int Order => 2;

    /// <summary>First derivative in the first direction of each lane.</summary>
    public Vector512<double> A { get; } = a;

    /// <summary>First derivative in the second direction of each lane.</summary>
    public Vector512<double> B { get; } = b;

    /// <summary>Second derivative in both.</summary>
    public Vector512<double> AB { get; } = ab;

    public static SecondDual operator +(SecondDual x, SecondDual y) => new(x.Value + y.Value, x.A + y.A, x.B + y.B, x.AB + y.AB);
    public static SecondDual operator -(SecondDual x, SecondDual y) => new(x.Value - y.Value, x.A - y.A, x.B - y.B, x.AB - y.AB);
    public static SecondDual operator -(SecondDual x) => new(-x.Value, -x.A, -x.B, -x.AB);

    public static SecondDual operator *(SecondDual x, SecondDual y) => new(
        x.Value * y.Value, x.A * y.Value + y.A * x.Value, x.B * y.Value + y.B * x.Value,
        x.AB * y.Value + x.A * y.B + x.B * y.A + y.AB * x.Value);

    public static SecondDual operator /(SecondDual x, SecondDual y)
    {
        double r = 1 / y.Value, q = x.Value * r;
        Vector512<double> a = (x.A - y.A * q) * r, b = (x.B - y.B * q) * r;
        return new(q, a, b, (x.AB - a * y.B - b * y.A - y.AB * q) * r);
    }

    public static SecondDual Exp(SecondDual x)
    {
        double e = Math.Exp(x.Value);
        return Chain(x, e, e, e);
    }

    public static SecondDual Log(SecondDual x)
    {
        double r = 1 / x.Value;
        return Chain(x, Math.Log(x.Value), r, -r * r);
    }

    public static SecondDual Sqrt(SecondDual x)
    {
        double root = Math.Sqrt(x.Value), first = 0.5 / root;
        return Chain(x, root, first, -0.5 * first / x.Value);
    }

    public static SecondDual Pow(SecondDual x, double y)
    {
        double power = Math.Pow(x.Value, y), first = y * power / x.Value;
        return Chain(x, power, first, (y - 1) * first / x.Value);
    }

    public static implicit operator SecondDual(double value) => new(value, Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static SecondDual Chain(SecondDual x, double value, double first, double second) =>
        new(value, x.A * first, x.B * first, x.AB * first + x.A * x.B * second);
}
