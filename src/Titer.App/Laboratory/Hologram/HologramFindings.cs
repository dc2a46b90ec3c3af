using System.Globalization;
using Titer.Core;
using Titer.Sensing.Hologram;

namespace Titer.App.Laboratory.Hologram;

/// <summary>The findings of <c>titer sense hologram</c> for console, JSON, CSV and plot.</summary>
internal static class HologramFindings
{
    private const int MostObjects = 12;

    public static SensingResult Of(List<HologramFinding> findings) => new(
        text => Print(text, findings), Figures(findings), [.. findings.SelectMany(f => f.Measurements)], () => HologramFigure.Of(findings))
        {
            Steps = () => HologramSteps.Of(findings),
        };

    private static void Print(TextWriter text, List<HologramFinding> findings)
    {
        foreach (HologramFinding f in findings)
        {
            Measurement focus = f.FocusMeasurement, count = f.Count;
            text.WriteLine(f.File);
            text.WriteLine(f.Focus.Verdict == FocusVerdict.None
                ? "  focus     none: there is nothing to focus on"
                : Line($"  focus     {focus.Value:0} um, u = {focus.StandardUncertainty:0} um, ")
                    + Line($"{Word(f.Focus.Verdict)} (probability {f.Focus.Probability:0.00})"));
            text.WriteLine(Line($"  objects   {f.Objects.Length}; {count.Value:0} of them whole, u = {count.StandardUncertainty:0.0}"));
            if (f.Diameter.Quality.IsBad) continue;
            text.WriteLine(Line($"  diameter  {f.Diameter.Value:0.0} um on average, u = {f.Diameter.StandardUncertainty:0.0} um"));
            text.WriteLine("        x      y    focus   diameter        area  eccentricity  phase  absorption");
            text.WriteLine("       px     px       um         um         um2                  rad");
            foreach (HologramObject o in f.Objects.OrderByDescending(o => o.Area).Take(MostObjects))
                text.WriteLine(Line(
                    $"  {o.X,7:0} {o.Y,6:0} {o.Focus,8:0} {o.Diameter,6:0.0} ± {o.DiameterUncertainty,-3:0.0} {o.Area,10:0}")
                    + Line($" {o.Eccentricity,12:0.00} {o.MeanPhase,7:0.00} {o.Absorption,11:0.00}"));
            if (f.Objects.Length > MostObjects) text.WriteLine($"  and {f.Objects.Length - MostObjects} smaller ones");
        }
        if (findings.Count == 1) return;
        text.WriteLine();
        text.WriteLine(Line(
            $"{findings.Count} images; focus sure in {With(FocusVerdict.Sure)}, likely in {With(FocusVerdict.Likely)}, ")
            + Line($"unsure in {With(FocusVerdict.Unsure)}, none in {With(FocusVerdict.None)}"));

        int With(FocusVerdict verdict) => findings.Count(f => f.Focus.Verdict == verdict);
    }

    /// <summary>Of one image plain values, of several an array of them in the order of the images.</summary>
    private static Dictionary<string, object?> Figures(List<HologramFinding> findings) => new()
    {
        ["image"] = Each(findings, f => f.File),
        ["focus_um"] = Each(findings, f => f.FocusMeasurement.Value),
        ["focus_u_um"] = Each(findings, f => f.FocusMeasurement.StandardUncertainty),
        ["focus_probability"] = Each(findings, f => f.Focus.Probability),
        ["focus_verdict"] = Each(findings, f => Word(f.Focus.Verdict)),
        ["counts"] = Each(findings, f => f.Objects.Length),
        ["counts_whole"] = Each(findings, f => f.Count.Value),
        ["counts_u"] = Each(findings, f => f.Count.StandardUncertainty),
        ["diameter_um"] = Each(findings, f => f.Diameter.Value),
        ["diameter_u_um"] = Each(findings, f => f.Diameter.StandardUncertainty),
        ["objects"] = Each(findings, f => f.Objects.Select(Object).ToArray()),
    };

    private static object Each<T>(List<HologramFinding> findings, Func<HologramFinding, T> value) =>
        findings.Count == 1 ? value(findings[0])! : findings.Select(value).ToArray();

    private static Dictionary<string, double> Object(HologramObject o) => new()
    {
        ["x_px"] = Digits(o.X, 2),
        ["y_px"] = Digits(o.Y, 2),
        ["focus_um"] = Digits(o.Focus, 1),
        ["focus_u_um"] = Digits(o.FocusUncertainty, 1),
        ["diameter_um"] = Digits(o.Diameter, 2),
        ["diameter_u_um"] = Digits(o.DiameterUncertainty, 2),
        ["area_um2"] = Digits(o.Area, 1),
        ["eccentricity"] = Digits(o.Eccentricity, 3),
        ["integrated_phase_rad_um2"] = Digits(o.IntegratedPhase, 1),
        ["absorption"] = Digits(o.Absorption, 4),
    };

    private static double Digits(double value, int digits) => Math.Round(value, digits);

    private static string Word(FocusVerdict verdict) => verdict switch
    {
        FocusVerdict.Sure => "sure",
        FocusVerdict.Likely => "likely",
        FocusVerdict.Unsure => "unsure",
        _ => "none",
    };

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
