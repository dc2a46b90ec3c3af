using System.Globalization;
using Titer.Design.Calibration;
using Titer.Design.Transcription;
using Titer.Processes.Transcription;

namespace Titer.Field.Files.Transcription;

/// <summary>Initial rates over NTP and magnesium, as RNA after five minutes: Akama et al. 2012, figure 3A.</summary>
internal sealed class AkamaRates : IIvtLayout
{
    private const double Minutes = 5, Polymerase = 100; // nmol/L

    public bool Fits(CsvTable table) => table.Has("RNA rate (um/min)") && table.Has("NTP (mM)") && table.Has("Mg (mM)");

    public IvtDataSet Read(IvtCells cells)
    {
        CsvTable table = cells.Table;
        int ntp = table.IndexOf("NTP (mM)"), mg = table.IndexOf("Mg (mM)"), rate = table.IndexOf("RNA rate (um/min)"),
            sigma = table.IndexOf("Rate Std Dev (um/min)");
        // Without nucleotides nothing is made in any model.
        int[] fed = [.. Enumerable.Range(0, cells.Rows).Where(r => cells.Required(r, ntp) != 0)];
        double pooled = Replicates.Pooled(fed.Select(r => cells.Number(r, sigma)));
        return IvtRow.Collect(table, "initial rates, Akama et al. 2012", "initial rates", fed.Select(row =>
        {
            string place = table.Place(row);
            double each = IvtRow.NotNegative(cells.Required(row, ntp), "NTP", place),
                magnesium = IvtRow.NotNegative(cells.Required(row, mg), "Magnesium", place);
            return new IvtRow(string.Create(CultureInfo.InvariantCulture, $"initial rate, NTP {each} mM each, Mg {magnesium} mM"),
                AkamaTemplate.Mix(each, magnesium, Polymerase),
                    [new(Minutes / 60, IvtState.Rna, 1 / Minutes, cells.Required(row, rate), pooled, place)]);
        }), [(IvtState.Rna, "initial rate, uM/min")], AkamaTemplate.Said, "Rates are RNA after 5 min at 0.1 uM of T7RNAP.");
    }
}
