using System.Globalization;
using Titer.Core;

namespace Titer.Records.Signatures;

/// <summary>
/// What the trail of a site keeps of each signature, voiding and assessment on the record of a run: enough to know that one was there when the end
/// of the record is cut off together with its checkpoints.
/// </summary>
/// <param name="Record">Where the record was: the whole path of its file, or its address.</param>
/// <param name="Origin">Hash of its first entry, which names it wherever it lies; 64 lower-case hexadecimal digits.</param>
/// <param name="Entry">Number of the entry that holds the signature.</param>
/// <param name="Head">Hash of that entry.</param>
/// <param name="What">What was signed, such as <c>signature 1: reviewed</c>.</param>
public sealed record SigningNote(string Record, string Origin, long Entry, string Head, string What)
{
    /// <summary>Code of the event in the trail.</summary>
    public const string Signed = "record.signed";

    private const string RecordKey = "record", OriginKey = "record-origin", EntryKey = "record-entry", HeadKey = "record-head", WhatKey = "what";

    /// <summary>The note of the signature that is the last entry of a record.</summary>
    public static SigningNote Last(IRecord record, string place, string what) =>
        new(place, OriginOf(record), record.Count, Convert.ToHexStringLower(record.Head.Span), what);

    /// <summary>Keys and values of the event.</summary>
    public IEnumerable<(string Key, string Value)> Data =>
    [
        (RecordKey, Record), (OriginKey, Origin), (EntryKey, Entry.ToString(CultureInfo.InvariantCulture)), (HeadKey, Head), (WhatKey, What),
    ];

    /// <summary>The note that an event of a trail holds; null when it holds none.</summary>
    public static SigningNote? Of(Event noted) =>
        noted.Code == Signed && noted.Data.TryGetValue(RecordKey, out string? record) && noted.Data.TryGetValue(OriginKey, out string? origin)
        && noted.Data.TryGetValue(HeadKey, out string? head) && noted.Data.TryGetValue(WhatKey, out string? what)
        && long.TryParse(noted.Data.GetValueOrDefault(EntryKey), NumberStyles.None, CultureInfo.InvariantCulture, out long entry)
            ? new SigningNote(record, origin, entry, head, what)
            : null;

    internal static string OriginOf(IRecord record) => Convert.ToHexStringLower(record.Read().First().Hash.Span);
}
