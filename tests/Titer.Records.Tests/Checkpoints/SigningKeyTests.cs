using System.Diagnostics;
using Titer.Core;

namespace Titer.Records.Tests;

public sealed class SigningKeyTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string File => _folder["titer/signing-key.pem"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_is_made_once_and_only_its_owner_may_read_it()
    {
        string made = SigningKey.OpenOrCreate(File).Line.Single().Fingerprint;
        Assert.Equal(made, SigningKey.OpenOrCreate(File).Line.Single().Fingerprint);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(File)!));
    }

    [Fact]
    public async Task Runs_that_begin_at_once_share_the_first_one()
    {
        string[] keys = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => SigningKey.OpenOrCreate(File).Line[^1].Fingerprint)));
        Assert.Single(keys.Distinct());
    }

    [Fact]
    public void One_that_others_may_read_is_refused()
    {
        SigningKey.OpenOrCreate(File);
        if (OperatingSystem.IsWindows()) Assert.Skip("file modes are of Unix");
        else System.IO.File.SetUnixFileMode(File, UnixFileMode.UserRead | UnixFileMode.GroupRead);
        Assert.Contains("chmod 600", Assert.Throws<InputException>(() => SigningKey.OpenOrCreate(File)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no key at all")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n")]
    public void A_file_that_holds_no_key_is_refused_and_not_replaced(string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        System.IO.File.WriteAllText(File, content);
        if (!OperatingSystem.IsWindows()) System.IO.File.SetUnixFileMode(File, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Assert.Contains(File, Assert.Throws<InputException>(() => SigningKey.OpenOrCreate(File)).Message, StringComparison.Ordinal);
        Assert.Equal(content, System.IO.File.ReadAllText(File));
    }

    [Fact]
    public void Its_signatures_are_those_that_openssl_verifies()
    {
        if (!Available()) Assert.Skip("openssl is not installed");
        SigningKey key = SigningKey.OpenOrCreate(File);
        byte[] message = RecordKey.Message([1, 2, 3]);
        System.IO.File.WriteAllBytes(_folder["message"], message);
        System.IO.File.WriteAllBytes(_folder["signature"], key.Sign(message));
        System.IO.File.WriteAllText(_folder["public.pem"], System.Security.Cryptography.PemEncoding.WriteString("PUBLIC KEY", key.Line[^1].PublicKey.Span));
        Assert.Contains("Verified OK", OpenSsl("dgst", "-sha256", "-verify", _folder["public.pem"], "-signature", _folder["signature"], _folder["message"]), StringComparison.Ordinal);
        Assert.Contains("prime256v1", OpenSsl("pkey", "-pubin", "-in", _folder["public.pem"], "-noout", "-text"), StringComparison.Ordinal);
    }

    private static bool Available() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(d => System.IO.File.Exists(Path.Combine(d, "openssl")));

    private static string OpenSsl(params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo("openssl", arguments) { RedirectStandardOutput = true })!;
        return process.StandardOutput.ReadToEnd();
    }
}
