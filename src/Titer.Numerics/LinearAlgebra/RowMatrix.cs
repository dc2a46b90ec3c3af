namespace Titer.Numerics;

/// <summary>A dense matrix, row-major, one sample per row.</summary>
public sealed class RowMatrix
{
    /// <param name="values">rows * columns values, kept, not copied.</param>
    public RowMatrix(double[] values, int rows, int columns)
    {
        if (values.Length != rows * columns) throw new ArgumentException($"{rows} x {columns} values are needed, {values.Length} are given.");
        (Values, Rows, Columns) = (values, rows, columns);
    }

    public RowMatrix(int rows, int columns) : this(new double[rows * columns], rows, columns) { }

    public double[] Values { get; }

    public int Rows { get; }

    public int Columns { get; }

    public double this[int row, int column]
    {
        get => Values[row * Columns + column];
        set => Values[row * Columns + column] = value;
    }

    public Span<double> Row(int row) => Values.AsSpan(row * Columns, Columns);

    public static RowMatrix Of(IReadOnlyList<double[]> rows)
    {
        var matrix = new RowMatrix(rows.Count, rows.Count > 0 ? rows[0].Length : 0);
        for (int i = 0; i < rows.Count; i++) rows[i].CopyTo(matrix.Row(i));
        return matrix;
    }

    /// <summary>These rows in this order.</summary>
    public RowMatrix Take(ReadOnlySpan<int> rows)
    {
        var taken = new RowMatrix(rows.Length, Columns);
        for (int i = 0; i < rows.Length; i++) Row(rows[i]).CopyTo(taken.Row(i));
        return taken;
    }

    /// <summary>Mean of each column.</summary>
    public double[] Mean()
    {
        var mean = new double[Columns];
        for (int i = 0; i < Rows; i++) FixedDot.Add(1, Row(i), mean);
        for (int j = 0; j < Columns; j++) mean[j] /= Rows;
        return mean;
    }

    /// <summary>A copy with <paramref name="level"/> taken off every row.</summary>
    public RowMatrix Minus(ReadOnlySpan<double> level)
    {
        var centred = new RowMatrix([.. Values], Rows, Columns);
        for (int i = 0; i < Rows; i++) FixedDot.Add(-1, level, centred.Row(i));
        return centred;
    }

    /// <summary>A A', n x n.</summary>
    public RowMatrix Gram()
    {
        var gram = new RowMatrix(Rows, Rows);
        MatrixProduct.Gram(Values, Rows, Columns, gram.Values);
        return gram;
    }
}
