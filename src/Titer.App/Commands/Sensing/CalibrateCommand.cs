using Command = System.CommandLine.Command;

namespace Titer.App.Commands.Sensing;

/// <summary><c>titer calibrate CHIP FILE</c>: a calibration artefact from raw signals with known values.</summary>
internal static class CalibrateCommand
{
    public static Command Create() => new("calibrate", "Make a calibration from raw chip signals with known values.")
    {
        CalibrateRamanCommand.Create(),
    };
}
