using System.Numerics;

namespace Titer.Numerics.Fourier;

/// <summary>
/// Discrete Fourier transform of one length, X[k] = sum_j x[j] exp(-2 pi i j k / n), of several signals side by side (<see cref="ComplexLanes{T}"/>).
/// Lengths 2^a 3^b 5^c by Stockham passes of radix 8, 4, 2, 3 and 5; any other length as a convolution with a chirp of such a length
/// (L. I. Bluestein, IEEE Trans. Audio Electroacoust. 18 (1970) 451). Twiddles are computed in double precision. Immutable: one plan serves
/// any number of threads, each with its own work buffer. The same input gives the same bits on every machine.
/// </summary>
public sealed class FftPlan<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int[] _radices;
    private readonly T[][] _twiddles;
    private readonly FftPlan<T>? _convolution;
    private readonly T[] _chirp = [];
    private readonly T[] _chirpSpectrum = [];

    /// <param name="length">At least 1.</param>
    public FftPlan(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(length);
        Length = length;
        if (FastLength.AtLeast(length) == length)
        {
            _radices = Radices(length);
            _twiddles = Twiddles(length, _radices);
            WorkLength = length;
            return;
        }
        _radices = [];
        _twiddles = [];
        _convolution = new FftPlan<T>(FastLength.AtLeast(2 * length - 1));
        WorkLength = 2 * _convolution.Length;
        _chirp = Chirp(length);
        _chirpSpectrum = ChirpSpectrum(_convolution);
    }

    public int Length { get; }

    /// <summary>Length of the work buffer that <see cref="Transform"/> needs.</summary>
    public int WorkLength { get; }

    /// <summary>
    /// Transforms in place. The inverse, times <see cref="Length"/>, is the same transform read at index -k modulo the length, or with real and
    /// imaginary part exchanged before and after.
    /// </summary>
    /// <param name="data">At least <see cref="Length"/>; the rest stays.</param>
    /// <param name="work">At least <see cref="WorkLength"/>; holds nothing afterwards.</param>
    public void Transform(Span<ComplexLanes<T>> data, Span<ComplexLanes<T>> work)
    {
        if (_convolution is not null)
        {
            TransformByConvolution(data, work);
            return;
        }
        Span<ComplexLanes<T>> from = data[..Length], to = work[..Length];
        int s = 1, m = Length;
        for (int pass = 0; pass < _radices.Length; pass++)
        {
            int radix = _radices[pass];
            m /= radix;
            Butterflies<T>.Pass(radix, from, to, s, m, _twiddles[pass]);
            Span<ComplexLanes<T>> swap = from;
            from = to;
            to = swap;
            s *= radix;
        }
        if (_radices.Length % 2 == 1) from.CopyTo(to);
    }

    private static int[] Radices(int n)
    {
        var radices = new List<int>();
        foreach (int prime in (ReadOnlySpan<int>)[5, 3])
            for (; n % prime == 0; n /= prime) radices.Add(prime);
        int twos = BitOperations.TrailingZeroCount(n);
        // Eights where they go; a remainder of one is better two fours than an eight and a two.
        for (; twos >= 3 && twos != 4; twos -= 3) radices.Add(8);
        for (; twos >= 2; twos -= 2) radices.Add(4);
        if (twos == 1) radices.Add(2);
        return [.. radices];
    }

    private static T[][] Twiddles(int n, int[] radices)
    {
        var all = new T[radices.Length][];
        for (int pass = 0; pass < radices.Length; pass++)
        {
            int radix = radices[pass], m = n / radix;
            var twiddles = new T[2 * (radix - 1) * m];
            for (int p = 0, at = 0; p < m; p++)
                for (int j = 1; j < radix; j++)
                {
                    (double sin, double cos) = Math.SinCos(-2 * Math.PI * ((long)p * j % n) / n);
                    twiddles[at++] = T.CreateChecked(cos);
                    twiddles[at++] = T.CreateChecked(sin);
                }
            all[pass] = twiddles;
            n = m;
        }
        return all;
    }

    /// <summary>exp(-i pi j^2 / n) as re, im.</summary>
    private static T[] Chirp(int n)
    {
        var chirp = new T[2 * n];
        for (long j = 0; j < n; j++)
        {
            (double sin, double cos) = Math.SinCos(-Math.PI * (j * j % (2L * n)) / n);
            chirp[2 * j] = T.CreateChecked(cos);
            chirp[2 * j + 1] = T.CreateChecked(sin);
        }
        return chirp;
    }

    private T[] ChirpSpectrum(FftPlan<T> plan)
    {
        int m = plan.Length;
        var lanes = new ComplexLanes<T>[m];
        for (int j = 0; j < Length; j++)
            lanes[j] = lanes[(m - j) % m] = new ComplexLanes<T>(_chirp[2 * j], -_chirp[2 * j + 1]);
        plan.Transform(lanes, new ComplexLanes<T>[plan.WorkLength]);
        var spectrum = new T[2 * m];
        for (int k = 0; k < m; k++)
        {
            spectrum[2 * k] = lanes[k].Re[0];
            spectrum[2 * k + 1] = lanes[k].Im[0];
        }
        return spectrum;
    }

    private void TransformByConvolution(Span<ComplexLanes<T>> data, Span<ComplexLanes<T>> work)
    {
        int m = _convolution!.Length;
        Span<ComplexLanes<T>> a = work[..m], scratch = work.Slice(m, m);
        for (int j = 0; j < Length; j++) a[j] = data[j] * new ComplexLanes<T>(_chirp[2 * j], _chirp[2 * j + 1]);
        a[Length..].Clear();
        _convolution.Transform(a, scratch);
        for (int k = 0; k < m; k++) a[k] *= new ComplexLanes<T>(_chirpSpectrum[2 * k], _chirpSpectrum[2 * k + 1]);
        _convolution.Transform(a, scratch);
        T scale = T.One / T.CreateChecked(m);
        for (int k = 0; k < Length; k++)
            data[k] = scale * (a[(m - k) % m] * new ComplexLanes<T>(_chirp[2 * k], _chirp[2 * k + 1]));
    }
}
