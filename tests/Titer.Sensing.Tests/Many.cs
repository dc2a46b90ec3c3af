namespace Titer.Sensing.Tests;

internal static class Many
{
    public static Coverage[] Coverages(int count) => [.. Enumerable.Range(0, count).Select(_ => new Coverage())];
}
