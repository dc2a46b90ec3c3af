using System.Collections.Immutable;
using Titer.Core;

namespace Titer.Records;

/// <summary><c>"status":"Good","reason":""</c>, inside the object of a measurement or of evidence.</summary>
internal static class QualityForm
{
    public static void Write(CanonicalText to, Quality quality)
    {
        to.Literal(",\"status\":"u8);
        to.Literal(quality.Status switch
        {
            Ne107.Good => "\"Good\""u8,
            Ne107.MaintenanceRequired => "\"MaintenanceRequired\""u8,
            Ne107.OutOfSpecification => "\"OutOfSpecification\""u8,
            Ne107.FunctionCheck => "\"FunctionCheck\""u8,
            Ne107.Failure => "\"Failure\""u8,
            _ => throw new ArgumentOutOfRangeException(nameof(quality), quality.Status, "NE 107 has no such status."),
        });
        to.Literal(",\"reason\":"u8);
        to.Text(quality.Reason ?? "");
    }

    public static Quality Read(ref CanonicalScanner from)
    {
        from.Literal(",\"status\":"u8);
        Ne107 status = from.Text() switch
        {
            "Good" => Ne107.Good,
            "MaintenanceRequired" => Ne107.MaintenanceRequired,
            "OutOfSpecification" => Ne107.OutOfSpecification,
            "FunctionCheck" => Ne107.FunctionCheck,
            "Failure" => Ne107.Failure,
            _ => throw from.Wrong("an NE 107 status"),
        };
        from.Literal(",\"reason\":"u8);
        return new Quality(status, from.Text());
    }

    /// <summary>A default array is an empty one: a record that was never given its list has none of them.</summary>
    public static ImmutableArray<T> OrEmpty<T>(this ImmutableArray<T> array) => array.IsDefault ? [] : array;
}
