using System.Runtime.Intrinsics;

namespace Titer.Numerics;

/// <summary>
/// Dual number with <see cref="Directions"/> directional derivatives at once (forward-mode automatic differentiation, Griewank and
/// Walther, Evaluating Derivatives, 2nd ed. 2008, ch. 3). One pass through a model gives four columns of its Jacobian, exact to rounding.
/// </summary>
public readonly struct Dual(double value, Vector256<double> gradient) : IScalar<Dual>
{
    public const int Directions = 4;

    public double Value { get; } = value;
    public static int Order => 1;
    public Vector256<double> Gradient { get; } = gradient;

    /// <summary>An independent variable: derivative 1 in its own direction (0..3).</summary>
    public static Dual Variable(double value, int direction) =>
        new(value, Vector256<double>.Zero.WithElement(direction, 1.0));

    public static Dual operator +(Dual a, Dual b) => new(a.Value + b.Value, a.Gradient + b.Gradient);
    public static Dual operator -(Dual a, Dual b) => new(a.Value - b.Value, a.Gradient - b.Gradient);
    public static Dual operator *(Dual a, Dual b) => new(a.Value * b.Value, a.Gradient * b.Value + b.Gradient * a.Value);

    public static Dual operator /(Dual a, Dual b)
    {
        double q = a.Value / b.Value;
        return new(q, (a.Gradient - b.Gradient * q) * (1 / b.Value));
    }

    public static Dual operator -(Dual a) => new(-a.Value, -a.Gradient);

    public static Dual Exp(Dual x)
    {
        double e = Math.Exp(x.Value);
        return new(e, x.Gradient * e);
    }

    public static Dual Log(Dual x) => new(Math.Log(x.Value), x.Gradient * (1 / x.Value));

    public static Dual Sqrt(Dual x)
    {
        double r = Math.Sqrt(x.Value);
        return new(r, x.Gradient * (0.5 / r));
    }

    public static Dual Pow(Dual x, double y)
    {
        double r = Math.Pow(x.Value, y);
        return new(r, x.Gradient * (y * r / x.Value));
    }

    public static implicit operator Dual(double value) => new(value, Vector256<double>.Zero);
}
