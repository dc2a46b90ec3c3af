using Command = System.CommandLine.Command;

namespace Titer.App.Commands.Sensing;

/// <summary><c>titer sense CHIP FILE</c>: measurements with uncertainty from a file of raw chip signals.</summary>
internal static class SenseCommand
{
    public static Command Create() => new("sense", "Turn a file of raw chip signals into measurements with uncertainty.")
    {
        SenseIonCommand.Create(),
        SenseRamanCommand.Create(),
        SenseHologramCommand.Create(),
        SenseBindingCommand.Create(),
        SensePcrCommand.Create(),
        SenseImpedanceCommand.Create(),
        SenseTurbidityCommand.Create(),
        SenseElectrophoresisCommand.Create(),
    };
}
