using System.Text.Json;

namespace Titer.Bench.Mrna;

/// <summary>The mRNA process: the model against published data, its speed, its design space, its estimation, its control, the way to the
/// dose.</summary>
internal static class MrnaSuite
{
    private static IMrnaPart[] Parts(ulong first, ulong last) =>
        [new FitPart(), new SpeedPart(), new SpacePart(), new SoftSensorPart(), new ControlPart(first, last), new DosePart()];

    /// <param name="args">Names of parts to run, all of them when there are none; at the end the seeds of parts that draw plants.</param>
    public static int Run(string[] args)
    {
        int range = Array.IndexOf(args, "--seeds") is var at and >= 0 ? at : args.Length;
        if (!SeedRange.TryRead(args[range..], out ulong first, out ulong last))
        {
            Console.Error.WriteLine("Seeds are given as --seeds FIRST-LAST.");
            return 2;
        }
        args = args[..range];
        IMrnaPart[] parts = Parts(first, last);
        if (Array.Find(args, a => !parts.Any(p => p.Name == a)) is { } unknown)
        {
            Console.Error.WriteLine($"There is no part '{unknown}'; the parts are {string.Join(", ", parts.Select(p => p.Name))}.");
            return 2;
        }
        var figures = new Dictionary<string, object?> { ["suite"] = "mrna" };
        foreach (IMrnaPart part in parts.Where(p => args.Length == 0 || args.Contains(p.Name)))
        {
            Console.WriteLine($"== {part.Name}");
            part.Run(figures);
            Console.WriteLine();
        }
        Console.WriteLine(JsonSerializer.Serialize(figures));
        return 0;
    }
}
