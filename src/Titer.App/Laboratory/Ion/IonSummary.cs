using Titer.Core;

namespace Titer.App.Laboratory.Ion;

/// <summary>What all measurements of one tag amount to.</summary>
internal sealed class IonSummary
{
    private readonly List<double> _values = [];
    private double _sum;

    public IonSummary(Tag tag, Unit unit) => (Tag, Unit) = (tag, unit);

    public Tag Tag { get; }
    public Unit Unit { get; }
    public int Readings { get; private set; }
    /// <summary>How many have a value that is not bad.</summary>
    public int Usable => _values.Count;
    public double Mean => Usable > 0 ? _sum / Usable : double.NaN;
    public double Median { get; private set; } = double.NaN;
    public double Last { get; private set; } = double.NaN;
    /// <summary>Of the last usable value.</summary>
    public double Uncertainty { get; private set; } = double.NaN;
    /// <summary>Of the last measurement.</summary>
    public Quality Quality { get; private set; }
    /// <summary>How many measurements failed, by reason.</summary>
    public SortedDictionary<string, int> Rejected { get; } = new(StringComparer.Ordinal);
    /// <summary>How many are usable and not good, by reason.</summary>
    public SortedDictionary<string, int> Flagged { get; } = new(StringComparer.Ordinal);
    /// <summary>Against the published values; NaN without any.</summary>
    public double MaxError { get; private set; } = double.NaN;
    public double Bias => Compared > 0 ? _errors / Compared : double.NaN;
    public int Compared { get; private set; }
    /// <summary>File and line of the largest error.</summary>
    public string WorstPlace { get; private set; } = "";
    private double _errors;

    /// <summary>One summary per tag in the order in which they first come; references by electrode name.</summary>
    public static List<IonSummary> Of(IonRun run, IReadOnlyDictionary<string, double[]> references)
    {
        var summaries = new List<IonSummary>();
        var byTag = new Dictionary<Tag, (IonSummary Summary, double[]? Reference)>();
        for (int i = 0; i < run.Measurements.Count; i++)
        {
            Measurement m = run.Measurements[i];
            if (!byTag.TryGetValue(m.Tag, out (IonSummary Summary, double[]? Reference) found))
            {
                found = (new IonSummary(m.Tag, m.Unit),
                    references.GetValueOrDefault(m.Tag.Name[..m.Tag.Name.IndexOf('/', StringComparison.Ordinal)]));
                byTag.Add(m.Tag, found);
                summaries.Add(found.Summary);
            }
            found.Summary.Add(m);
            if (found.Reference is { } reference && !m.Quality.IsBad)
                found.Summary.Compare(m.Value - reference[run.Rows[i]], run.Table.Place(run.Rows[i]));
        }
        foreach (IonSummary s in summaries) s.Finish();
        return summaries;
    }

    private void Add(Measurement m)
    {
        Readings++;
        Quality = m.Quality;
        if (m.Quality.Status != Ne107.Good)
        {
            SortedDictionary<string, int> counts = m.Quality.IsBad ? Rejected : Flagged;
            counts[m.Quality.Reason] = counts.GetValueOrDefault(m.Quality.Reason) + 1;
        }
        if (m.Quality.IsBad || !double.IsFinite(m.Value)) return;
        _values.Add(m.Value);
        _sum += m.Value;
        (Last, Uncertainty) = (m.Value, m.StandardUncertainty);
    }

    private void Compare(double error, string place)
    {
        if (!double.IsFinite(error)) return;
        Compared++;
        _errors += error;
        if (Math.Abs(error) <= MaxError) return;
        (MaxError, WorstPlace) = (Math.Abs(error), place);
    }

    private void Finish()
    {
        double[] sorted = [.. _values.Order()];
        if (sorted.Length > 0) Median = 0.5 * (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]);
    }
}
