using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Titer.Numerics;

/// <summary>
/// Rows of small dense matrices, four numbers at a time in a fixed order: the same bits on every machine, whatever its vector width.
/// </summary>
internal static class Rows
{
    /// <summary>y += factor x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(double factor, ReadOnlySpan<double> x, Span<double> y)
    {
        if (factor == 0) return;
        ref double from = ref MemoryMarshal.GetReference(x), to = ref MemoryMarshal.GetReference(y);
        int i = 0;
        // Element by element, hence the same bits in any width.
        if (Vector512.IsHardwareAccelerated)
        {
            Vector512<double> wide = Vector512.Create(factor);
            for (; i + 8 <= y.Length; i += 8)
                (Vector512.LoadUnsafe(ref to, (nuint)i) + wide * Vector512.LoadUnsafe(ref from, (nuint)i)).StoreUnsafe(ref to, (nuint)i);
        }
        Vector256<double> f = Vector256.Create(factor);
        for (; i + 4 <= y.Length; i += 4)
            (Vector256.LoadUnsafe(ref to, (nuint)i) + f * Vector256.LoadUnsafe(ref from, (nuint)i)).StoreUnsafe(ref to, (nuint)i);
        for (; i < y.Length; i++) Unsafe.Add(ref to, i) += factor * Unsafe.Add(ref from, i);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        ref double a = ref MemoryMarshal.GetReference(x), b = ref MemoryMarshal.GetReference(y);
        Vector256<double> sums = Vector256<double>.Zero;
        int i = 0;
        for (; i + 4 <= x.Length; i += 4) sums += Vector256.LoadUnsafe(ref a, (nuint)i) * Vector256.LoadUnsafe(ref b, (nuint)i);
        double sum = (sums[0] + sums[1]) + (sums[2] + sums[3]);
        for (; i < x.Length; i++) sum += Unsafe.Add(ref a, i) * Unsafe.Add(ref b, i);
        return sum;
    }

    public static void Scale(double factor, Span<double> x)
    {
        for (int i = 0; i < x.Length; i++) x[i] *= factor;
    }
}
