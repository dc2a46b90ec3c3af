using System.Globalization;
using System.Text.Json;
using Titer.Core;
using Titer.Numerics;
using Titer.Sensing;
using Titer.Sensing.Impedance;

namespace Titer.App.Tests.Commands;

public sealed class SenseImpedanceTests
{
    private const string TwoMembranes = "R-p(R,C)-p(R,C)";
    private static readonly Broth Culture = new() { Temperature = 37, ViableCells = 8, CellVolume = 1770, Lactate = 15, Ammonia = 3 };

    /// <summary>Spectra as a potentiostat writes them, one below the other.</summary>
    private static string Written(TempFolder folder, string name, params IEnumerable<Channel>[] spectra)
    {
        File.WriteAllText(folder[name], string.Concat(spectra.Select(s =>
        {
            Channel[] c = [.. s];
            IEnumerable<string> rows = Enumerable.Range(0, c[0].Values.Length).Select(k => string.Create(
                CultureInfo.InvariantCulture, $"{c[0].Values[k]:R}\t{c[1].Values[k]:R}\t{-c[2].Values[k]:R}\n"));
            return "8/29/2024\t\nFrequency (Hz)\tZ' (\u03A9)\t-Z'' (\u03A9)\n" + string.Concat(rows);
        })));
        return name;
    }

    private static JsonElement Json(TiterProcess.Result result) => JsonDocument.Parse(Assert.Single(result.Output.TrimEnd('\n').Split('\n'))).RootElement;

    [Fact]
    public void A_layer_of_cells_is_fitted_and_written_and_an_open_lead_in_the_same_call_is_the_answer_no()
    {
        using var folder = new TempFolder();
        var chip = new SimulatedCellLayer(new Gaussian(5));
        string cells = Written(folder, "cells.txt", chip.Read(0, Culture), chip.Read(1, Culture));
        TiterProcess.Result good = TiterProcess.Run(
            folder.Path, "sense", "impedance", cells, "--circuit", TwoMembranes, "--json", "--out", "m.csv", "--plot", "p.png");
        Assert.Equal(0, good.ExitCode);
        JsonElement json = Json(good), parameters = json.GetProperty("spectra")[1].GetProperty("parameters");
        Assert.Equal("valid", json.GetProperty("spectra")[1].GetProperty("verdict").GetString());
        (double R, double C)[] arcs = [.. new[] { chip.Fast, chip.Slow }.OrderBy(a => a.Resistance * a.Capacitance)];
        Assert.Equal(1, parameters.GetProperty("R1").GetProperty("value").GetDouble() / arcs[0].R, 0.02);
        Assert.Equal(1, parameters.GetProperty("C2").GetProperty("value").GetDouble() / arcs[1].C, 0.05);
        Assert.Equal(1.12 * parameters.GetProperty("R0").GetProperty("value").GetDouble(), parameters.GetProperty("R0").GetProperty("per_area").GetDouble(), 1e-9);
        Assert.Equal(1 + 2 * 5, File.ReadAllLines(folder["m.csv"]).Length);
        Assert.Equal([0x89, 0x50, 0x4E, 0x47], File.ReadAllBytes(folder["p.png"])[..4]);

        string open = Written(folder, "open.txt", chip.Read(0, Culture, ChipFault.OpenLead));
        TiterProcess.Result no = TiterProcess.Run(folder.Path, "sense", "impedance", cells, open, "--circuit", TwoMembranes);
        Assert.Equal((1, ""), (no.ExitCode, no.Error));
        Assert.Contains("cells.txt, spectrum 1 of 2: valid", no.Output, StringComparison.Ordinal);
        Assert.Contains("open.txt: refused: a lead is open", no.Output, StringComparison.Ordinal);
        Assert.Contains("2 of 3 spectra are valid.", no.Output, StringComparison.Ordinal);

        // With several files a measurement says which one it is of.
        string more = Written(folder, "day 2.txt", chip.Read(24, Culture));
        TiterProcess.Run(folder.Path, "sense", "impedance", cells, more, "--circuit", TwoMembranes, "--out", "m.csv");
        Assert.Equal(["cells/impedance/R0", "cells/impedance/R0", "day-2/impedance/R0"],
            File.ReadAllLines(folder["m.csv"]).Select(l => l.Split(',')[0]).Where(t => t.EndsWith("R0", StringComparison.Ordinal)));
    }

