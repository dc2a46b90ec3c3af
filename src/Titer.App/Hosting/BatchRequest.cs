using System.Collections.Immutable;

namespace Titer.App.Hosting;

/// <summary>A batch that somebody wants to start on the simulated plant.</summary>
/// <param name="Recipe">Name of a file of the recipes folder.</param>
/// <param name="Name">What people will call the unit.</param>
/// <param name="Speed">How many times faster than real time, 1 to 1000.</param>
/// <param name="IsGmp">Only from versions that are in force at the site, and without faults or answers by itself.</param>
internal sealed record BatchRequest(string Recipe, string Name, ulong Seed, double Speed, bool IsGmp)
{
    /// <summary>The simulation answers the recipe's questions itself.</summary>
    public bool AutoConfirm { get; init; }

    /// <summary>What goes wrong in the simulated plant, each NAME@HOUR or NAME@HOUR+DURATION.</summary>
    public ImmutableArray<string> Faults { get; init; } = [];
}
