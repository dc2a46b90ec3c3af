using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Titer.Numerics.Fourier;

/// <summary>
/// Two-dimensional discrete Fourier transform of row-major arrays with real and imaginary part apart. Rows are transformed several at a time
/// (one per lane), columns in blocks of two cache lines, which are the lanes as they lie in memory. Holds its work buffers: one object per thread,
/// nothing is allocated by a transform. The forward transform has no factor, the inverse 1 / (rows columns).
/// </summary>
public sealed partial class Fft2<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Columns are read as they lie: two vectors of 32 bytes are one whole cache line.
    private const int ColumnVectors = 2;

    private readonly FftPlan<T> _row, _column;
    private readonly ComplexLanes<T>[] _lanes, _work;
    private readonly T _scale;

    /// <param name="rows">At least 1.</param>
    /// <param name="columns">At least 1.</param>
    public Fft2(int rows, int columns)
    {
        _row = new FftPlan<T>(columns);
        _column = rows == columns ? _row : new FftPlan<T>(rows);
        _lanes = new ComplexLanes<T>[Math.Max(columns, ColumnVectors * rows)];
        _work = new ComplexLanes<T>[Math.Max(_row.WorkLength, _column.WorkLength)];
        _scale = T.One / (T.CreateChecked(rows) * T.CreateChecked(columns));
    }

    public int Rows => _column.Length;

    public int Columns => _row.Length;

    public int Length => Rows * Columns;

    /// <summary>In place.</summary>
    /// <exception cref="ArgumentException">An array is not rows x columns long.</exception>
    public void Forward(Span<T> re, Span<T> im)
    {
        Check(re.Length, im.Length);
        TransformRows(re, im, re, im);
        TransformColumns(re, im, re, im, Columns, default(Identity), inverse: false);
    }

    /// <summary>In place.</summary>
    /// <exception cref="ArgumentException">An array is not rows x columns long.</exception>
    public void Inverse(Span<T> re, Span<T> im) => Inverse(re, im, default(Identity), re, im);

    /// <summary>The inverse transform of a spectrum times a transfer function; the spectrum stays, unless the result is written over it.</summary>
    /// <exception cref="ArgumentException">An array is not rows x columns long.</exception>
    public void Inverse<TFilter>(ReadOnlySpan<T> spectrumRe, ReadOnlySpan<T> spectrumIm, TFilter filter, Span<T> re, Span<T> im)
        where TFilter : ISpectralFilter<T>
    {
        Check(spectrumRe.Length, spectrumIm.Length);
        Check(re.Length, im.Length);
        TransformColumns(spectrumRe, spectrumIm, re, im, Columns, filter, inverse: true);
        // With real and imaginary part exchanged before and after, the forward transform is the inverse.
        TransformRows(im, re, im, re);
    }

    /// <summary>Inverse transform of the transform times a transfer function, in place: one pass less over memory than one after the other.</summary>
    /// <exception cref="ArgumentException">An array is not rows x columns long.</exception>
    public void Filter<TFilter>(Span<T> re, Span<T> im, TFilter filter) where TFilter : ISpectralFilter<T>
    {
        Check(re.Length, im.Length);
        TransformRows(re, im, re, im);
        for (int c = 0; c < Columns; c += ColumnVectors * Vector256<T>.Count)
        {
            int vectors = LoadColumns(re, im, c, Columns);
            for (int v = 0; v < vectors; v++)
            {
                Span<ComplexLanes<T>> lanes = _lanes.AsSpan(v * Rows, Rows);
                _column.Transform(lanes, _work);
                filter.Apply(lanes, c + v * Vector256<T>.Count);
                _column.Transform(lanes, _work);
            }
            StoreColumns(re, im, c, Columns, inverse: true);
        }
        TransformRows(im, re, im, re);
    }

    private void TransformRows(ReadOnlySpan<T> re, ReadOnlySpan<T> im, Span<T> toRe, Span<T> toIm)
    {
        for (int r = 0; r < Rows; r += Vector256<T>.Count)
        {
            int rows = Math.Min(Vector256<T>.Count, Rows - r), at = r * Columns;
            LaneRows<T>.Load(re[at..], im[at..], Columns, rows, Columns, _lanes);
            _row.Transform(_lanes, _work);
            LaneRows<T>.Store(_lanes, Columns, rows, Columns, toRe[at..], toIm[at..]);
        }
    }

    private void TransformColumns<TFilter>(
        ReadOnlySpan<T> re, ReadOnlySpan<T> im, Span<T> toRe, Span<T> toIm, int columns, TFilter filter, bool inverse)
        where TFilter : ISpectralFilter<T>
    {
        for (int c = 0; c < columns; c += ColumnVectors * Vector256<T>.Count)
        {
            int vectors = LoadColumns(re, im, c, columns);
            for (int v = 0; v < vectors; v++)
            {
                Span<ComplexLanes<T>> lanes = _lanes.AsSpan(v * Rows, Rows);
                filter.Apply(lanes, c + v * Vector256<T>.Count);
                _column.Transform(lanes, _work);
            }
            StoreColumns(toRe, toIm, c, columns, inverse);
        }
    }

    /// <summary>Loads a block of columns and says how many vectors it has.</summary>
    private int LoadColumns(ReadOnlySpan<T> re, ReadOnlySpan<T> im, int first, int columns)
    {
        int width = Vector256<T>.Count, vectors = Math.Min(ColumnVectors, (columns - first + width - 1) / width);
        if (first + vectors * width <= columns)
            for (int r = 0; r < Rows; r++)
            {
                ReadOnlySpan<Vector256<T>> rowRe = MemoryMarshal.Cast<T, Vector256<T>>(re.Slice(r * Columns + first, vectors * width));
                ReadOnlySpan<Vector256<T>> rowIm = MemoryMarshal.Cast<T, Vector256<T>>(im.Slice(r * Columns + first, vectors * width));
                for (int v = 0; v < rowRe.Length; v++) _lanes[v * Rows + r] = new ComplexLanes<T>(rowRe[v], rowIm[v]);
            }
        else
        {
            Span<T> flat = MemoryMarshal.Cast<ComplexLanes<T>, T>(_lanes.AsSpan());
            flat[..(vectors * Rows * 2 * width)].Clear();
            for (int r = 0; r < Rows; r++)
                for (int c = first; c < columns; c++)
                {
                    int lane = Lane(r, c - first);
                    flat[lane] = re[r * Columns + c];
                    flat[lane + width] = im[r * Columns + c];
                }
        }
        return vectors;
    }

    /// <param name="inverse">Rows are read at -r, which makes the transform the inverse, and scaled.</param>
    private void StoreColumns(Span<T> re, Span<T> im, int first, int columns, bool inverse)
    {
        int width = Vector256<T>.Count, last = Math.Min(columns, first + ColumnVectors * width);
        T scale = inverse ? _scale : T.One;
        Span<T> flat = MemoryMarshal.Cast<ComplexLanes<T>, T>(_lanes.AsSpan());
        for (int r = 0; r < Rows; r++)
        {
            int from = inverse && r > 0 ? Rows - r : r, c = first;
            for (; c + width <= last; c += width)
            {
                ComplexLanes<T> value = scale * _lanes[(c - first) / width * Rows + from];
                value.Re.CopyTo(re[(r * Columns + c)..]);
                value.Im.CopyTo(im[(r * Columns + c)..]);
            }
            for (; c < last; c++)
            {
                int lane = Lane(from, c - first);
                re[r * Columns + c] = scale * flat[lane];
                im[r * Columns + c] = scale * flat[lane + width];
            }
        }
    }

    /// <summary>Where the real part of a column of the block stands among the numbers of <see cref="_lanes"/>.</summary>
    private int Lane(int row, int column) =>
        (column / Vector256<T>.Count * Rows + row) * 2 * Vector256<T>.Count + column % Vector256<T>.Count;

    private void Check(int re, int im)
    {
        if (re != Length || im != Length)
            throw new ArgumentException($"A transform of {Rows} x {Columns} needs two arrays of {Length} numbers; these have {re} and {im}.");
    }

    private readonly struct Identity : ISpectralFilter<T>
    {
        public void Apply(Span<ComplexLanes<T>> columns, int firstColumn) { }
    }
}
