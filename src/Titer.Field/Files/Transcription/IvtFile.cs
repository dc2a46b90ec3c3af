using Titer.Core;
using Titer.Design.Transcription;

namespace Titer.Field.Files.Transcription;

/// <summary>
/// Files with data of in-vitro transcription: the published ones as they are (trajectories, initial rates and solubilities of Akama et al. 2012,
/// yields of van de Berg et al. 2021), and tables of one's own (<see cref="OwnIvtTable"/>, docs/mrna.md). The columns say which it is.
/// </summary>
public static class IvtFile
{
    private static readonly IIvtLayout[] Layouts = [new AkamaTrajectories(), new AkamaRates(), new AkamaSolubility(), new VanDeBergYields(),
        new OwnIvtTable()];

    /// <exception cref="InputException">No such file, no table, a column or value that is wrong: one sentence with the place.</exception>
    public static IvtDataSet Read(string file)
    {
        CsvTable table = CsvTable.Read(file);
        IIvtLayout layout = Array.Find(Layouts, l => l.Fits(table)) ?? throw new InputException($"{file}:1",
            "The columns are those of no known form; a table of your own needs at least 'time [h]', 'NTP each [mM]', 'Mg [mM]', 'T7RNAP [nM]' and "
            + "'RNA [uM]' or 'RNA [g/L]' (see docs/mrna.md).");
        IvtDataSet read = layout.Read(new IvtCells(table));
        return read.Experiments.IsEmpty ? throw new InputException(file, "No row has a measured value after the start.") : read;
    }
}
