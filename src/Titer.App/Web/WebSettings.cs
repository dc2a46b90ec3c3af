using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Titer.Core;

namespace Titer.App.Web;

/// <summary>Where the pages are: on this machine only, or with TLS.</summary>
/// <param name="Url">Scheme, host and port; port 0 takes a free one.</param>
/// <param name="Certificate">For https; null for http.</param>
internal sealed record WebSettings(Uri Url, X509Certificate2? Certificate)
{
    /// <summary>Log-ins of one address that are answered in a minute; more are refused at once. Accounts lock on their own besides.</summary>
    public int LogInsPerMinute { get; init; } = 20;

    public static WebSettings Local(int port) => new(new Uri($"http://localhost:{port}"), null);

    /// <param name="url">Address to listen on; null for the port on this machine.</param>
    /// <param name="certificate">PEM file of the certificate with those that vouch for it.</param>
    /// <param name="key">PEM file of its key; null when it is in the same file.</param>
    /// <exception cref="InputException">It is no address; or it can be reached from elsewhere and has no certificate.</exception>
    public static WebSettings Of(string? url, int port, string? certificate, string? key)
    {
        if (port is < 0 or > 65_535) throw new InputException($"--port {port}: a port is a whole number from 0 to 65535.");
        if (key is not null && certificate is null) throw new InputException("--certificate-key belongs to a --certificate.");
        X509Certificate2? own = certificate is null ? null : Load(certificate, key);
        if (url is null) return own is null ? Local(port) : new WebSettings(new Uri($"https://localhost:{port}"), own);
        if (!Uri.TryCreate(url, UriKind.Absolute, out Uri? address) || address.Scheme is not ("http" or "https") || address.PathAndQuery != "/")
            throw new InputException($"--url {Visible.Of(url)}: an address looks like https://titer.example.org:5080.");
        if (address.Scheme == "https" && own is null) throw new InputException($"--url {url}: https takes a --certificate.");
        if (address.Scheme == "http" && own is not null) throw new InputException($"--url {url}: a --certificate is for https.");
        if (own is null && !IsLocal(address))
            throw new InputException($"--url {url}: passwords would go over the network in the clear; beyond this machine it is https with a --certificate.");
        return new WebSettings(address, own);
    }

    /// <summary>Only this machine reaches it.</summary>
    public bool IsLoopback => IsLocal(Url);

    private static bool IsLocal(Uri address) =>
        address.Host == "localhost" || (IPAddress.TryParse(address.Host.Trim('[', ']'), out IPAddress? ip) && IPAddress.IsLoopback(ip));

    private static X509Certificate2 Load(string certificate, string? key)
    {
        try
        {
            return X509Certificate2.CreateFromPemFile(certificate, key);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new InputException(certificate, $"the certificate cannot be taken: {e.Message.TrimEnd('.')}.");
        }
    }
}
