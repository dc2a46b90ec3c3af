using System.Text.Json;

namespace Titer.Bench.Mrna;

/// <summary>The mRNA process: the model against published data, its speed, its design space.</summary>
internal static class MrnaSuite
{
    private static readonly IMrnaPart[] Parts = [new FitPart(), new SpeedPart(), new SpacePart(), new DosePart(), new SoftSensorPart()];

    /// <param name="args">Names of parts to run; all of them when there are none.</param>
    public static int Run(string[] args)
    {
        if (Array.Find(args, a => !Parts.Any(p => p.Name == a)) is { } unknown)
        {
            Console.Error.WriteLine($"There is no part '{unknown}'; the parts are {string.Join(", ", Parts.Select(p => p.Name))}.");
            return 2;
        }
        var figures = new Dictionary<string, object?> { ["suite"] = "mrna" };
        foreach (IMrnaPart part in Parts.Where(p => args.Length == 0 || args.Contains(p.Name)))
        {
            Console.WriteLine($"== {part.Name}");
            part.Run(figures);
            Console.WriteLine();
        }
        Console.WriteLine(JsonSerializer.Serialize(figures));
        return 0;
    }
}
