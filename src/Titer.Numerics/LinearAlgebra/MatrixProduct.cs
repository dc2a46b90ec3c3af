using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Titer.Numerics;

/// <summary>
/// Products of dense row-major matrices, blocked and packed after K. Goto, R. A. van de Geijn (ACM Trans. Math. Softw. 34 (2008) 12).
/// Every element is one chain of fused multiply-adds along k, block after block, so that the bits depend neither on the vector
/// width of the machine nor on the number of threads.
/// </summary>
public static class MatrixProduct
{
    private const int TileRows = 8, TileColumns = 16, BlockDepth = 256, BlockRows = 96;
    // Multiply-adds below which a second thread costs more than it brings.
    private const long ParallelFrom = 4_000_000;

    /// <summary>C = A A' of n rows of p values; all of the symmetric n x n matrix is written.</summary>
    public static void Gram(ReadOnlyMemory<double> a, int n, int p, Memory<double> c)
    {
        Run(new Operand(a, p, 1), n, new Operand(a, 1, p), n, p, c, lower: true);
        Mirror(c.Span, n);
    }

    /// <summary>C = A'A of n rows of p values; all of the symmetric p x p matrix is written.</summary>
    public static void CrossProduct(ReadOnlyMemory<double> a, int n, int p, Memory<double> c)
    {
        Run(new Operand(a, 1, p), p, new Operand(a, p, 1), p, n, c, lower: true);
        Mirror(c.Span, p);
    }

    /// <summary>C (m x n) = A B, A of m x k and B of k x n.</summary>
    public static void Multiply(ReadOnlyMemory<double> a, int m, ReadOnlyMemory<double> b, int n, int k, Memory<double> c) =>
        Run(new Operand(a, k, 1), m, new Operand(b, n, 1), n, k, c, lower: false);

    /// <summary>C (m x n) = A B', A of m x k and B of n x k.</summary>
    public static void MultiplyTransposed(ReadOnlyMemory<double> a, int m, ReadOnlyMemory<double> b, int n, int k, Memory<double> c) =>
        Run(new Operand(a, k, 1), m, new Operand(b, 1, k), n, k, c, lower: false);

    /// <summary>C (m x n) = A'B, A of k x m and B of k x n.</summary>
    public static void TransposedMultiply(ReadOnlyMemory<double> a, int m, ReadOnlyMemory<double> b, int n, int k, Memory<double> c) =>
        Run(new Operand(a, 1, m), m, new Operand(b, n, 1), n, k, c, lower: false);

    /// <summary>A matrix in memory: element (i, j) at i * RowStep + j * ColumnStep.</summary>
    private readonly record struct Operand(ReadOnlyMemory<double> Values, int RowStep, int ColumnStep);

    private static void Run(Operand a, int m, Operand b, int n, int k, Memory<double> c, bool lower)
    {
        c.Span[..(m * n)].Clear();
        int columnTiles = (n + TileColumns - 1) / TileColumns, rowBlocks = (m + BlockRows - 1) / BlockRows;
        var packedB = new double[columnTiles * TileColumns * Math.Min(k, BlockDepth)];
        for (int k0 = 0; k0 < k; k0 += BlockDepth)
        {
            int depth = Math.Min(BlockDepth, k - k0), from = k0;
            PackColumns(b, k0, depth, n, packedB);
            if ((long)m * n * depth < ParallelFrom)
                for (int block = 0; block < rowBlocks; block++) Block(a, m, n, from, depth, packedB, c.Span, block, lower);
            else
                Parallel.For(0, rowBlocks, block => Block(a, m, n, from, depth, packedB, c.Span, block, lower));
        }
    }

    private static void Block(Operand a, int m, int n, int k0, int depth, double[] packedB, Span<double> c, int block, bool lower)
    {
        int first = block * BlockRows, last = Math.Min(m, first + BlockRows);
        var packedA = new double[TileRows * depth];
        Span<double> tile = stackalloc double[TileRows * TileColumns];
        for (int i = first; i < last; i += TileRows)
        {
            int rows = Math.Min(TileRows, last - i), end = lower ? Math.Min(n, i + rows) : n;
            PackRows(a, i, rows, k0, depth, packedA);
            for (int j = 0; j < end; j += TileColumns)
            {
                Tile(packedA, packedB.AsSpan(j * depth, TileColumns * depth), depth, tile);
                int columns = Math.Min(TileColumns, n - j);
                for (int r = 0; r < rows; r++)
                {
                    Span<double> row = c.Slice((i + r) * n + j, columns);
                    ReadOnlySpan<double> sum = tile.Slice(r * TileColumns, columns);
                    for (int q = 0; q < columns; q++) row[q] += sum[q];
                }
            }
        }
    }

