namespace Titer.Numerics;

/// <summary>
/// A plain double as an <see cref="IScalar{T}"/>. A wrapper, because System.Double cannot be given the interface; it has
/// the same layout, so a <c>Span&lt;double&gt;</c> is read as a <c>Span&lt;Real&gt;</c> without a copy (<see cref="Reals"/>).
/// </summary>
public readonly struct Real(double value) : IScalar<Real>
{
    public double Value { get; } = value;
    public static int Order => 0;

    public static Real operator +(Real a, Real b) => new(a.Value + b.Value);
    public static Real operator -(Real a, Real b) => new(a.Value - b.Value);
    public static Real operator *(Real a, Real b) => new(a.Value * b.Value);
    public static Real operator /(Real a, Real b) => new(a.Value / b.Value);
    public static Real operator -(Real a) => new(-a.Value);
    public static Real Exp(Real x) => new(Math.Exp(x.Value));
    public static Real Log(Real x) => new(Math.Log(x.Value));
    public static Real Sqrt(Real x) => new(Math.Sqrt(x.Value));
    public static Real Pow(Real x, double y) => new(Math.Pow(x.Value, y));
    public static implicit operator Real(double value) => new(value);
}
