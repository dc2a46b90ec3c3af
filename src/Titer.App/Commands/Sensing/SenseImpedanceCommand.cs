using System.CommandLine;
using Titer.App.Laboratory.Impedance;
using Titer.Sensing.Impedance.Circuits;
using Command = System.CommandLine.Command;

namespace Titer.App.Commands.Sensing;

/// <summary>
/// <c>titer sense impedance FILE --circuit "R-p(R,C)-p(R,C)"</c>: is each spectrum valid, and what are the parameters of the circuit. Exit
/// code 1 when a spectrum is refused; the others are printed and written all the same.
/// </summary>
internal static class SenseImpedanceCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "Text files of spectra: frequency, real and imaginary part.", Arity = ArgumentArity.OneOrMore,
        };
        var circuit = new Option<string?>("--circuit")
        {
            Description = "Equivalent circuit: '-' in series, p(a,b) in parallel, elements R, C, L, CPE, W, Wo, Ws, G, CC; e.g. \"R-p(R,C)-p(R,C)\".",
        };
        var weighting = new Option<string>("--weighting")
        {
            Description = "By what residuals are divided: range, modulus, unit or proportional.", DefaultValueFactory = _ => "range",
        };
        var bounds = new Option<string>("--bounds")
        {
            Description = "Bounds of parameters, e.g. \"C1<=1e-4, 10<=R1<=1e3\".", DefaultValueFactory = _ => "",
        };
        var start = new Option<string>("--start")
        {
            Description = "A value for each parameter to start from, e.g. \"R0=20, ...\".", DefaultValueFactory = _ => "",
        };
        var area = new Option<double>("--area")
        {
            Description = "Area of the cell layer in cm2, bounds its capacitors at 100 uF/cm2; 0 for no layer.",
            DefaultValueFactory = _ => CellLayerLimit.InsertArea,
        };
        var frequencies = new Option<string?>("--frequencies") { Description = "Use only these, in Hz: LOW-HIGH, e.g. 2-1e4." };
        var imaginary = new Option<string?>("--imaginary")
        {
            Description = "What the imaginary column holds, whatever its name: plain (Z'') or negated (-Z'').",
        };
        var monitor = new Option<bool>("--monitor") { Description = "The spectra are of one chip in time: a common rise is a gas bubble." };
        var cells = new Option<string?>("--cells")
        {
            Description = "YAML file of the chip and the cells: viable cell volume by the beta-dispersion instead of a circuit.",
        };
        var command = new Command("impedance", "Fit a circuit to impedance spectra, after a validity gate; or viable cell volume.")
        {
            files, circuit, weighting, bounds, start, area, frequencies, imaginary, monitor, cells,
        };
        var options = new SensingOptions(command);
        command.SetAction(parsed => options.Finish(parsed, ImpedanceSensing.Of(parsed.GetValue(files)!, new ImpedanceQuestion
        {
            Circuit = parsed.GetValue(circuit), Weighting = parsed.GetValue(weighting)!, Bounds = parsed.GetValue(bounds)!, Start = parsed.GetValue(start)!,
            Area = parsed.GetValue(area), Frequencies = parsed.GetValue(frequencies), Imaginary = parsed.GetValue(imaginary),
            Monitor = parsed.GetValue(monitor), Cells = parsed.GetValue(cells),
        })));
        return command;
    }
}
