namespace Titer.Sensing.Binding;

/// <summary>Linear interpolation in a table with rising arguments; the end values beyond its ends.</summary>
internal static class Interpolation
{
    public static double At(ReadOnlySpan<double> x, ReadOnlySpan<double> y, double at)
    {
        int high = x.BinarySearch(at);
        if (high >= 0) return y[high];
        high = ~high;
        if (high == 0) return y[0];
        if (high == x.Length) return y[^1];
        double share = (at - x[high - 1]) / (x[high] - x[high - 1]);
        return y[high - 1] + share * (y[high] - y[high - 1]);
    }
}