    [Fact]
    public void Viable_cell_volume_comes_from_a_spectrum_and_the_constant_of_the_cell()
    {
        using var folder = new TempFolder();
        var chip = new SimulatedImpedance(new Gaussian(5));
        Written(folder, "culture.txt", chip.Read(0, Culture));
        File.WriteAllText(folder["chip.yaml"], "cell-constant: 100 /m\ncell-volume: 1770 fL\n");
        TiterProcess.Result result = TiterProcess.Run(folder.Path, "sense", "impedance", "culture.txt", "--cells", "chip.yaml", "--json");
        Assert.Equal(0, result.ExitCode);
        JsonElement spectrum = Json(result).GetProperty("spectra")[0];
        double truth = 8 * 1770e-4, u = spectrum.GetProperty("u_percent").GetDouble();
        Assert.Equal(truth, spectrum.GetProperty("biovolume_percent").GetDouble(), 3 * u);
        Assert.InRange(u / truth, 0.015, 0.05);

        Written(folder, "bubble.txt", chip.Read(0, Culture, ChipFault.Bubble));
        TiterProcess.Result bubble = TiterProcess.Run(folder.Path, "sense", "impedance", "bubble.txt", "--cells", "chip.yaml");
        Assert.Equal(1, bubble.ExitCode);
        Assert.Contains("refused: gas bubble", bubble.Output, StringComparison.Ordinal);
        File.WriteAllText(folder["chip.yaml"], "cell-volume: 1770 fL\n");
        TiterProcess.Result wrong = TiterProcess.Run(folder.Path, "sense", "impedance", "culture.txt", "--cells", "chip.yaml");
        Assert.Equal(2, wrong.ExitCode);
        Assert.Contains("lacks the key 'cell-constant'", wrong.Error, StringComparison.Ordinal);
    }

    public static TheoryData<string, string> Mistakes => new()
    {
        { "cells.txt", "Give a circuit" },
        { "cells.txt --circuit R-p(R,C", "position 8: the bracket opened at position 4 is not closed.\n  R-p(R,C\n         ^" },
        { "cells.txt --circuit R-C --bounds C9<=1", "The circuit has no parameter C9; it has R0, C1." },
        { "cells.txt --circuit R-C --weighting heavy", "'heavy' is none of range, modulus, unit, proportional." },
        { "cells.txt --circuit R-C --cells chip.yaml", "--circuit and --cells are two questions: give one of them." },
        { "cells.txt --circuit R-C --area -1", "The area is in cm2" },
        { "cells.txt --circuit R-C --area wide", "Cannot parse argument 'wide' for option '--area'.\n" },
        { "cells.txt --circuit R-C --frequencies 10", "'10' is not LOW-HIGH" },
        { "cells.txt --circuit R-C --frequencies 1e5-1e6", "Only 0 frequencies lie within" },
        { "cells.txt --circuit R-C --start R0=5", "C1 has no value to start from" },
        { "cells.txt --circuit R-C --imaginary up", "'up' is neither plain nor negated." },
        { "none.txt --circuit R-C", "There is no such file." },
        { ". --circuit R-C", "This is a folder, not a file." },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_said_and_ends_with_2(string arguments, string says)
    {
        using var folder = new TempFolder();
        Written(folder, "cells.txt", new SimulatedCellLayer(new Gaussian(5)).Read(0, Culture));
        TiterProcess.Result result = TiterProcess.Run(folder.Path, ["sense", "impedance", .. arguments.Split(' ')]);
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Contains(says, result.Error.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }
}
