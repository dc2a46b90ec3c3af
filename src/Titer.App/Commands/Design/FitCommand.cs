using Command = System.CommandLine.Command;

namespace Titer.App.Commands.Design;

/// <summary><c>titer fit MODEL DATA.csv</c>: calibrates a process model to data.</summary>
internal static class FitCommand
{
    public static Command Create() => new("fit", "Calibrate a process model to data, with intervals and a verdict on what the data determine.")
    {
        FitIvtCommand.Create(),
    };
}
