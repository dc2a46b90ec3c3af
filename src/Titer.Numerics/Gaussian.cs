namespace Titer.Numerics;

/// <summary>
/// Seeded generator of standard normal numbers. Own generator (xoshiro256** by Blackman and Vigna, 2018, seeded by
/// splitmix64) because <see cref="Random"/> does not promise the same sequence in the next .NET, and a seed in the
/// record must give the same batch in ten years. Not thread-safe: one per stream of noise.
/// </summary>
public sealed class Gaussian
{
    private ulong _a, _b, _c, _d;
    private double _spare = double.NaN;

    public Gaussian(ulong seed)
    {
        _a = SplitMix(ref seed);
        _b = SplitMix(ref seed);
        _c = SplitMix(ref seed);
        _d = SplitMix(ref seed);
    }

    /// <summary>A stream of its own for a named purpose, so that adding one source of noise leaves the others as they were.</summary>
    public static Gaussian Stream(ulong seed, string purpose)
    {
        ulong h = 14695981039346656037UL; // FNV-1a, 64 bit
        foreach (char c in purpose) h = (h ^ c) * 1099511628211UL;
        return new Gaussian(seed ^ h);
    }

    /// <summary>Uniform in [0, 1).</summary>
    public double Uniform() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [low, high).</summary>
    public double Uniform(double low, double high) => low + (high - low) * Uniform();

    /// <summary>Standard normal, by the polar method of Marsaglia and Bray (1964).</summary>
    public double Next()
    {
        if (!double.IsNaN(_spare))
        {
            double kept = _spare;
            _spare = double.NaN;
            return kept;
        }
        double u, v, s;
        do
        {
            u = 2 * Uniform() - 1;
            v = 2 * Uniform() - 1;
            s = u * u + v * v;
        } while (s is >= 1 or 0);
        double r = Math.Sqrt(-2 * Math.Log(s) / s);
        _spare = v * r;
        return u * r;
    }

    public double Next(double mean, double sigma) => mean + sigma * Next();

    /// <summary>Poisson count; exact below a mean of 50 (Knuth), above it the normal approximation rounded, floored at zero.</summary>
    public double Poisson(double mean)
    {
        if (mean >= 50) return Math.Max(0, Math.Round(mean + Math.Sqrt(mean) * Next()));
        double limit = Math.Exp(-mean), product = Uniform();
        int count = 0;
        for (; product > limit; count++) product *= Uniform();
        return count;
    }

    private ulong NextBits()
    {
        ulong result = ulong.RotateLeft(_b * 5, 7) * 9, t = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= t;
        _d = ulong.RotateLeft(_d, 45);
        return result;
    }

    private static ulong SplitMix(ref ulong state)
    {
        ulong z = state += 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
