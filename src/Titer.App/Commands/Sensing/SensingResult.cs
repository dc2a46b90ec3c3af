using Titer.App.Plots;
using Titer.Core;

namespace Titer.App.Commands.Sensing;

/// <summary>What a command of the chip toolbox found in a file, for its four ways out: console, JSON, CSV and plot.</summary>
/// <param name="Print">Writes the findings for people.</param>
/// <param name="Figures">The findings for programs by snake_case name, in the order of printing; a number that is not finite is written as
/// null.</param>
/// <param name="Measurements">For <c>--out</c>, in the order of time.</param>
/// <param name="Plot">Made only when <c>--plot</c> asks for it.</param>
/// <param name="ExitCode">0, or 1 when the answer is no.</param>
internal sealed record SensingResult(
    Action<TextWriter> Print, Dictionary<string, object?> Figures, IReadOnlyList<Measurement> Measurements, Func<Figure> Plot, int ExitCode = 0);
