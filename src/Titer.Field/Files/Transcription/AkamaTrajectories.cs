using System.Globalization;
using Titer.Design.Calibration;
using Titer.Design.Transcription;
using Titer.Processes.Transcription;

namespace Titer.Field.Files.Transcription;

/// <summary>RNA and dissolved pyrophosphate over two hours in 13 mixes, Akama et al. 2012, figure 2.</summary>
internal sealed class AkamaTrajectories : IIvtLayout
{
    // A transcript of N nucleotides releases N - 1 pyrophosphates. Where no crystals form the two assays of this file disagree with that by 15 to
    // 20 % (3.2 and 4 mmol/L of NTP, 2 mmol/L of magnesium), so that no model fits both better.
    private const double Disagreement = 0.2;

    public bool Fits(CsvTable table) => table.Has("Time (min)") && table.Has("T7RNAP (uM)") && table.Has("NTP (mM)") && table.Has("MgOAc (mM)");

    public IvtDataSet Read(IvtCells cells)
    {
        CsvTable table = cells.Table;
        int time = table.IndexOf("Time (min)"), enzyme = table.IndexOf("T7RNAP (uM)"), ntp = table.IndexOf("NTP (mM)"),
            mg = table.IndexOf("MgOAc (mM)");
        int rna = table.IndexOf("RNA Yield (uM)"), rnaSigma = table.IndexOf("Std Dev RNA Yield");
        int ppi = table.IndexOf("Ppi Conc (mM)"), ppiSigma = table.IndexOf("Ppi Std Dev");
        // At time 0 nothing has been made: those rows say nothing, and some carry a deviation of 1 for none.
        int[] after = [.. Enumerable.Range(0, cells.Rows).Where(r => cells.Required(r, time) > 0)];
        double pooledRna = Replicates.Pooled(after.Select(r => cells.Number(r, rnaSigma))),
            pooledPpi = Replicates.Pooled(after.Select(r => cells.Number(r, ppiSigma)));
        return IvtRow.Collect(table, "RNA and pyrophosphate over time, Akama et al. 2012", "trajectories", after.Select(row =>
        {
            string place = table.Place(row);
            double hours = cells.Required(row, time) / 60, each = IvtRow.NotNegative(cells.Required(row, ntp), "NTP", place);
            double magnesium = IvtRow.NotNegative(cells.Required(row, mg), "Magnesium", place);
            double micromolar = IvtRow.NotNegative(cells.Required(row, enzyme), "T7RNAP", place), dissolved = cells.Required(row, ppi);
            return new IvtRow(string.Create(CultureInfo.InvariantCulture, $"T7RNAP {micromolar} uM, NTP {each} mM each, Mg {magnesium} mM"),
                AkamaTemplate.Mix(each, magnesium, micromolar * 1000),
                [
                    new(hours, IvtState.Rna, 1, cells.Required(row, rna), pooledRna, place),
                    new(hours, IvtState.Pyrophosphate, 1, dissolved, Math.Sqrt(pooledPpi * pooledPpi + Math.Pow(Disagreement * dissolved, 2)), place),
                ]);
        }), [(IvtState.Rna, "RNA, uM"), (IvtState.Pyrophosphate, "dissolved pyrophosphate, mM")], AkamaTemplate.Said);
    }
}
