using Titer.Core;

namespace Titer.App.Commands.Importing;

/// <summary>
/// What all files of an import have to keep to: a tag has one unit, there are not more of them than a record can show, and no time is absurd.
/// </summary>
/// <param name="now">The time of the import.</param>
internal sealed class MeasurementRules(DateTimeOffset now)
{
    private const int MostTags = 10_000;

    // A clock that is a day ahead is wrong by an hour and a zone; before 1970 nobody recorded by CSV.
    private static readonly DateTimeOffset Earliest = DateTimeOffset.UnixEpoch;
    private readonly DateTimeOffset _latest = now.AddDays(1);

    private readonly Dictionary<Tag, Unit> _units = [];

    /// <summary>What is wrong with a measurement, in a sentence; null when nothing is.</summary>
    public string? Wrong(Measurement m)
    {
        if (m.Time < Earliest || m.Time > _latest) return $"the time {m.Time.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ} is before 1970 or after the import.";
        if (!m.Quality.IsBad && !double.IsFinite(m.Value)) return "there is no value, and the quality is not bad.";
        if (!m.Quality.IsBad && !(m.StandardUncertainty > 0 && double.IsFinite(m.StandardUncertainty)))
            return "there is no standard uncertainty above zero, and the quality is not bad.";
        if (_units.TryGetValue(m.Tag, out Unit unit))
            return m.Unit == unit ? null : $"{Visible.Quoted(m.Tag.Name)} is in {m.Unit.Code} here, and in {unit.Code} before.";
        _units.Add(m.Tag, m.Unit);
        return _units.Count <= MostTags ? null : $"there are more than {MostTags} different tags.";
    }

    public int Tags => _units.Count;
}
