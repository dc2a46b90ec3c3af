using System.Globalization;
using Titer.Core;
using Titer.Design.Calibration;
using Titer.Design.Transcription;
using Titer.Processes.Transcription;

namespace Titer.Field.Files.Transcription;

/// <summary>
/// Yields of a self-amplifying RNA in 51 triplicates over time, magnesium, NTP and polymerase: van de Berg et al., npj Vaccines 6 (2021) 65. Rows
/// of one triplicate follow each other; their mean is the value, the pooled deviation over the square root of their number its uncertainty.
/// </summary>
internal sealed class VanDeBergYields : IIvtLayout
{
    // Their model: 10,000 nucleotides of 500 g/mol, HEPES 40 mmol/L at pH 7.5. The enzyme is given as a ratio only: 1 is taken as 5 U/uL at 16 nmol/L
    // per U/uL, the template as 50 ng/uL of a plasmid of 13 kb; a fit moves the rates for what these are not.
    private const double Polymerase = 80, Template = 6, Nucleotides = 10_000, GramPerMole = 5e6;

    public bool Fits(CsvTable table) => table.Has("t [hr]") && table.Has("Mg2+ [M]") && table.Has("NTP [M]") && table.Has("T7RNAP ratio");

    public IvtDataSet Read(IvtCells cells)
    {
        CsvTable table = cells.Table;
        int[] mixed = [table.IndexOf("t [hr]"), table.IndexOf("Mg2+ [M]"), table.IndexOf("NTP [M]"), table.IndexOf("T7RNAP ratio"),
            table.IndexOf("template ratio")];
        int rna = table.IndexOf("RNA [g/L]");
        List<(double[] Mix, List<double> Values, string Place)> replicates = [];
        for (int row = 0; row < cells.Rows; row++)
        {
            double[] mix = [.. mixed.Select(c => IvtRow.NotNegative(cells.Required(row, c), table.Header[c], table.Place(row)))];
            if (!(replicates is [.., var last] && last.Mix.AsSpan().SequenceEqual(mix) && last.Values.Count < 3)) replicates.Add((mix, [],
                table.Place(row)));
            replicates[^1].Values.Add(cells.Required(row, rna));
        }
        double pooled = Replicates.Pooled(replicates.Select(r => Replicates.Deviation(r.Values)));
        if (!double.IsFinite(pooled)) throw new InputException(table.File,
            "No condition is measured more than once, so that the error of a yield is not known.");
        return IvtRow.Collect(table, "yields of triplicates, van de Berg et al. 2021", "yields", replicates.Select(r =>
        {
            (double time, double magnesium, double ntp, double enzyme, double template) = (r.Mix[0], r.Mix[1] * 1000, r.Mix[2] * 1000, r.Mix[3],
                r.Mix[4]);
            var mix = new IvtConditions
            {
                Atp = ntp / 4, Utp = ntp / 4, Ctp = ntp / 4, Gtp = ntp / 4, Magnesium = magnesium, Polymerase = Polymerase * enzyme,
                    Template = Template * template,
                BufferPK = 7.3, BufferPH = 7.5, Composition = (Nucleotides / 4, Nucleotides / 4, Nucleotides / 4, Nucleotides / 4),
            };
            return new IvtRow(string.Create(CultureInfo.InvariantCulture, $"Mg {magnesium:G6} mM, NTP {ntp:G6} mM in total, T7RNAP ratio {enzyme}"),
                mix,
                [new(time, IvtState.Rna, GramPerMole * 1e-6, r.Values.Average(), pooled / Math.Sqrt(r.Values.Count), r.Place)]);
        }), [(IvtState.Rna, "RNA, g/L")], "Not in the file: NTP is the total of four equal parts; a T7RNAP ratio of 1 is taken as 80 nmol/L, "
            + "the template as 6 nmol/L of "
            + "10,000 nt and 500 g/mol each, 40 mmol/L HEPES of pH 7.5, no pyrophosphatase.");
    }
}
