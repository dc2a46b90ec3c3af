namespace Titer.Numerics;

/// <summary>
/// A number of which only is known on which variables it depends and in which pairs of them it is not linear: the sparsity of Jacobians and Hessians
/// by one pass through a model (Griewank and Walther, Evaluating Derivatives, 2nd ed. 2008, ch. 7). Structure only: no value makes a dependence
/// vanish. For setting up a solver, not for its loop; up to <see cref="Most"/> variables.
/// </summary>
public readonly struct Dependence : IScalar<Dependence>
{
    public const int Most = 64;

    private readonly ulong _variables;
    private readonly ulong[]? _pairs; // a set of variables for each variable

    private Dependence(ulong variables, ulong[]? pairs) => (_variables, _pairs) = (variables, pairs);

    /// <exception cref="ArgumentOutOfRangeException">Not one of the first 64.</exception>
    public static Dependence Variable(int i)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(i, Most);
        return new(1UL << i, null);
    }

    /// <summary>None: an equation solved inside a model stops at once, and its corrections carry the structure.</summary>
    double IScalar<Dependence>.Value => double.NaN;

    public static int Order => 2;

    /// <summary>The first derivative with respect to a variable can be other than zero.</summary>
    public bool On(int i) => (_variables >> i & 1) != 0;

    /// <summary>The second derivative with respect to two variables can be other than zero.</summary>
    public bool On(int i, int j) => _pairs is not null && (_pairs[i] >> j & 1) != 0;

    /// <summary>On whatever one of the two depends.</summary>
    public static Dependence operator +(Dependence x, Dependence y) => new(x._variables | y._variables, Union(x._pairs, y._pairs));
    public static Dependence operator -(Dependence x, Dependence y) => x + y;
    public static Dependence operator -(Dependence x) => x;
    public static Dependence operator *(Dependence x, Dependence y) => (x + y).Bilinear(x, y);
    public static Dependence operator /(Dependence x, Dependence y) => (x + y).Bilinear(x, y).Bilinear(y, y);

    public static Dependence Exp(Dependence x) => x.Bilinear(x, x);
    public static Dependence Log(Dependence x) => x.Bilinear(x, x);
    public static Dependence Sqrt(Dependence x) => x.Bilinear(x, x);
    public static implicit operator Dependence(double value) => default;

    private static ulong[]? Union(ulong[]? a, ulong[]? b) => a is null ? b : b is null ? a : [.. a.Zip(b, (x, y) => x | y)];

    /// <summary>With all pairs of a variable of <paramref name="x"/> and one of <paramref name="y"/>.</summary>
    private Dependence Bilinear(Dependence x, Dependence y)
    {
        if (x._variables == 0 || y._variables == 0) return this;
        ulong[] pairs = _pairs is null ? new ulong[Most] : [.. _pairs];
        for (int i = 0; i < Most; i++)
        {
            if (x.On(i)) pairs[i] |= y._variables;
            if (y.On(i)) pairs[i] |= x._variables;
        }
        return new(_variables, pairs);
    }
}
