namespace Titer.Numerics.Fourier;

/// <summary>Lengths that the butterflies of radix 2, 3, 4, 5 and 8 cover alone.</summary>
public static class FastLength
{
    /// <summary>The smallest 2^a 3^b 5^c that is at least <paramref name="length"/>.</summary>
    public static int AtLeast(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(length);
        int n = length;
        while (!IsSmooth(n)) n++;
        return n;
    }

    private static bool IsSmooth(int n)
    {
        foreach (int prime in (ReadOnlySpan<int>)[2, 3, 5])
            while (n % prime == 0) n /= prime;
        return n == 1;
    }
}
