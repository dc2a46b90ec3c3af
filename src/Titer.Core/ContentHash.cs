using System.Security.Cryptography;
using System.Text;

namespace Titer.Core;

/// <summary>SHA-256 of content, as 64 lower-case hexadecimal digits: the identity of models, calibrations and recipes in the record.</summary>
public static class ContentHash
{
    public static string Of(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    public static string Of(string content) => Of(Encoding.UTF8.GetBytes(content));
}
