using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Titer.Numerics;

/// <summary>
/// The seeds of <see cref="SecondDual"/> that give all first and second derivatives of some functions in as few passes as their sparsity allows. A
/// lane holds one variable as its first direction, and as its second the sum of variables of which no function has two pairs with the
/// first: each function's mixed derivative is then one element of its Hessian (direct recovery from a compressed matrix: A. H. Gebremedhin,
/// F. Manne, A. Pothen, SIAM Rev. 47 (2005) 629). Gradients are read from the directions of single variables.
/// </summary>
internal sealed class SecondOrder
{
    private readonly Vector512<double>[] _a, _b;
    private readonly int[] _gradient;                  // where the derivative by each variable stands, -1 where no function has one
    private readonly int[] _start, _lane, _first, _second; // elements of the Hessians by function

    /// <param name="variables">Number d of variables.</param>
    /// <param name="functions">What each function depends on.</param>
    public SecondOrder(int variables, ReadOnlySpan<Dependence> functions)
    {
        Variables = variables;
        List<(int First, List<int> Second)> lanes = Pairs(variables, functions);
        var single = new (int Lane, int Direction)?[variables];
        for (int lane = 0; lane < lanes.Count; lane++)
        {
            single[lanes[lane].First] ??= (lane, 0);
            if (lanes[lane].Second.Count == 1) single[lanes[lane].Second[0]] ??= (lane, 1);
        }
        int half = -1; // a lane whose second direction is free
        for (int i = 0; i < variables; i++)
        {
            if (single[i] is not null || !Depends(functions, i)) continue;
            if (half >= 0)
            {
                lanes[half].Second.Add(i);
                (single[i], half) = ((half, 1), -1);
                continue;
            }
            (single[i], half) = ((lanes.Count, 0), lanes.Count);
            lanes.Add((i, []));
        }
        Passes = Math.Max(1, (lanes.Count + SecondDual.Lanes - 1) / SecondDual.Lanes);
        _gradient = [.. single.Select(s => s is { } at ? at.Direction * Stride + at.Lane : -1)];
        (_a, _b) = (new Vector512<double>[Passes * variables], new Vector512<double>[Passes * variables]);
        for (int lane = 0; lane < lanes.Count; lane++)
        {
            int pass = lane / SecondDual.Lanes, element = lane % SecondDual.Lanes;
            ref Vector512<double> a = ref _a[pass * variables + lanes[lane].First];
            a = a.WithElement(element, 1.0);
            foreach (int second in lanes[lane].Second)
            {
                ref Vector512<double> b = ref _b[pass * variables + second];
                b = b.WithElement(element, 1.0);
            }
        }
        var (starts, elements) = (new List<int> { 0 }, new List<(int Lane, int First, int Second)>());
        foreach (Dependence function in functions)
        {
            var own = new HashSet<(int, int)>();
            for (int lane = 0; lane < lanes.Count; lane++)
            {
                int i = lanes[lane].First;
                foreach (int j in lanes[lane].Second)
                    if (function.On(i, j) && own.Add((Math.Min(i, j), Math.Max(i, j)))) elements.Add((2 * Stride + lane, i, j));
            }
            starts.Add(elements.Count);
        }
        _start = [.. starts];
        (_lane, _first, _second) = ([.. elements.Select(e => e.Lane)], [.. elements.Select(e => e.First)], [.. elements.Select(e => e.Second)]);
    }

    public int Variables { get; }
    public int Passes { get; }

    private int Stride => Passes * SecondDual.Lanes;

    /// <summary>Doubles per function that all passes give: both first derivatives and the mixed one of every lane.</summary>
    public int Size => 3 * Stride;

    private static bool Depends(ReadOnlySpan<Dependence> functions, int i)
    {
        foreach (Dependence function in functions)
            if (function.On(i)) return true;
        return false;
    }

    private static bool Depends(ReadOnlySpan<Dependence> functions, int i, int j)
    {
        foreach (Dependence function in functions)
            if (function.On(i, j)) return true;
        return false;
    }

    /// <summary>Lanes that hold every pair in which a function is not linear; greedily the one that takes most of those left.</summary>
    private static List<(int First, List<int> Second)> Pairs(int variables, ReadOnlySpan<Dependence> functions)
    {
        var left = new HashSet<(int, int)>();
        for (int i = 0; i < variables; i++)
            for (int j = i; j < variables; j++)
                if (Depends(functions, i, j)) left.Add((i, j));
        var lanes = new List<(int First, List<int> Second)>();
        while (left.Count > 0)
        {
            (int First, List<int> Second) best = (0, []);
            for (int i = 0; i < variables; i++)
            {
                var group = new List<int>();
                for (int j = 0; j < variables; j++)
                    if (left.Contains((Math.Min(i, j), Math.Max(i, j))) && Apart(functions, i, j, group)) group.Add(j);
                if (group.Count > best.Second.Count) best = (i, group);
            }
            lanes.Add(best);
            foreach (int j in best.Second) left.Remove((Math.Min(best.First, j), Math.Max(best.First, j)));
        }
        return lanes;
    }

    /// <summary>No function has both the pair (i, j) and one of i with the group.</summary>
    private static bool Apart(ReadOnlySpan<Dependence> functions, int i, int j, List<int> group)
    {
        foreach (Dependence function in functions)
        {
            if (!function.On(i, j)) continue;
            foreach (int other in group)
                if (function.On(i, other)) return false;
        }
        return true;
    }

    public SecondDual Seed(int pass, int variable, double value) =>
        new(value, _a[pass * Variables + variable], _b[pass * Variables + variable], Vector512<double>.Zero);

    /// <summary>Keeps what one pass gave of one function.</summary>
    /// <param name="derivatives">Of the function, <see cref="Size"/>.</param>
    public void Keep(int pass, in SecondDual result, Span<double> derivatives)
    {
        ref double to = ref MemoryMarshal.GetReference(derivatives[..Size]);
        nuint at = (nuint)(pass * SecondDual.Lanes), stride = (nuint)Stride;
        result.A.StoreUnsafe(ref to, at);
        result.B.StoreUnsafe(ref to, at + stride);
        result.AB.StoreUnsafe(ref to, at + 2 * stride);
    }

    /// <summary>Derivative of a function by a variable.</summary>
    public double Gradient(int variable, ReadOnlySpan<double> derivatives)
    {
        int at = _gradient[variable];
        return at < 0 ? 0 : derivatives[at];
    }

    /// <summary>Adds factor times a function's second derivatives to a symmetric matrix whose rows are <paramref name="stride"/> apart.</summary>
    public void AddHessian(int function, double factor, ReadOnlySpan<double> derivatives, Span<double> hessian, int stride)
    {
        for (int k = _start[function]; k < _start[function + 1]; k++)
        {
            double value = factor * derivatives[_lane[k]];
            int i = _first[k], j = _second[k];
            hessian[i * stride + j] += value;
            if (i != j) hessian[j * stride + i] += value;
        }
    }
}