    /// <summary>Eight rows of A against sixteen columns of B, both packed along k; the sums stay in registers.</summary>
    private static void Tile(ReadOnlySpan<double> a, ReadOnlySpan<double> b, int depth, Span<double> tile)
    {
        Vector512<double> c00 = default, c01 = default, c10 = default, c11 = default, c20 = default, c21 = default, c30 = default, c31 = default;
        Vector512<double> c40 = default, c41 = default, c50 = default, c51 = default, c60 = default, c61 = default, c70 = default, c71 = default;
        ref double x = ref MemoryMarshal.GetReference(a);
        ref Vector512<double> y = ref Unsafe.As<double, Vector512<double>>(ref MemoryMarshal.GetReference(b));
        for (int k = 0; k < depth; k++)
        {
            Vector512<double> b0 = y, b1 = Unsafe.Add(ref y, 1), f = Vector512.Create(x);
            (c00, c01) = (Vector512.FusedMultiplyAdd(f, b0, c00), Vector512.FusedMultiplyAdd(f, b1, c01));
            f = Vector512.Create(Unsafe.Add(ref x, 1));
            (c10, c11) = (Vector512.FusedMultiplyAdd(f, b0, c10), Vector512.FusedMultiplyAdd(f, b1, c11));
            f = Vector512.Create(Unsafe.Add(ref x, 2));
            (c20, c21) = (Vector512.FusedMultiplyAdd(f, b0, c20), Vector512.FusedMultiplyAdd(f, b1, c21));
            f = Vector512.Create(Unsafe.Add(ref x, 3));
            (c30, c31) = (Vector512.FusedMultiplyAdd(f, b0, c30), Vector512.FusedMultiplyAdd(f, b1, c31));
            f = Vector512.Create(Unsafe.Add(ref x, 4));
            (c40, c41) = (Vector512.FusedMultiplyAdd(f, b0, c40), Vector512.FusedMultiplyAdd(f, b1, c41));
            f = Vector512.Create(Unsafe.Add(ref x, 5));
            (c50, c51) = (Vector512.FusedMultiplyAdd(f, b0, c50), Vector512.FusedMultiplyAdd(f, b1, c51));
            f = Vector512.Create(Unsafe.Add(ref x, 6));
            (c60, c61) = (Vector512.FusedMultiplyAdd(f, b0, c60), Vector512.FusedMultiplyAdd(f, b1, c61));
            f = Vector512.Create(Unsafe.Add(ref x, 7));
            (c70, c71) = (Vector512.FusedMultiplyAdd(f, b0, c70), Vector512.FusedMultiplyAdd(f, b1, c71));
            x = ref Unsafe.Add(ref x, TileRows);
            y = ref Unsafe.Add(ref y, 2);
        }
        Span<Vector512<double>> t = MemoryMarshal.Cast<double, Vector512<double>>(tile);
        (t[0], t[1], t[2], t[3], t[4], t[5], t[6], t[7]) = (c00, c01, c10, c11, c20, c21, c30, c31);
        (t[8], t[9], t[10], t[11], t[12], t[13], t[14], t[15]) = (c40, c41, c50, c51, c60, c61, c70, c71);
    }

    /// <summary>Rows i.. of A, for each k the values of the eight rows side by side; zeros where there are fewer.</summary>
    private static void PackRows(Operand a, int i, int rows, int k0, int depth, Span<double> packed)
    {
        ReadOnlySpan<double> values = a.Values.Span;
        packed.Clear();
        for (int r = 0; r < rows; r++)
            for (int k = 0, at = (i + r) * a.RowStep + k0 * a.ColumnStep; k < depth; k++, at += a.ColumnStep) packed[k * TileRows + r] = values[at];
    }

    /// <summary>All columns of B in tiles of sixteen, each along k.</summary>
    private static void PackColumns(Operand b, int k0, int depth, int n, Span<double> packed)
    {
        ReadOnlySpan<double> values = b.Values.Span;
        for (int j = 0; j < n; j += TileColumns)
        {
            int columns = Math.Min(TileColumns, n - j);
            Span<double> tile = packed.Slice(j * depth, TileColumns * depth);
            if (columns < TileColumns) tile.Clear();
            for (int q = 0; q < columns; q++)
                for (int k = 0, at = (j + q) * b.ColumnStep + k0 * b.RowStep; k < depth; k++, at += b.RowStep) tile[k * TileColumns + q] = values[at];
        }
    }

    private static void Mirror(Span<double> c, int n)
    {
        for (int i = 0; i < n; i++)
            for (int j = 0; j < i; j++) c[j * n + i] = c[i * n + j];
    }
}
