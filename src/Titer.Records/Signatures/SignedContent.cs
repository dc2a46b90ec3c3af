using System.Globalization;
using Titer.Core;

namespace Titer.Records.Signatures;

/// <summary>
/// What a signature is bound to (21 CFR 11.70): the record up to the entry before it, and the document that was shown of it. The head is of one record
/// only, so a signature that is copied to another record, or moved within its own, does not fit where it then stands.
/// </summary>
/// <param name="Entry">Number of the entry before the signature.</param>
/// <param name="Head">Hash of that entry, 64 lower-case hexadecimal digits.</param>
/// <param name="Document">SHA-256 of exactly the bytes that were shown to the person who signs, the same form.</param>
public sealed record SignedContent(long Entry, string Head, string Document)
{
    private const string EntryKey = "entry", HeadKey = "head", DocumentKey = "document";

    /// <summary>The record as it stands, shown as this document.</summary>
    public static SignedContent Of(IRecord record, string document) => new(record.Count, Convert.ToHexStringLower(record.Head.Span), document);

    /// <summary>What an event is bound to; null when it does not say.</summary>
    public static SignedContent? Of(Event happened) =>
        happened.Data.TryGetValue(EntryKey, out string? entry) && happened.Data.TryGetValue(HeadKey, out string? head)
        && happened.Data.TryGetValue(DocumentKey, out string? document)
        && long.TryParse(entry, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && IsHash(head) && IsHash(document)
            ? new SignedContent(number, head, document)
            : null;

    public Event Bind(Event happened) =>
        happened.With(EntryKey, Entry.ToString(CultureInfo.InvariantCulture)).With(HeadKey, Head).With(DocumentKey, Document);

    /// <summary>What is wrong with an event that is bound to this and stands at an entry; empty when nothing is.</summary>
    /// <param name="before">Hash of the entry before it.</param>
    internal string Misfit(long number, ReadOnlySpan<byte> before) =>
        Entry != number - 1 ? $"it is bound to entry {Entry} and stands after entry {number - 1}"
        : Head != Convert.ToHexStringLower(before) ? $"it is bound to another record, whose entry {Entry} has the hash {Head}"
        : "";

    private static bool IsHash(string text) => text.Length == 64 && text.All(c => char.IsAsciiDigit(c) || c is >= 'a' and <= 'f');
}
