using System.Numerics;

namespace Titer.Numerics;

/// <summary>
/// What a process model may do with a number. A model written over <c>T : IScalar&lt;T&gt;</c> is simulated with
/// <see cref="Real"/> and differentiated exactly with <see cref="Dual"/>, from one text.
/// Functions must be smooth where the model uses them; there is no comparison, so a model cannot branch on a state.
/// <see cref="Value"/> and <see cref="Order"/> are for one thing only: an equation solved inside a model (decision 20).
/// </summary>
public interface IScalar<T> :
    IAdditionOperators<T, T, T>, ISubtractionOperators<T, T, T>, IMultiplyOperators<T, T, T>,
    IDivisionOperators<T, T, T>, IUnaryNegationOperators<T, T>
    where T : struct, IScalar<T>
{
    /// <summary>The number itself, without its derivatives: where an iteration inside a model has come to.</summary>
    double Value { get; }

    /// <summary>Highest order of the derivatives carried: as many Newton corrections with a fixed Jacobian make them exact at a root.</summary>
    static abstract int Order { get; }

    static abstract T Exp(T x);
    static abstract T Log(T x);
    static abstract T Sqrt(T x);
    static abstract implicit operator T(double value);

    /// <summary>x^y for a constant y; x must be positive.</summary>
    static virtual T Pow(T x, double y) => T.Exp(T.Log(x) * y);
}
