using System.Collections.Immutable;
using System.Text.Json;
using Titer.App.Plots;
using Titer.Core;

namespace Titer.App.Laboratory;

/// <summary>What the software of a chip found in a file, for its ways out: console, JSON, CSV, plot, and the steps on the page of the laboratory.</summary>
/// <param name="Print">Writes the findings for people.</param>
/// <param name="Figures">The findings for programs by snake_case name, in the order of printing; a number that is not finite is written as
/// null.</param>
/// <param name="Measurements">For <c>--out</c>, in the order of time.</param>
/// <param name="Plot">Made only when <c>--plot</c> asks for it.</param>
/// <param name="ExitCode">0, or 1 when the answer is no.</param>
internal sealed record SensingResult(
    Action<TextWriter> Print, Dictionary<string, object?> Figures, IReadOnlyList<Measurement> Measurements, Func<Figure> Plot, int ExitCode = 0)
{
    private static readonly JsonSerializerOptions Plain = new() { Converters = { new FiniteOrNull() } };

    /// <summary>From the raw signals to the values, made only when they are looked at.</summary>
    public Func<ImmutableArray<ProcessingStep>> Steps { get; init; } = () => [];

    /// <summary>The figures as one line.</summary>
    public string ToJson() => JsonSerializer.Serialize(Figures, Plain);
}
