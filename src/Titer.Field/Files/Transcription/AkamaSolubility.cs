using System.Globalization;
using Titer.Core;
using Titer.Design.Calibration;
using Titer.Design.Transcription;
using Titer.Processes.Transcription;

namespace Titer.Field.Files.Transcription;

/// <summary>Magnesium left in solution beside crystals of Mg2PPi, over pyrophosphate and NTP: Akama et al. 2012, figure 3B.</summary>
internal sealed class AkamaSolubility : IIvtLayout
{
    private const double Dosed = 4, Hours = 24, Blank = 1e-6; // mmol/L of magnesium; long enough to come to rest; mmol/L that is none

    public bool Fits(CsvTable table) => table.Has("NTP(mM)") && table.Has("Ppi(mM)") && table.Has("Mg(mM)") && table.Has("Mgstd(mM)");

    public IvtDataSet Read(IvtCells cells)
    {
        CsvTable table = cells.Table;
        int ntp = table.IndexOf("NTP(mM)"), ppi = table.IndexOf("Ppi(mM)"), mg = table.IndexOf("Mg(mM)"), sigma = table.IndexOf("Mgstd(mM)");
        int[] rows = [.. Enumerable.Range(0, cells.Rows)], blanks = [.. rows.Where(r => cells.Required(r, ppi) < Blank)];
        if (blanks.Length == 0) throw new InputException(table.File, "No row is without pyrophosphate, so that the scale of the assay is not known.");
        // All of the magnesium is in solution where there is no pyrophosphate: that tells what the assay reads for it.
        double scale = blanks.Sum(r => cells.Required(r, mg)) / blanks.Length / Dosed,
            pooled = Replicates.Pooled(rows.Select(r => cells.Number(r, sigma)));
        return IvtRow.Collect(table, "solubility of Mg2PPi, Akama et al. 2012", "solubility", rows.Select(row =>
        {
            string place = table.Place(row);
            double each = IvtRow.NotNegative(cells.Required(row, ntp), "NTP", place), pyrophosphate = IvtRow.NotNegative(cells.Required(row, ppi),
                "Pyrophosphate", place);
            IvtConditions mix = AkamaTemplate.Mix(each, Dosed, 0) with { Pyrophosphate = pyrophosphate, Template = 0 };
            return new IvtRow(string.Create(CultureInfo.InvariantCulture, $"solubility, NTP {each} mM each, PPi {pyrophosphate} mM"), mix,
                [new(Hours, IvtState.Magnesium, scale, cells.Required(row, mg), pooled, place)]);
        }), [(IvtState.Magnesium, "dissolved magnesium, mM")], AkamaTemplate.Said, string.Create(CultureInfo.InvariantCulture,
            $"4 mmol/L of magnesium was dosed; the rows without pyrophosphate say that the assay reads {scale:F3} of what is there."));
    }
}
