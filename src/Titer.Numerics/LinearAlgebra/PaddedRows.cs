using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Titer.Numerics;

/// <summary>
/// Small dense matrices, row-major, whose rows are filled up with zeros to whole vectors of eight: then a row is one, two or three vectors,
/// no loop has a rest, and a sum of multiplied rows stays in registers. Every element is one chain of fused multiply-adds, hence the same bits
/// on every machine.
/// </summary>
public static class PaddedRows
{
    private const int Lanes = 8;

    /// <summary>Length of a row that holds this many columns.</summary>
    public static int Width(int columns) => (columns + Lanes - 1) / Lanes * Lanes;

    /// <summary>
    /// Y += A X. X has <paramref name="inner"/> rows and Y <paramref name="rows"/> rows of <paramref name="width"/>; element (i, k) of A is at
    /// i * <paramref name="rowStep"/> + k * <paramref name="columnStep"/>, so that a transposed matrix or a single vector can stand there.
    /// </summary>
    public static void AddProduct(
        ReadOnlySpan<double> a, int rowStep, int columnStep, int rows, int inner, ReadOnlySpan<double> x, Span<double> y, int width)
    {
        if (rows == 0 || inner == 0) return;
        // One look at each length; the loops below go without.
        _ = a[(rows - 1) * rowStep + (inner - 1) * columnStep];
        ref double f = ref MemoryMarshal.GetReference(a), from = ref MemoryMarshal.GetReference(x[..(inner * width)]),
            to = ref MemoryMarshal.GetReference(y[..(rows * width)]);
        int i = 0;
        for (; i + 3 < rows; i += 4)
        {
            for (int c = 0; c < width; c += Lanes)
            {
                ref double start = ref Unsafe.Add(ref to, i * width + c);
                Vector512<double> s0 = Vector512.LoadUnsafe(ref start), s1 = Vector512.LoadUnsafe(ref start, (nuint)width),
                    s2 = Vector512.LoadUnsafe(ref start, (nuint)(2 * width)), s3 = Vector512.LoadUnsafe(ref start, (nuint)(3 * width));
                ref double row = ref Unsafe.Add(ref from, c);
                ref double factor = ref Unsafe.Add(ref f, i * rowStep);
                for (int k = 0; k < inner; k++)
                {
                    Vector512<double> other = Vector512.LoadUnsafe(ref row);
                    s0 = Vector512.FusedMultiplyAdd(Vector512.Create(factor), other, s0);
                    s1 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref factor, rowStep)), other, s1);
                    s2 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref factor, 2 * rowStep)), other, s2);
                    s3 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref factor, 3 * rowStep)), other, s3);
                    row = ref Unsafe.Add(ref row, width);
                    factor = ref Unsafe.Add(ref factor, columnStep);
                }
                s0.StoreUnsafe(ref start);
                s1.StoreUnsafe(ref start, (nuint)width);
                s2.StoreUnsafe(ref start, (nuint)(2 * width));
                s3.StoreUnsafe(ref start, (nuint)(3 * width));
            }
        }
        for (; i < rows; i++)
        {
            for (int c = 0; c < width; c += Lanes)
            {
                ref double start = ref Unsafe.Add(ref to, i * width + c);
                Vector512<double> sum = Vector512.LoadUnsafe(ref start);
                ref double row = ref Unsafe.Add(ref from, c);
                ref double factor = ref Unsafe.Add(ref f, i * rowStep);
                for (int k = 0; k < inner; k++)
                {
                    sum = Vector512.FusedMultiplyAdd(Vector512.Create(factor), Vector512.LoadUnsafe(ref row), sum);
                    row = ref Unsafe.Add(ref row, width);
                    factor = ref Unsafe.Add(ref factor, columnStep);
                }
                sum.StoreUnsafe(ref start);
            }
        }
    }

    /// <summary>y += x'A for a vector x of <paramref name="inner"/> and as many rows of A: the product with A transposed.</summary>
    public static void AddProduct(ReadOnlySpan<double> x, int inner, ReadOnlySpan<double> a, Span<double> y) =>
        AddProduct(x, 0, 1, 1, inner, a, y, y.Length);

    /// <summary>y += factor * x, whole rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(double factor, ReadOnlySpan<double> x, Span<double> y)
    {
        ref double from = ref MemoryMarshal.GetReference(x[..y.Length]), to = ref MemoryMarshal.GetReference(y);
        Vector512<double> f = Vector512.Create(factor);
        for (int c = 0; c < y.Length; c += Lanes)
        {
            Vector512<double> sum = Vector512.FusedMultiplyAdd(
                f, Vector512.LoadUnsafe(ref from, (nuint)c), Vector512.LoadUnsafe(ref to, (nuint)c));
            sum.StoreUnsafe(ref to, (nuint)c);
        }
    }

    /// <summary>Exchanges two rows.</summary>
    public static void Swap(Span<double> x, Span<double> y)
    {
        ref double one = ref MemoryMarshal.GetReference(x[..y.Length]), other = ref MemoryMarshal.GetReference(y);
        for (int c = 0; c < y.Length; c += Lanes)
        {
            Vector512<double> kept = Vector512.LoadUnsafe(ref one, (nuint)c);
            Vector512.LoadUnsafe(ref other, (nuint)c).StoreUnsafe(ref one, (nuint)c);
            kept.StoreUnsafe(ref other, (nuint)c);
        }
    }

    /// <summary>The rows of a matrix become the columns of another.</summary>
    public static void Transpose(ReadOnlySpan<double> a, int rows, int columns, int width, Span<double> transposed)
    {
        for (int i = 0; i < rows; i++)
            for (int k = 0; k < columns; k++) transposed[k * width + i] = a[i * width + k];
    }
}
