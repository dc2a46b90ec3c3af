using System.Collections.Immutable;
using System.Text;
using Titer.Core;

namespace Titer.Processes;

/// <summary>One state, input or parameter: its name, unit, physical bounds and default, and where the default comes from.</summary>
public sealed record Quantity(string Name, Unit Unit, double Low, double High, double Default, string Source);

/// <summary>What a model says of itself. <see cref="Hash"/> identifies it in the record, together with parameter values.</summary>
public sealed record ModelDescription(
    string Name,
    string Version,
    string Literature,
    ImmutableArray<Quantity> States,
    ImmutableArray<Quantity> Inputs,
    ImmutableArray<Quantity> Parameters)
{
    public double[] DefaultStates() => [.. States.Select(q => q.Default)];
    public double[] DefaultInputs() => [.. Inputs.Select(q => q.Default)];
    public double[] DefaultParameters() => [.. Parameters.Select(q => q.Default)];

    /// <summary>SHA-256 of <see cref="Text"/>.</summary>
    public string Hash(ReadOnlySpan<double> parameters) => ContentHash.Of(Text(parameters));

    /// <summary>Name, version and the given parameter values by name, a line each: what the hash of a model in a record stands for.</summary>
    public string Text(ReadOnlySpan<double> parameters)
    {
        if (parameters.Length != Parameters.Length)
            throw new ArgumentException($"{Name} has {Parameters.Length} parameters, not {parameters.Length}.", nameof(parameters));
        var text = new StringBuilder().Append(Name).Append('\n').Append(Version).Append('\n');
        for (int i = 0; i < parameters.Length; i++)
            text.Append(Parameters[i].Name).Append('=').Append(parameters[i].ToString("R")).Append('\n');
        return text.ToString();
    }
}
