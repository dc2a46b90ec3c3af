using Command = System.CommandLine.Command;

namespace Titer.App.Commands.Design;

/// <summary><c>titer space MODEL</c>: the probabilistic design space of a process.</summary>
internal static class SpaceCommand
{
    public static Command Create() => new("space", "Compute where a process meets its specifications, with the uncertainty of its calibration.")
    {
        SpaceIvtCommand.Create(),
    };
}
