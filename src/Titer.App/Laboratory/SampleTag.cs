using Titer.Core;

namespace Titer.App.Laboratory;

/// <summary>The tag of a measurement of one sample of many, a well, a cycle or a file: <c>A01/dna-1</c>.</summary>
internal static class SampleTag
{
    /// <summary>Puts the sample before the tag; a character that a tag cannot have becomes a hyphen.</summary>
    public static Measurement Of(string sample, Measurement measurement)
    {
        string name = string.Concat(sample.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '-'));
        return measurement with { Tag = new Tag($"{name}/{measurement.Tag}") };
    }
}
