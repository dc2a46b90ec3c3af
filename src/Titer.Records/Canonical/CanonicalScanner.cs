using System.Buffers;
using System.Buffers.Text;
using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Titer.Core;

namespace Titer.Records;

/// <summary>
/// Reads the primitives of the canonical form from front to back. The order of properties is fixed, so that reading is
/// comparing; whatever is not as <see cref="CanonicalText"/> writes it is an <see cref="InvalidDataException"/>.
/// </summary>
internal ref struct CanonicalScanner(ReadOnlySpan<byte> payload, Names names)
{
    private static readonly SearchValues<byte> NumberCharacters = SearchValues.Create("0123456789+-.eE"u8);

    private readonly ReadOnlySpan<byte> _payload = payload;
    private int _at;

    /// <summary>Bytes not read yet.</summary>
    public readonly int Left => _payload.Length - _at;

    public readonly bool Next(byte expected) => _at < _payload.Length && _payload[_at] == expected;

    public readonly bool Is(ReadOnlySpan<byte> next) => _payload[_at..].StartsWith(next);

    /// <summary>So many bytes from here on, which are there.</summary>
    public readonly ReadOnlySpan<byte> Next(int count) => _payload.Slice(_at, count);

    public void Literal(ReadOnlySpan<byte> expected)
    {
        if (!_payload[_at..].StartsWith(expected)) throw Wrong(Encoding.UTF8.GetString(expected));
        _at += expected.Length;
    }

    /// <summary>Between the items of an array: true when one follows. Stands after '[' or after an item.</summary>
    public bool Item(bool first)
    {
        if (Next((byte)']'))
        {
            _at++;
            return false;
        }
        if (!first) Literal(","u8);
        return true;
    }

    public readonly void End()
    {
        if (_at != _payload.Length) throw Wrong("the end");
    }

    public string Text()
    {
        int start = _at;
        Literal("\""u8);
        ReadOnlySpan<byte> rest = _payload[_at..];
        int end = rest.IndexOfAny((byte)'"', (byte)'\\');
        if (end < 0) throw Wrong("a closing quote");
        if (rest[end] == '\\') return Escaped();
        if (!names.TryGet(rest[..end], out string text))
        {
            _at = start;
            throw Wrong("text in UTF-8 without control characters");
        }
        _at += end + 1;
        return text;
    }

    public double Number()
    {
        if (Next((byte)'"'))
        {
            string word = Text();
            return word switch
            {
                "NaN" => double.NaN,
                "Infinity" => double.PositiveInfinity,
                "-Infinity" => double.NegativeInfinity,
                _ => throw Wrong("a number"),
            };
        }
        ReadOnlySpan<byte> digits = Digits();
        if (!double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) || !double.IsFinite(value))
            throw Wrong("a number");
        _at += digits.Length;
        return value;
    }

    public long Integer()
    {
        ReadOnlySpan<byte> digits = Digits();
        if (!Utf8Parser.TryParse(digits, out long value, out int used) || used != digits.Length) throw Wrong("a whole number");
        _at += digits.Length;
        return value;
    }

    public DateTimeOffset Time()
    {
        const int length = 28; // 2026-03-01T06:00:00.0000000Z
        ReadOnlySpan<byte> rest = _payload[_at..];
        if (rest.Length < length + 2 || rest[0] != '"' || rest[length] != 'Z' || rest[length + 1] != '"'
            || !Utf8Parser.TryParse(rest.Slice(1, length), out DateTimeOffset time, out int used, 'O') || used != length)
            throw Wrong("a time in UTC with seven decimals");
        _at += length + 2;
        return time;
    }

    public Tag Tag()
    {
        int start = _at;
        string name = Text();
        try
        {
            return new Tag(name);
        }
        catch (ArgumentException)
        {
            _at = start;
            throw Wrong("a tag");
        }
    }

    public Unit Unit()
    {
        int start = _at;
        if (Core.Unit.TryParse(Text(), out Unit unit)) return unit;
        _at = start;
        throw Wrong("a known UCUM unit");
    }

    public bool Boolean()
    {
        bool value = Next((byte)'t');
        Literal(value ? "true"u8 : "false"u8);
        return value;
    }

    public ImmutableArray<double> Bulk()
    {
        Literal("\""u8);
        ReadOnlySpan<byte> text = _payload[_at..];
        int end = text.IndexOf((byte)'"');
        if (end < 0) throw Wrong("a closing quote");
        text = text[..end];
        int padding = text.EndsWith("=="u8) ? 2 : text.EndsWith("="u8) ? 1 : 0, bytes = text.Length / 4 * 3 - padding;
        if (text.Length % 4 != 0 || bytes % sizeof(double) != 0) throw Wrong("base64 of whole doubles");
        double[] values = new double[bytes / sizeof(double)];
        if (Base64.DecodeFromUtf8(text, MemoryMarshal.AsBytes(values.AsSpan()), out int used, out int written) != OperationStatus.Done
            || used != text.Length || written != bytes)
            throw Wrong("base64 of whole doubles");
        _at += end + 1;
        return ImmutableCollectionsMarshal.AsImmutableArray(values);
    }

    /// <summary>Everything up to and with <paramref name="closing"/>, without reading it.</summary>
    public ReadOnlySpan<byte> Upto(ReadOnlySpan<byte> closing)
    {
        ReadOnlySpan<byte> rest = _payload[_at..];
        int end = rest.IndexOf(closing);
        return end < 0 ? throw Wrong(Encoding.UTF8.GetString(closing)) : rest[..(end + closing.Length)];
    }

    public void Skip(int count) => _at += count;

    public readonly InvalidDataException Wrong(string expected) =>
        new($"The payload is not in canonical form: {expected} expected at byte {_at} of {_payload.Length}.");

    private readonly ReadOnlySpan<byte> Digits()
    {
        ReadOnlySpan<byte> rest = _payload[_at..];
        int end = rest.IndexOfAnyExcept(NumberCharacters);
        if (end < 0) end = rest.Length;
        return end == 0 || rest[0] is not ((byte)'-' or (>= (byte)'0' and <= (byte)'9')) ? throw Wrong("a number") : rest[..end];
    }

    private string Escaped()
    {
        var text = new StringBuilder();
        while (true)
        {
            ReadOnlySpan<byte> rest = _payload[_at..];
            int end = rest.IndexOfAny((byte)'"', (byte)'\\');
            if (end < 0) throw Wrong("a closing quote");
            if (!Names.TryDecode(rest[..end], out string plain)) throw Wrong("text in UTF-8 without control characters");
            text.Append(plain);
            _at += end + 1;
            if (rest[end] == '"') return text.ToString();
            if (Next((byte)'"') || Next((byte)'\\')) text.Append((char)_payload[_at++]);
            else if (Next((byte)'u') && _at + 5 <= _payload.Length
                && ushort.TryParse(_payload.Slice(_at + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort c))
            {
                text.Append((char)c);
                _at += 5;
            }
            else throw Wrong("an escape of the canonical form");
        }
    }
}
