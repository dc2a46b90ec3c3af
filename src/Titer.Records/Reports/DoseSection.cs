using Titer.Records.Documents;

namespace Titer.Records.Reports;

/// <summary>The sections of a product that is made from a bulk: its steps, its shelf life, and the models behind them with what they
/// assume.</summary>
internal static class DoseSection
{
    public static void Steps(DocumentBuilder document, BatchTrace trace)
    {
        ReportFigures figures = trace.Figures;
        if (figures.Steps.IsEmpty && figures.ShelfLives.IsEmpty) return;
        document.Section("From bulk to dose");
        if (!figures.Steps.IsEmpty)
        {
            double first = figures.Steps[0].RnaGrams;
            document.Table(["#Time / h", "Step", "#Volume / L", "#RNA / g", "#Uncertainty / g", "#Of the bulk", "#Intact / %", "#Uncertainty / %",
                "What else"],
                [.. figures.Steps.Select(s => (object[])
                [
                    Printed.Hours(trace.Hours(s.Time)), s.Step, Printed.Value(s.VolumeLitres), Printed.Value(s.RnaGrams),
                        Printed.Value(s.RnaUncertainty),
                    Printed.Share(s.RnaGrams, first), Printed.Value(s.IntegrityPercent), Printed.Value(s.IntegrityUncertainty),
                    string.Join("; ", s.Notes.Select(n => $"{n.Name} {n.Value}")),
                ])]);
        }
        if (!figures.ShelfLives.IsEmpty)
        {
            document.Heading("Shelf life");
            document.Table(["#Stored at / °C", "#Intact now / %", "#Limit / %", "#Shelf life / d", "95 % interval / d", "#Supported / d", "Basis",
                "Model"],
                [.. figures.ShelfLives.Select(s => (object[])
                [
                    Printed.Value(s.Celsius), $"{Printed.Value(s.IntegrityPercent)} ± {Printed.Value(s.IntegrityUncertainty)}",
                        Printed.Value(s.LimitPercent),
                    Printed.Value(s.Days), $"{Printed.Value(s.LowDays)} … {Printed.Value(s.HighDays)}", Printed.Value(s.SupportedDays),
                    s.Inside ? new Cell("inside validity", Tone.Ok) : new Cell("extrapolated", Tone.Warn), s.Model,
                ])]);
            document.Note("Time until the share of full-length RNA falls to its limit. The interval carries the uncertainty of the integrity "
                + "now, of the rate of "
                + "hydrolysis and of its activation energy. Supported: outlived with a probability of 95 %. An estimate from literature, not a "
                + "stability study; "
                + "where it is extrapolated it must not be used for a label.");
        }
    }

    public static void Models(DocumentBuilder document, BatchTrace trace)
    {
        if (trace.Figures.Models.IsEmpty) return;
        document.Section("Models and their assumptions");
        document.Table(["#Time / h", "Used by", "Model", "Validity", "Conditions (valid range)", "Assumed", "Source"],
            [.. trace.Figures.Models.Select(m => (object[])
            [
                Printed.Hours(trace.Hours(m.Time)), m.Phase, m.Model, m.Inside ? new Cell("inside", Tone.Ok)
                    : new Cell($"outside: {m.Outside}", Tone.Warn),
                string.Join("; ", m.Conditions.Select(c => $"{c.Name} {c.Value} ({c.Validity})")), m.Assumed, m.Source,
            ])]);
        document.Note("What results of these models take for granted. Outside: a condition lay beyond the range that the source supports, and "
            + "the result is an "
            + "extrapolation.");
    }
}
