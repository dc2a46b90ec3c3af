using System.CommandLine;
using Titer.App.Consoles;
using Titer.App.Laboratory;
using Command = System.CommandLine.Command;

namespace Titer.App.Commands.Sensing;

/// <summary>The options that all commands of the chip toolbox share, and what they do with a result.</summary>
internal sealed class SensingOptions
{
    private readonly Option<bool> _json = new("--json") { Description = "Print the figures as one line of JSON and nothing else." };
    private readonly Option<string?> _out = new("--out") { Description = "Write the measurements to this CSV file." };
    private readonly Option<string?> _plot = new("--plot") { Description = "Draw what was found into this PNG file." };

    /// <param name="measurements">False for a command that makes none, and has an <c>--out</c> of its own.</param>
    public SensingOptions(Command command, bool measurements = true)
    {
        command.Add(_json);
        if (measurements) command.Add(_out);
        command.Add(_plot);
    }

    public bool IsJson(ParseResult parsed) => parsed.GetValue(_json);

    /// <summary>Where a long calculation says how far it is; null when only figures were asked for.</summary>
    public ProgressLines? Progress(ParseResult parsed) => IsJson(parsed) ? null : new ProgressLines(Console.Error, Console.IsErrorRedirected);

    /// <summary>Writes the files that were asked for, then prints; gives the exit code.</summary>
    public int Finish(ParseResult parsed, SensingResult result)
    {
        if (parsed.GetValue(_out) is { } csv) MeasurementCsv.Write(csv, result.Measurements);
        if (parsed.GetValue(_plot) is { } png) result.Plot().Save(png);
        TextWriter to = parsed.InvocationConfiguration.Output;
        if (parsed.GetValue(_json)) to.WriteLine(result.ToJson());
        else result.Print(to);
        return result.ExitCode;
    }
}
