using Titer.Core;

namespace Titer.Records;

/// <summary>The lines of a file that nobody vouches for, without their line feeds and with a bound on their length.</summary>
internal static class LineReader
{
    /// <summary>Longest line, bytes: a read-out of 24 million values in base64. What is longer is refused before it fills the memory.</summary>
    public const int Longest = 1 << 28;

    /// <summary>Each line is valid until the next one is asked for. A last line without a line feed is none: the file was cut off in it.</summary>
    /// <param name="file">What messages call it.</param>
    /// <param name="open">Opens it; it is closed at the end.</param>
    /// <exception cref="InputException">The file cannot be read, or a line is longer than any that is written.</exception>
    public static IEnumerable<(long Number, ReadOnlyMemory<byte> Line)> Lines(string file, Func<Stream> open)
    {
        using Stream stream = Open(file, open);
        byte[] bytes = new byte[1 << 16];
        int begin = 0, end = 0;
        long number = 0;
        while (true)
        {
            int feed = bytes.AsSpan(begin, end - begin).IndexOf((byte)'\n');
            if (feed >= 0)
            {
                yield return (++number, bytes.AsMemory(begin, feed));
                begin += feed + 1;
                continue;
            }
            bytes.AsSpan(begin, end - begin).CopyTo(bytes);
            (begin, end) = (0, end - begin);
            if (end == bytes.Length)
            {
                if (end >= Longest) throw new InputException($"{file}:{number + 1}",
                    $"this line has more than {Longest} bytes, and no line of an export has.");
                Array.Resize(ref bytes, end * 2);
            }
            int read = Fill(file, stream, bytes.AsSpan(end));
            if (read == 0) yield break;
            end += read;
        }
    }

    private static Stream Open(string file, Func<Stream> open)
    {
        try
        {
            return open();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new InputException(file, $"the record cannot be opened: {e.Message.TrimEnd('.')}.");
        }
    }

    private static int Fill(string file, Stream stream, Span<byte> room)
    {
        try
        {
            return stream.Read(room);
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            throw new InputException(file, $"the record cannot be read: {e.Message.TrimEnd('.')}.");
        }
    }
}
