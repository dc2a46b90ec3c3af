using System.Text.Json;

namespace Titer.Bench.Sensing;

/// <summary>The chip toolbox against published data and against other people's code, chip by chip.</summary>
internal static class SensingSuite
{
    private static readonly ISensingPart[] Parts =
    [
        new IonPart(),
        new RamanPart(),
        new HologramPart(),
        new BindingPart(),
        new PcrPart(),
        new ImpedancePart(),
    ];

    /// <param name="args">Names of parts to run; all of them when there are none.</param>
    public static int Run(string[] args)
    {
        if (Array.Find(args, a => !Parts.Any(p => p.Name == a)) is { } unknown)
        {
            Console.Error.WriteLine($"There is no part '{unknown}'; the parts are {string.Join(", ", Parts.Select(p => p.Name))}.");
            return 2;
        }
        var figures = new Dictionary<string, object?> { ["suite"] = "sensing" };
        foreach (ISensingPart part in Parts.Where(p => args.Length == 0 || args.Contains(p.Name)))
        {
            Console.WriteLine($"== {part.Name}");
            part.Run(figures);
            Console.WriteLine();
        }
        Console.WriteLine(JsonSerializer.Serialize(figures));
        return 0;
    }
}
