using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Titer.Numerics;

/// <summary>
/// The seeds that give all first and second derivatives with respect to d variables in ceil(d (d + 1) / 16) passes of <see cref="SecondDual"/>. The
/// pairs
/// (i, i) come first, so that the first passes hold the Jacobian.
/// </summary>
internal sealed class SecondOrder
{
    private readonly Vector512<double>[] _a, _b;
    private readonly int[] _first, _second;

    public SecondOrder(int variables)
    {
        Variables = variables;
        Pairs = variables * (variables + 1) / 2;
        Passes = (Pairs + SecondDual.Lanes - 1) / SecondDual.Lanes;
        (_first, _second) = (new int[Pairs], new int[Pairs]);
        int pair = 0;
        for (int i = 0; i < variables; i++) (_first[pair], _second[pair++]) = (i, i);
        for (int i = 0; i < variables; i++)
            for (int j = i + 1; j < variables; j++) (_first[pair], _second[pair++]) = (i, j);
        (_a, _b) = (new Vector512<double>[Passes * variables], new Vector512<double>[Passes * variables]);
        for (pair = 0; pair < Pairs; pair++)
        {
            int pass = pair / SecondDual.Lanes, lane = pair % SecondDual.Lanes;
            ref Vector512<double> a = ref _a[pass * variables + _first[pair]], b = ref _b[pass * variables + _second[pair]];
            (a, b) = (a.WithElement(lane, 1.0), b.WithElement(lane, 1.0));
        }
    }

    public int Variables { get; }
    public int Pairs { get; }
    public int Passes { get; }

    /// <summary>Doubles per function that all passes give: pairs, rounded up to whole passes.</summary>
    public int Stride => Passes * SecondDual.Lanes;

    public SecondDual Seed(int pass, int variable, double value) =>
        new(value, _a[pass * Variables + variable], _b[pass * Variables + variable], Vector512<double>.Zero);

    /// <summary>Keeps what one pass gave of one function.</summary>
    /// <param name="gradient">Of the function, d.</param>
    /// <param name="seconds">Second derivatives of the function by pair, <see cref="Stride"/>.</param>
    public void Keep(int pass, in SecondDual result, Span<double> gradient, Span<double> seconds)
    {
        Vector512.StoreUnsafe(result.AB, ref MemoryMarshal.GetReference(seconds.Slice(pass * SecondDual.Lanes, SecondDual.Lanes)));
        for (int variable = pass * SecondDual.Lanes, lane = 0; variable < Variables && lane < SecondDual.Lanes; variable++, lane++)
            gradient[variable] = result.A[lane];
    }

    /// <summary>Adds factor times the second derivatives by pair to a symmetric matrix of d x d, both triangles.</summary>
    public void AddTo(double factor, ReadOnlySpan<double> seconds, Span<double> hessian)
    {
        if (factor == 0) return;
        for (int pair = 0; pair < Pairs; pair++)
        {
            double value = factor * seconds[pair];
            int i = _first[pair], j = _second[pair];
            hessian[i * Variables + j] += value;
            if (i != j) hessian[j * Variables + i] += value;
        }
    }
}
