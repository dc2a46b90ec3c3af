using System.Security.Cryptography;
using Titer.Core;

namespace Titer.Records;

/// <summary>A public key that signs checkpoints of a record. The first one stands for itself; each later one is introduced by the one before
/// it.</summary>
/// <param name="PublicKey">P-256, SubjectPublicKeyInfo in DER (RFC 5480).</param>
/// <param name="Introduction">Signature of the key before over <see cref="Message"/>; empty for the first.</param>
public sealed record RecordKey(ReadOnlyMemory<byte> PublicKey, ReadOnlyMemory<byte> Introduction)
{
    /// <summary>SHA-256 of the public key, 64 lower-case hexadecimal digits: what people compare.</summary>
    public string Fingerprint => ContentHash.Of(PublicKey.Span);

    /// <summary>The bytes that introduce a key: a line that says what they are, and the key.</summary>
    public static byte[] Message(ReadOnlySpan<byte> publicKey) => [.. "titer signing key 1\n"u8, .. publicKey];

    /// <summary>Whether this key made the signature over the message; false also when it is no P-256 key.</summary>
    public bool Verifies(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        try
        {
            using var key = ECDsa.Create();
            key.ImportSubjectPublicKeyInfo(PublicKey.Span, out int read);
            return read == PublicKey.Length && key.ExportParameters(false).Curve.Oid.Value == ECCurve.NamedCurves.nistP256.Oid.Value
                && key.VerifyData(message, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        }
        catch (Exception e) when (e is CryptographicException or PlatformNotSupportedException)
        {
            return false;
        }
    }
}
