using System.Text;
using Titer.Core;

namespace Titer.Records;

/// <summary>
/// The lines of an exported record (docs/record.md): JSON in UTF-8 with a fixed order of properties and no white space, each line ended by a line
/// feed. First the keys and checkpoints, then the entries, each with its payload as it was hashed, then one that says how many there were.
/// </summary>
internal static class ExportForm
{
    public const int Version = 1;

    public static ReadOnlySpan<byte> Beginning => "{\"titer-record\":"u8;

    /// <summary>Whether payloads of a kind are no JSON, and stand in base64 in its place.</summary>
    public static bool IsBinary(EntryKind kind) => kind == EntryKind.Measurements;

    public static string First() => $"{{\"titer-record\":{Version}}}\n";

    public static string Line(long number, RecordKey key) =>
        $"{{\"signing-key\":{number},\"public-key\":\"{Convert.ToBase64String(key.PublicKey.Span)}\",\"introduction\":\"{Convert.ToBase64String(key.Introduction.Span)}\"}}\n";

    public static string Line(Checkpoint c) =>
        $"{{\"checkpoint\":{c.Number},\"entry\":{c.Entry},\"hash\":\"{Convert.ToHexStringLower(c.Hash.Span)}\",\"time\":{c.Time.UtcTicks},"
        + $"\"signing-key\":{c.Key},\"signature\":\"{Convert.ToBase64String(c.Signature.Span)}\"}}\n";

    /// <summary>A line of an entry up to its payload, after which comes a closing brace.</summary>
    public static string Head(Entry e) =>
        $"{{\"number\":{e.Number},\"time\":{e.Time.UtcTicks},\"kind\":{(byte)e.Kind},\"hash\":\"{Convert.ToHexStringLower(e.Hash.Span)}\",\"payload\":";

    public static string Last(long entries, string head) => $"{{\"entries\":{entries},\"head\":\"{head}\"}}\n";

    public static long Integer(ref CanonicalScanner line, ReadOnlySpan<byte> after)
    {
        line.Literal(after);
        return line.Integer();
    }

    public static byte[] Base64(ref CanonicalScanner line, ReadOnlySpan<byte> after) => Bytes(ref line, after, text =>
    {
        byte[] bytes = Convert.FromBase64String(text);
        // White space and set bits beyond the end would give the same bytes from another file.
        return Convert.ToBase64String(bytes) == text ? bytes : throw new FormatException();
    });

    public static byte[] Hex(ref CanonicalScanner line, ReadOnlySpan<byte> after) => Bytes(ref line, after, Convert.FromHexString);

    private static byte[] Bytes(ref CanonicalScanner line, ReadOnlySpan<byte> after, Func<string, byte[]> decode)
    {
        line.Literal(after);
        line.Literal("\""u8);
        // Not read as text: the names that a scanner keeps are few, and these are many and never seen again.
        ReadOnlySpan<byte> text = line.Upto("\""u8)[..^1];
        line.Skip(text.Length);
        try
        {
            byte[] bytes = decode(Encoding.ASCII.GetString(text));
            line.Literal("\""u8);
            return bytes;
        }
        catch (FormatException)
        {
            throw line.Wrong("bytes");
        }
    }
}
