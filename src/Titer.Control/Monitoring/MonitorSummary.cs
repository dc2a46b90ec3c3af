using System.Collections.Immutable;

namespace Titer.Control.Monitoring;

/// <summary>One culture in the table at the end. Hours since the first read-out; uncertainties are 1 sigma.</summary>
/// <param name="LagEndMissing">Why <paramref name="LagEnd"/> is null; empty otherwise.</param>
/// <param name="ExhaustedMissing">Why <paramref name="Exhausted"/> is null; empty otherwise.</param>
/// <param name="Used">Readings of oxygen and pH in the filtered values.</param>
/// <param name="Rejected">Readings kept out, by reason.</param>
/// <param name="Oxygen">Filtered oxygen at the end, %, and %/h.</param>
/// <param name="PH">Filtered pH at the end, and 1/h.</param>
public sealed record CultureSummary(
    string Culture,
    ChangePoint? LagEnd, string LagEndMissing,
    ChangePoint? Exhausted, string ExhaustedMissing,
    int Used, ImmutableSortedDictionary<string, int> Rejected,
    Trend Oxygen, Trend PH);

/// <summary>What the monitor found, a row per culture sorted by name.</summary>
public sealed record MonitorSummary(ImmutableArray<CultureSummary> Cultures, int CommonFalls)
{
    public static MonitorSummary Of(CultureBank bank) => new(
        [.. bank.Cultures.OrderBy(c => c.Name, StringComparer.Ordinal).Select(c => new CultureSummary(
            c.Name, c.LagEnd, c.LagEndMissing, c.Exhausted, c.ExhaustedMissing,
            c.Used, c.Rejected.ToImmutableSortedDictionary(StringComparer.Ordinal),
            TrendFilter.Value(c.Oxygen), TrendFilter.Value(c.PH)))],
        bank.CommonFalls);
}
