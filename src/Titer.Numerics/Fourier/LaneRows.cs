using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Titer.Numerics.Fourier;

/// <summary>Turns rows of an array into lanes and back: lane l of element k is element k of row l.</summary>
internal static class LaneRows<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static int Width => Vector256<T>.Count;

    /// <summary>Loads <paramref name="rows"/> rows (at most the number of lanes); lanes without a row become zero.</summary>
    /// <param name="re">First row, the others follow at <paramref name="stride"/>.</param>
    /// <param name="im">Empty: all zero.</param>
    public static void Load(ReadOnlySpan<T> re, ReadOnlySpan<T> im, int stride, int rows, int length, Span<ComplexLanes<T>> lanes)
    {
        int k = 0;
        if (typeof(T) == typeof(float) && Avx.IsSupported && rows == Width)
            for (; k + Width <= length; k += Width)
            {
                Block8(MemoryMarshal.Cast<T, float>(re[k..]), stride, MemoryMarshal.Cast<ComplexLanes<T>, Vector256<float>>(lanes[k..]), 2);
                if (!im.IsEmpty)
                    Block8(MemoryMarshal.Cast<T, float>(im[k..]), stride, MemoryMarshal.Cast<ComplexLanes<T>, Vector256<float>>(lanes[k..])[1..], 2);
                else
                    for (int i = 0; i < Width; i++) lanes[k + i].Im = Vector256<T>.Zero;
            }
        if (k == length) return;
        if (rows < Width || im.IsEmpty) lanes[k..length].Clear();
        Span<T> flat = MemoryMarshal.Cast<ComplexLanes<T>, T>(lanes[..length]);
        for (int l = 0; l < rows; l++)
        {
            ReadOnlySpan<T> row = re.Slice(l * stride, length);
            for (int i = k; i < length; i++) flat[2 * Width * i + l] = row[i];
            if (im.IsEmpty) continue;
            row = im.Slice(l * stride, length);
            for (int i = k; i < length; i++) flat[2 * Width * i + Width + l] = row[i];
        }
    }

    /// <summary>Stores the first <paramref name="rows"/> lanes as rows.</summary>
    public static void Store(ReadOnlySpan<ComplexLanes<T>> lanes, int stride, int rows, int length, Span<T> re, Span<T> im)
    {
        int k = 0;
        if (typeof(T) == typeof(float) && Avx.IsSupported && rows == Width)
            for (; k + Width <= length; k += Width)
            {
                // Re and Im vectors alternate: as floats, row i of the block begins at 16 i.
                ReadOnlySpan<float> block = MemoryMarshal.Cast<ComplexLanes<T>, float>(lanes.Slice(k, Width));
                Block8(block, 2 * Width, MemoryMarshal.Cast<T, float>(re[k..]), stride);
                Block8(block[Width..], 2 * Width, MemoryMarshal.Cast<T, float>(im[k..]), stride);
            }
        ReadOnlySpan<T> flat = MemoryMarshal.Cast<ComplexLanes<T>, T>(lanes[..length]);
        for (int l = 0; l < rows && k < length; l++)
        {
            Span<T> row = re.Slice(l * stride, length);
            for (int i = k; i < length; i++) row[i] = flat[2 * Width * i + l];
            row = im.Slice(l * stride, length);
            for (int i = k; i < length; i++) row[i] = flat[2 * Width * i + Width + l];
        }
    }

    private static void Block8(ReadOnlySpan<float> from, int stride, Span<Vector256<float>> to, int step)
    {
        Transpose8(from, stride, out Eight t);
        for (int i = 0; i < 8; i++) to[i * step] = t[i];
    }

    private static void Block8(ReadOnlySpan<float> from, int stride, Span<float> to, int toStride)
    {
        Transpose8(from, stride, out Eight t);
        for (int i = 0; i < 8; i++) t[i].CopyTo(to[(i * toStride)..]);
    }

    [System.Runtime.CompilerServices.InlineArray(8)]
    private struct Eight
    {
        private Vector256<float> _first;
    }

    private static void Transpose8(ReadOnlySpan<float> from, int stride, out Eight t)
    {
        Vector256<float> r0 = Row(from, 0, stride), r1 = Row(from, 1, stride), r2 = Row(from, 2, stride), r3 = Row(from, 3, stride);
        Vector256<float> r4 = Row(from, 4, stride), r5 = Row(from, 5, stride), r6 = Row(from, 6, stride), r7 = Row(from, 7, stride);
        Vector256<float> a0 = Avx.UnpackLow(r0, r1), a1 = Avx.UnpackHigh(r0, r1), a2 = Avx.UnpackLow(r2, r3), a3 = Avx.UnpackHigh(r2, r3);
        Vector256<float> a4 = Avx.UnpackLow(r4, r5), a5 = Avx.UnpackHigh(r4, r5), a6 = Avx.UnpackLow(r6, r7), a7 = Avx.UnpackHigh(r6, r7);
        Vector256<float> b0 = Avx.Shuffle(a0, a2, 0x44), b1 = Avx.Shuffle(a0, a2, 0xEE);
        Vector256<float> b2 = Avx.Shuffle(a1, a3, 0x44), b3 = Avx.Shuffle(a1, a3, 0xEE);
        Vector256<float> b4 = Avx.Shuffle(a4, a6, 0x44), b5 = Avx.Shuffle(a4, a6, 0xEE);
        Vector256<float> b6 = Avx.Shuffle(a5, a7, 0x44), b7 = Avx.Shuffle(a5, a7, 0xEE);
        t = default;
        t[0] = Avx.Permute2x128(b0, b4, 0x20);
        t[1] = Avx.Permute2x128(b1, b5, 0x20);
        t[2] = Avx.Permute2x128(b2, b6, 0x20);
        t[3] = Avx.Permute2x128(b3, b7, 0x20);
        t[4] = Avx.Permute2x128(b0, b4, 0x31);
        t[5] = Avx.Permute2x128(b1, b5, 0x31);
        t[6] = Avx.Permute2x128(b2, b6, 0x31);
        t[7] = Avx.Permute2x128(b3, b7, 0x31);
    }

    private static Vector256<float> Row(ReadOnlySpan<float> from, int row, int stride) => Vector256.Create(from.Slice(row * stride, 8));
}
