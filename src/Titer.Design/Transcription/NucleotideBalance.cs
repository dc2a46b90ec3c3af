using System.Globalization;
using Titer.Core;
using Titer.Design.Calibration;
using Titer.Processes.Transcription;

namespace Titer.Design.Transcription;

/// <summary>
/// Whether measured RNA and pyrophosphate can have come from the nucleotides that were there. Data that need more are wrong in a unit, a dilution
/// or a column, and a model fitted to them is wrong everywhere: they are refused.
/// </summary>
public static class NucleotideBalance
{
    /// <summary>What a value may be above the balance: three of its standard uncertainties and 3 % of pipetting.</summary>
    private const double Sigmas = 3, Pipetting = 0.03;
    private const int Named = 5;

    /// <exception cref="InputException">Some rows need more nucleotide than was fed; they are named.</exception>
    public static void Check(IvtDataSet data)
    {
        var broken = new List<(string Place, double Needed, double Fed, string What)>();
        foreach ((Experiment experiment, IvtConditions mix) in data.Experiments.Zip(data.Conditions))
            foreach (Observation o in experiment.Observations)
            {
                double value = o.Value / o.Factor, allowance = Sigmas * o.Sigma / Math.Abs(o.Factor);
                (double needed, double fed, string what) = o.State switch
                {
                    IvtState.Rna => Scarcest(mix, value - allowance),
                    // Every nucleotide releases at most one pyrophosphate.
                    IvtState.Pyrophosphate => (value - allowance - mix.Pyrophosphate, mix.Atp + mix.Utp + mix.Ctp + mix.Gtp, "nucleotide"),
                    _ => (0, 1, ""),
                };
                if (needed > fed * (1 + Pipetting)) broken.Add((o.Place, needed, fed, what));
            }
        if (broken.Count == 0) return;
        (string _, double need, double had, string which) = broken.MaxBy(b => b.Needed / Math.Max(b.Fed, 1e-9));
        string lines = string.Join(", ", broken.Take(Named).Select(b => b.Place[(b.Place.LastIndexOf(':') + 1)..]));
        string more = broken.Count > Named ? string.Create(CultureInfo.InvariantCulture, $" and {broken.Count - Named} more") : "";
        throw new InputException(data.File, string.Create(CultureInfo.InvariantCulture,
            $"The values in line{(broken.Count > 1 ? "s" : "")} {lines}{more} would need more nucleotide than was fed, ")
            + string.Create(CultureInfo.InvariantCulture, $"at worst {need:G3} mmol/L of {which} where ")
            + string.Create(CultureInfo.InvariantCulture, $"{had:G3} were: is a unit wrong, or NTP the total in place of each?"));
    }

    // The nucleotide that this much RNA, umol/L, exhausts first.
    private static (double Needed, double Fed, string What) Scarcest(IvtConditions mix, double rna)
    {
        (double, double, string)[] all =
        [
            (rna * mix.Composition.A * 1e-3, mix.Atp, "ATP"), (rna * mix.Composition.U * 1e-3, mix.Utp, "UTP"),
            (rna * mix.Composition.C * 1e-3, mix.Ctp, "CTP"), (rna * mix.Composition.G * 1e-3, mix.Gtp + Math.Min(mix.Cap, Math.Max(0, rna) * 1e-3),
                "GTP"),
        ];
        return all.MaxBy(n => n.Item1 - n.Item2 * (1 + Pipetting));
    }
}
