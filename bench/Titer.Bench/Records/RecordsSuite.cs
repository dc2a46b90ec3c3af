using System.Text.Json;

namespace Titer.Bench.Records;

/// <summary>The record as a historian: how fast it takes measurements, what they cost on the disk, how fast it verifies.</summary>
internal static class RecordsSuite
{
    private static readonly IRecordsPart[] Parts = [new IngestPart(), new TrendPart()];

    /// <param name="args">Names of parts to run; all of them when there are none.</param>
    public static int Run(string[] args)
    {
        if (Array.Find(args, a => !Parts.Any(p => p.Name == a)) is { } unknown)
        {
            Console.Error.WriteLine($"There is no part '{unknown}'; the parts are {string.Join(", ", Parts.Select(p => p.Name))}.");
            return 2;
        }
        var figures = new Dictionary<string, object?> { ["suite"] = "records" };
        foreach (IRecordsPart part in Parts.Where(p => args.Length == 0 || args.Contains(p.Name)))
        {
            Console.WriteLine($"== {part.Name}");
            part.Run(figures);
            Console.WriteLine();
        }
        Console.WriteLine(JsonSerializer.Serialize(figures));
        return 0;
    }
}
