using System.Collections.Immutable;
using System.Text;
using Titer.App.Laboratory;
using Titer.Design.Calibration;
using Titer.Design.Space;

namespace Titer.App.Commands.Design;

/// <summary>What <c>titer space ivt</c> says.</summary>
internal static class SpaceIvtReport
{
    // Of RNA by a fluorescent dye or UV: 5 %, and 0.05 g/L near none.
    private const double RelativeError = 0.05, AbsoluteError = 0.05;

    public static SensingResult Of(DesignSpace space, ImmutableArray<Specification> specifications, CalibrationArtefact calibration,
        double probability, double confidence)
    {
        AcceptableRegion region = AcceptableRegion.Of(space, probability, confidence);
        NextExperiment next = NextExperiment.Of(space, RelativeError, AbsoluteError);
        int best = Enumerable.Range(0, space.Points).MaxBy(p => space.Met[p]);
        return new SensingResult(text =>
        {
            text.WriteLine($"Calibration: {string.Join("; ", calibration.Data)}.");
            int times = space.Axes[^1].Levels;
            text.WriteLine(Line($"{space.Runs} runs, {space.Samples} parameter samples at each of {space.Points / times} mixes, ")
                + Line($"read at {times} times; {space.Failed} failed."));
            text.WriteLine($"Specifications: {string.Join(", ", specifications.Select(Words))}.");
            text.WriteLine(Line($"Best point: {Place(space, best)}: all met with probability {space.Probability(best):F3}."));
            if (region.Points == 0)
                text.WriteLine(Line($"No point is proven to meet them with a probability of {probability:G4}: ")
                    + "more samples, a better calibration or other limits are needed.");
            else
            {
                text.WriteLine(Line($"Proven acceptable region, probability at least {probability:G4} at every point, ")
                    + Line($"{confidence:P0} sure of all together against the Monte Carlo error:"));
                for (int a = 0; a < space.Axes.Length; a++)
                    text.WriteLine(Line($"  {space.Axes[a].Name,-12} {space.Axes[a][region.Low[a]]:G4} to {space.Axes[a][region.High[a]]:G4} ")
                        + space.Axes[a].Unit);
                text.WriteLine(Line($"  {region.Points} of {space.Points} points in the box, {region.Proven} proven in all; ")
                    + Line($"lowest proven probability in the box {region.LowestLimit:F3}."));
            }
            text.WriteLine(next.Point < 0 ? "Nothing is open: no experiment would change the region."
                : Line($"Next experiment: {Place(space, next.Point)}; expected {next.Predicted:G3} ± {next.Deviation:G2} g/L, ")
                    + Line($"its reading takes {next.Reduction:P0} of the variance at the border away."));
        }, Figures(space, specifications, region, next, best, probability, confidence), [], () => SpaceIvtFigure.Of(space, region, next, probability),
            region.Points > 0 ? 0 : 1);
    }

    /// <summary>A row per point: its factors, the probability, whether it is proven (1 or 0), the mean of the first quality.</summary>
    public static string Csv(DesignSpace space, double probability, double confidence)
    {
        var text = new StringBuilder().AppendJoin(',', space.Axes.Select(a => $"{a.Name} [{a.Unit}]")).Append(",probability,proven,mean RNA [g/L]\n");
        int needed = AcceptableRegion.Needed(space, probability, confidence);
        for (int p = 0; p < space.Points; p++)
        {
            double mean = 0;
            for (int s = 0; s < space.Samples; s++) mean += space.First[p * space.Samples + s];
            text.AppendJoin(',', space.Factors(p).Select(f =>
                Line($"{f:G6}"))).Append(Line($",{space.Probability(p):G6},{(space.Met[p] >= needed ? 1 : 0)},{mean / space.Samples:G6}\n"));
        }
        return text.ToString();
    }

    private static Dictionary<string, object?> Figures(DesignSpace space, ImmutableArray<Specification> specifications, AcceptableRegion region,
        NextExperiment next,
        int best, double probability, double confidence) => new()
    {
        ["runs"] = space.Runs, ["failed"] = space.Failed, ["samples"] = space.Samples, ["points"] = space.Points,
        ["specifications"] = specifications.Select(Words), ["probability"] = probability, ["confidence"] = confidence,
        ["best"] = Named(space, best), ["best_probability"] = space.Probability(best),
        ["region"] = region.Points == 0 ? null : Enumerable.Range(0, space.Axes.Length).ToDictionary(a => Key(space.Axes[a]),
            a => new[] { space.Axes[a][region.Low[a]], space.Axes[a][region.High[a]] }),
        ["region_points"] = region.Points, ["proven_points"] = region.Proven, ["lowest_proven_probability"] = region.LowestLimit,
        ["next"] = next.Point < 0 ? null : Named(space, next.Point), ["next_reduction"] = next.Reduction, ["next_rna"] = next.Predicted,
            ["next_rna_sd"] = next.Deviation,
    };

    private static Dictionary<string, double> Named(DesignSpace space, int point) =>
        space.Axes.Zip(space.Factors(point)).ToDictionary(f => Key(f.First), f => f.Second);

    private static string Key(SpaceAxis axis) => axis.Name.ToLowerInvariant().Replace(' ', '_');

    private static string Place(DesignSpace space, int point) =>
        string.Join(", ", space.Axes.Zip(space.Factors(point)).Select(f => Line($"{f.First.Name} {f.Second:G4} {f.First.Unit}")));

    private static string Words(Specification s) => double.IsFinite(s.Low) ? Line($"{s.Name} at least {s.Low} {s.Unit}")
        : Line($"{s.Name} at most {s.High} {s.Unit}");

    private static string Line(FormattableString text) => FormattableString.Invariant(text);
}
