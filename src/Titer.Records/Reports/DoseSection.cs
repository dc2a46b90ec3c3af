namespace Titer.Records.Reports;

/// <summary>The sections of a product that is made from a bulk: its steps, its shelf life, and the models behind them with what they
/// assume.</summary>
internal static class DoseSection
{
    public static void Steps(HtmlText html, BatchTrace trace)
    {
        ReportFigures figures = trace.Figures;
        if (figures.Steps.IsEmpty && figures.ShelfLives.IsEmpty) return;
        html.Section("From bulk to dose");
        if (!figures.Steps.IsEmpty)
        {
            double first = figures.Steps[0].RnaGrams;
            html.Table(["#Time / h", "Step", "#Volume / L", "#RNA / g", "#Uncertainty / g", "#Of the bulk", "#Intact / %", "#Uncertainty / %",
                "What else"],
                [.. figures.Steps.Select(s => (object[])
                [
                    HtmlText.Hours(trace.Hours(s.Time)), s.Step, HtmlText.Value(s.VolumeLitres), HtmlText.Value(s.RnaGrams),
                        HtmlText.Value(s.RnaUncertainty),
                    HtmlText.Share(s.RnaGrams, first), HtmlText.Value(s.IntegrityPercent), HtmlText.Value(s.IntegrityUncertainty),
                    string.Join("; ", s.Notes.Select(n => $"{n.Name} {n.Value}")),
                ])]);
        }
        if (!figures.ShelfLives.IsEmpty)
        {
            html.Element("h3", "Shelf life");
            html.Table(["#Stored at / °C", "#Intact now / %", "#Limit / %", "#Shelf life / d", "95 % interval / d", "#Supported / d", "Basis",
                "Model"],
                [.. figures.ShelfLives.Select(s => (object[])
                [
                    HtmlText.Value(s.Celsius), $"{HtmlText.Value(s.IntegrityPercent)} ± {HtmlText.Value(s.IntegrityUncertainty)}",
                        HtmlText.Value(s.LimitPercent),
                    HtmlText.Value(s.Days), $"{HtmlText.Value(s.LowDays)} … {HtmlText.Value(s.HighDays)}", HtmlText.Value(s.SupportedDays),
                    s.Inside ? new Badge("inside validity", "ok") : new Badge("extrapolated", "warn"), s.Model,
                ])]);
            html.Element("p", "Time until the share of full-length RNA falls to its limit. The interval carries the uncertainty of the integrity "
                + "now, of the rate of "
                + "hydrolysis and of its activation energy. Supported: outlived with a probability of 95 %. An estimate from literature, not a "
                + "stability study; "
                + "where it is extrapolated it must not be used for a label.", "note");
        }
        html.End();
    }

    public static void Models(HtmlText html, BatchTrace trace)
    {
        if (trace.Figures.Models.IsEmpty) return;
        html.Section("Models and their assumptions");
        html.Table(["#Time / h", "Used by", "Model", "Validity", "Conditions (valid range)", "Assumed", "Source"],
            [.. trace.Figures.Models.Select(m => (object[])
            [
                HtmlText.Hours(trace.Hours(m.Time)), m.Phase, m.Model, m.Inside ? new Badge("inside", "ok")
                    : new Badge($"outside: {m.Outside}", "warn"),
                string.Join("; ", m.Conditions.Select(c => $"{c.Name} {c.Value} ({c.Validity})")), m.Assumed, m.Source,
            ])]);
        html.Element("p", "What results of these models take for granted. Outside: a condition lay beyond the range that the source supports, and "
            + "the result is an "
            + "extrapolation.", "note").End();
    }
}
