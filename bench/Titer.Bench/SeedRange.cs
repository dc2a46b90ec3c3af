namespace Titer.Bench;

/// <summary>The seeds that a suite runs: <c>--seeds FIRST-LAST</c>, 1 to 20 when nothing is said.</summary>
internal static class SeedRange
{
    public static bool TryRead(string[] args, out ulong first, out ulong last)
    {
        (first, last) = (1, 20);
        if (args.Length == 0) return true;
        return args is ["--seeds", var range] && range.Split('-') is [var a, var b]
            && ulong.TryParse(a, out first) && ulong.TryParse(b, out last) && first <= last;
    }
}
