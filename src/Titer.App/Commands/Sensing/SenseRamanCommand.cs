using System.CommandLine;
using Titer.App.Laboratory.Raman;
using Command = System.CommandLine.Command;

namespace Titer.App.Commands.Sensing;

/// <summary><c>titer sense raman DATA.csv --calibration cal.json [--reference Glucose]</c>: an analyte from spectra by a calibration.</summary>
internal static class SenseRamanCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("DATA.csv") { Description = "Spectra, one per row; columns whose header is a number are wavenumbers "
            + "(1/cm)." };
        var calibration = new Option<string>("--calibration") { Description = "Calibration made by 'titer calibrate raman'.", Required = true };
        var reference = new Option<string?>("--reference") { Description = "Column of reference values to compare with." };
        var unit = new Option<string?>("--unit") { Description = "UCUM unit of the references; that in the header's brackets, or the "
            + "calibration's, when not given." };
        var command = new Command("raman", "Read an analyte from Raman spectra by a calibration.") { file, calibration, reference, unit };
        var options = new SensingOptions(command);
        command.SetAction(parsed => options.Finish(parsed, RamanSensing.Of(
            parsed.GetValue(file)!, parsed.GetValue(calibration)!, parsed.GetValue(reference), parsed.GetValue(unit))));
        return command;
    }
}
