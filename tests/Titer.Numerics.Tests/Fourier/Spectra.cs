using System.Numerics;

namespace Titer.Numerics.Tests.Fourier;

/// <summary>Random arrays and the discrete Fourier transform as its definition says, the oracle of the fast ones.</summary>
internal static class Spectra
{
    public static Complex[] Noise(int length, ulong seed)
    {
        var gaussian = new Gaussian(seed);
        return [.. Enumerable.Range(0, length).Select(_ => new Complex(gaussian.Next(), gaussian.Next()))];
    }

    public static Complex[] Direct(Complex[] x)
    {
        int n = x.Length;
        Complex[] roots = [.. Enumerable.Range(0, n).Select(k => Complex.FromPolarCoordinates(1, -2 * Math.PI * k / n))];
        var y = new Complex[n];
        for (int k = 0; k < n; k++)
            for (int j = 0; j < n; j++) y[k] += x[j] * roots[(int)((long)j * k % n)];
        return y;
    }

    public static Complex[] Direct(Complex[] x, int rows, int columns)
    {
        var y = new Complex[x.Length];
        for (int r = 0; r < rows; r++) Direct(x[(r * columns)..((r + 1) * columns)]).CopyTo(y, r * columns);
        for (int c = 0; c < columns; c++)
        {
            Complex[] column = Direct([.. Enumerable.Range(0, rows).Select(r => y[r * columns + c])]);
            for (int r = 0; r < rows; r++) y[r * columns + c] = column[r];
        }
        return y;
    }

    public static (T[] Re, T[] Im) Split<T>(Complex[] x) where T : INumber<T> =>
        ([.. x.Select(z => T.CreateChecked(z.Real))], [.. x.Select(z => T.CreateChecked(z.Imaginary))]);

    /// <summary>Root mean square of the difference over that of the reference.</summary>
    public static double Error<T>(Complex[] reference, T[] re, T[] im) where T : INumber<T>
    {
        double difference = 0, size = 0;
        for (int i = 0; i < reference.Length; i++)
        {
            Complex z = new(double.CreateChecked(re[i]), double.CreateChecked(im[i]));
            difference += (z - reference[i]).Magnitude * (z - reference[i]).Magnitude;
            size += reference[i].Magnitude * reference[i].Magnitude;
        }
        return Math.Sqrt(difference / size);
    }
}
