using Titer.Core;
using Titer.Records.Documents;

namespace Titer.Records.Reports;

/// <summary>Whether the estimator's uncertainty is right, reading by reading.</summary>
internal static class ConsistencySection
{
    public static void Write(DocumentBuilder document, BatchTrace trace)
    {
        if (trace.Figures.Consistency.IsEmpty) return;
        document.Section("Consistency of the estimator");
        document.Table(
            [
                "Estimator", "Reading", "#Used", "#At reduced weight", "#Rejected", "#Mean NIS", "95 % interval if consistent",
                "#Error / expected", "#Beyond 1.96 σ", "#Correlation", "Verdict",
            ],
            [.. trace.Figures.Consistency.Select(c => Row(c.Estimator, c.Reading, c.Consistency))]);
        document.Note("NIS, the normalised innovation squared: (reading less its prediction)² over the variance that the estimator expected; "
            + "1 on average when its uncertainty is right. Consistent: the mean lies in its interval. Too sure: the predictions err more than the "
            + "estimator believes, its 95 % intervals are too narrow. Cautious: they err less, its intervals are wider than they need to be, and it "
            + "learns from this reading more slowly than it could; so it is by intent with a reading whose stated uncertainty is mostly that of its "
            + "calibration, for its noise from one reading to the next is far smaller. Error / expected is the root of the mean NIS. Of "
            + "a consistent estimator 5 % of innovations lie beyond 1.96 σ.");
        document.Note("The interval is that of chi-square for independent Gaussian innovations (Bar-Shalom, Li and Kirubarajan 2001, ch. 5.4), "
            + "their number reduced for the correlation of successive ones. It assumes that nothing longer-lasting joins them; but readings of "
            + "one sensor share its bias, and all readings the errors of the model, so that a mean just outside says little and one verdict in twenty is wrong "
            + "by chance alone. Readings that were rejected or taken at reduced weight are counted and not averaged: many of them point at the "
            + "sensor, not at the estimator.");
    }

    private static object[] Row(string source, Tag tag, InnovationConsistency c)
    {
        if (c.Used == 0) return [source, tag, 0, c.Reduced, c.Rejected, "–", "–", "–", "–", "–", Of(c.Verdict)];
        (double low, double high) = c.Interval;
        return
        [
            source, tag, c.Used, c.Reduced, c.Rejected, Printed.Value(c.MeanNis), $"{Printed.Value(low)} … {Printed.Value(high)}",
            Printed.Value(Math.Sqrt(c.MeanNis)), Printed.Share(c.OutsideShare, 1), Printed.Value(Math.Round(c.Correlation, 2)), Of(c.Verdict),
        ];
    }

    private static Cell Of(ConsistencyVerdict verdict) => verdict switch
    {
        ConsistencyVerdict.Consistent => new Cell("consistent", Tone.Ok),
        ConsistencyVerdict.TooSure => new Cell("too sure", Tone.Warn),
        ConsistencyVerdict.Cautious => new Cell("cautious", Tone.Plain),
        _ => new Cell("too few", Tone.Plain),
    };
}
