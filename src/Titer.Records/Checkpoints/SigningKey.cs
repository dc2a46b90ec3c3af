using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Titer.Core;

namespace Titer.Records;

/// <summary>
/// The private key that signs checkpoints, in a file outside of every record that its owner alone may read: PEM (RFC 7468) with the private key and
/// the line of keys that led to it, each public key after its introduction by the one before. Made on first use.
/// </summary>
public sealed class SigningKey
{
    private const string Private = "PRIVATE KEY", Public = "PUBLIC KEY", Introduction = "TITER INTRODUCTION";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly byte[] _private;

    private SigningKey(byte[] key, ImmutableArray<RecordKey> line) => (_private, Line) = (key, line);

    /// <summary>All keys that led to this one, the oldest first; the last is this one.</summary>
    public ImmutableArray<RecordKey> Line { get; }

    /// <summary>Where the key is when nobody says: <c>titer/signing-key.pem</c> in the folder for the user's configuration.</summary>
    /// <exception cref="InputException">The user has no such folder.</exception>
    public static string DefaultFile => Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData,
        Environment.SpecialFolderOption.DoNotVerify) is { Length: > 0 } folder
        ? Path.Combine(folder, "titer", "signing-key.pem")
        : throw new InputException("there is no folder for the configuration of this user to keep the signing key in; give a file with --key.");

    /// <summary>The key of the file, made now if there is none.</summary>
    /// <exception cref="InputException">The file cannot be made or read, holds no such key, or may be read by others.</exception>
    public static SigningKey OpenOrCreate(string file) => Attempt(file, () =>
    {
        if (File.Exists(file)) return Read(file);
        string folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        // Whoever may write in the folder may exchange the key.
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
        SigningKey key = After(null);
        try
        {
            key.Save(file, overwrite: false);
            return key;
        }
        catch (IOException) when (File.Exists(file))
        {
            // Two runs began at once: the first one's key is the key.
            return Read(file);
        }
    });

    /// <exception cref="InputException">There is no such file, or it holds no such key, or may be read by others.</exception>
    public static SigningKey Open(string file) => Attempt(file, () => Read(file));

    /// <summary>Puts a new key in the place of the old one, which introduces it with its last signature and is gone.</summary>
    /// <inheritdoc cref="Open"/>
    public static SigningKey Rotate(string file) => Attempt(file, () =>
    {
        SigningKey key = After(Read(file));
        key.Save(file, overwrite: true);
        return key;
    });

    public byte[] Sign(ReadOnlySpan<byte> message)
    {
        using var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(_private, out _);
        return key.SignData(message, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }

    private static SigningKey After(SigningKey? old)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        byte[] publicKey = key.ExportSubjectPublicKeyInfo();
        byte[] introduction = old is null ? [] : old.Sign(RecordKey.Message(publicKey));
        return new SigningKey(key.ExportPkcs8PrivateKey(), [.. old?.Line ?? [], new RecordKey(publicKey, introduction)]);
    }

    private static SigningKey Read(string file)
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & ~(OwnerOnly | UnixFileMode.UserExecute)) != 0)
            throw new InputException(file,
                "others may read or write this signing key; take their rights away (chmod 600), and rotate the key if they may have used it.");
        ReadOnlySpan<char> text = File.ReadAllText(file);
        byte[]? secret = null;
        byte[] introduction = [];
        var line = ImmutableArray.CreateBuilder<RecordKey>();
        while (PemEncoding.TryFind(text, out PemFields pem))
        {
            byte[] content = new byte[pem.DecodedDataLength];
            if (!Convert.TryFromBase64Chars(text[pem.Base64Data], content, out _)) throw new CryptographicException("its text is damaged");
            string label = text[pem.Label].ToString();
            if (label == Private) secret = content;
            if (label == Introduction) introduction = content;
            if (label == Public) line.Add(new RecordKey(content, introduction));
            text = text[pem.Location.End..];
        }
        if (secret is null || line.Count == 0) throw new CryptographicException("it holds no key");
        var key = new SigningKey(secret, line.ToImmutable());
        byte[] probe = RecordKey.Message([]);
        return line[^1].Verifies(probe, key.Sign(probe)) ? key : throw new CryptographicException("its private and public key are no pair on P-256");
    }

    private void Save(string file, bool overwrite)
    {
        var text = new StringBuilder(PemEncoding.WriteString(Private, _private)).Append('\n');
        foreach (RecordKey key in Line)
        {
            if (key.Introduction.Length > 0) text.Append(PemEncoding.WriteString(Introduction, key.Introduction.Span)).Append('\n');
            text.Append(PemEncoding.WriteString(Public, key.PublicKey.Span)).Append('\n');
        }
        // Beside it first, so that the file is whole or not there, and never readable by others, not for a moment.
        string beside = $"{file}.{RandomNumberGenerator.GetHexString(8)}.part";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        using (var stream = new FileStream(beside, options))
        {
            stream.Write(Encoding.ASCII.GetBytes(text.ToString()));
            stream.Flush(flushToDisk: true);
        }
        try
        {
            File.Move(beside, file, overwrite);
        }
        catch
        {
            File.Delete(beside);
            throw;
        }
    }

    private static SigningKey Attempt(string file, Func<SigningKey> open)
    {
        try
        {
            return open();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException or NotSupportedException)
        {
            throw new InputException(file, $"the signing key cannot be used: {e.Message.ReplaceLineEndings(" ").TrimEnd('.')}.");
        }
    }
}
