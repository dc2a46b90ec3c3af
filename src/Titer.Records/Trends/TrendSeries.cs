using Titer.Core;

namespace Titer.Records;

/// <summary>What one line of a trend shows. An actuator has one series, whichever controller and rung commands it.</summary>
/// <param name="Source">What measured or estimated it; empty for a command.</param>
public readonly record struct TrendSeries(SeriesKind Kind, Tag Tag, Unit Unit, string Source)
{
    public override string ToString() => $"{Tag} {Kind.ToString().ToLowerInvariant()}{(Source.Length > 0 ? $" by {Source}" : "")}"
        + (Unit.Symbol.Length > 0 ? $", {Unit.Symbol}" : "");
}
