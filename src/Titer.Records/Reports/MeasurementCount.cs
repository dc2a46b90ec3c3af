using Titer.Core;

namespace Titer.Records.Reports;

/// <summary>How many measurements of one tag had which quality, and the most frequent reason among those that were not good.</summary>
internal sealed class MeasurementCount
{
    private readonly SortedDictionary<string, int> _reasons = new(StringComparer.Ordinal);

    public int Good { get; private set; }
    public int Uncertain { get; private set; }
    public int Bad { get; private set; }

    public int Total => Good + Uncertain + Bad;

    public void Add(Quality quality)
    {
        if (quality.IsBad) Bad++;
        else if (quality.IsGood) Good++;
        else Uncertain++;
        if (quality.Status == Ne107.Good || quality.Reason.Length == 0) return;
        // Reasons may hold numbers; the count is for the report's table, and a thousand different ones would say nothing.
        if (_reasons.Count < 200 || _reasons.ContainsKey(quality.Reason)) _reasons[quality.Reason] = _reasons.GetValueOrDefault(quality.Reason) + 1;
    }

    public string MainReason => _reasons.Count == 0 ? "" : _reasons.MaxBy(r => r.Value).Key;
}
