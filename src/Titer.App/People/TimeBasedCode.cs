using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Titer.App.People;

/// <summary>
/// Time-based one-time passwords, RFC 6238 with HMAC-SHA-1, six digits and steps of 30 s, which every authenticator app knows. Identity's own
/// provider takes a code for as long as it is valid, again and again, and asks the machine's clock.
/// </summary>
internal static class TimeBasedCode
{
    public const int Digits = 6;

    private const int Seconds = 30;

    // One step to either side allows for a slow typist and clocks 30 s apart (RFC 6238, 5.2).
    private const int Tolerance = 1;

    /// <summary>The time step in which the code is the one of this key; null when it is not near now, or was not after
    /// <paramref name="last"/>.</summary>
    public static long? StepOf(string code, byte[] key, DateTimeOffset now, long last)
    {
        if (code.Length != Digits || !code.All(char.IsAsciiDigit)) return null;
        long step = now.ToUnixTimeSeconds() / Seconds;
        for (long s = step - Tolerance; s <= step + Tolerance; s++)
        {
            if (s > last && CryptographicOperations.FixedTimeEquals(
                System.Text.Encoding.ASCII.GetBytes(code), System.Text.Encoding.ASCII.GetBytes(At(key, s))))
                return s;
        }
        return null;
    }

    /// <summary>The code at a moment.</summary>
    public static string At(byte[] key, DateTimeOffset time) => At(key, time.ToUnixTimeSeconds() / Seconds);

    /// <summary>The address that authenticator apps read (the "Key Uri Format" of Google Authenticator).</summary>
    public static string Uri(string site, string name, string key) =>
        $"otpauth://totp/{System.Uri.EscapeDataString(site)}:{System.Uri.EscapeDataString(name)}?secret={key}"
        + $"&issuer={System.Uri.EscapeDataString(site)}&algorithm=SHA1&digits={Digits}&period={Seconds}";

    /// <summary>Base 32 without padding (RFC 4648, 6) into bytes.</summary>
    public static byte[] FromBase32(string text)
    {
        byte[] bytes = new byte[text.Length * 5 / 8];
        int at = 0, bits = 0, value = 0;
        foreach (char c in text)
        {
            value = (value << 5 | (c is >= 'A' and <= 'Z' ? c - 'A' : c - '2' + 26)) & 0xFFF;
            bits += 5;
            if (bits < 8) continue;
            bits -= 8;
            bytes[at++] = (byte)(value >> bits);
        }
        return bytes;
    }

    private static string At(byte[] key, long step)
    {
        Span<byte> counter = stackalloc byte[8], hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
#pragma warning disable CA5350 // HMAC-SHA-1 is what RFC 6238 and the apps ask for; collisions of SHA-1 do not touch its HMAC.
        HMACSHA1.HashData(key, counter, hash);
#pragma warning restore CA5350
        int offset = hash[^1] & 0xF;
        int number = BinaryPrimitives.ReadInt32BigEndian(hash[offset..]) & 0x7FFF_FFFF;
        return (number % 1_000_000).ToString("D6");
    }
}
