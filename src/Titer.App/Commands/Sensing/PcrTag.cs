using Titer.Core;

namespace Titer.App.Commands.Sensing;

/// <summary>The tag of a measurement of one well of many: <c>A01/dna-1</c>.</summary>
internal static class PcrTag
{
    /// <summary>Puts the well before the tag; a character that a tag cannot have becomes a hyphen.</summary>
    public static Measurement Of(string well, Measurement measurement)
    {
        string name = string.Concat(well.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '-'));
        return measurement with { Tag = new Tag($"{name}/{measurement.Tag}") };
    }
}
