using Titer.Numerics;

namespace Titer.Sensing.Raman.Regression;

/// <summary>
/// The part of a Gram matrix of all samples that a fold needs, centred on the mean of the training samples in the space of the channels
/// (B. Scholkopf, A. Smola, K.-R. Muller, Neural Comput. 10 (1998) 1299, appendix B): no spectrum is touched again, and nothing
/// of the test samples enters the centre.
/// </summary>
public static class CentredGram
{
    /// <returns>Training (n x n) and test against training (k x n).</returns>
    public static (RowMatrix Training, RowMatrix Cross) Take(RowMatrix gram, ReadOnlySpan<int> training, ReadOnlySpan<int> test)
    {
        int n = training.Length;
        RowMatrix inside = Rows(gram, training, training), cross = Rows(gram, test, training);
        var mean = new double[n];
        double all = 0;
        for (int i = 0; i < n; i++) all += (mean[i] = Mean(inside.Row(i))) / n;
        for (int i = 0; i < n; i++) Centre(inside.Row(i), mean[i], mean, all);
        for (int i = 0; i < cross.Rows; i++) Centre(cross.Row(i), Mean(cross.Row(i)), mean, all);
        return (inside, cross);
    }

    /// <summary>Centred product of a sample with itself.</summary>
    public static double Own(RowMatrix gram, ReadOnlySpan<int> training, int sample)
    {
        double mine = 0, all = 0;
        foreach (int i in training)
        {
            mine += gram[sample, i];
            foreach (int j in training) all += gram[i, j];
        }
        double n = training.Length;
        return gram[sample, sample] - 2 * mine / n + all / (n * n);
    }

    /// <summary>The part of a matrix of products that has these rows and columns, not centred.</summary>
    public static RowMatrix Rows(RowMatrix gram, ReadOnlySpan<int> rows, ReadOnlySpan<int> columns)
    {
        var taken = new RowMatrix(rows.Length, columns.Length);
        for (int i = 0; i < rows.Length; i++)
        {
            ReadOnlySpan<double> from = gram.Row(rows[i]);
            Span<double> to = taken.Row(i);
            for (int j = 0; j < columns.Length; j++) to[j] = from[columns[j]];
        }
        return taken;
    }

    private static double Mean(ReadOnlySpan<double> row)
    {
        double sum = 0;
        foreach (double v in row) sum += v;
        return sum / row.Length;
    }

    private static void Centre(Span<double> row, double mine, double[] mean, double all)
    {
        for (int j = 0; j < row.Length; j++) row[j] = row[j] - mine - mean[j] + all;
    }
}
