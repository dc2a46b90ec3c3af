using System.Security.Cryptography;

namespace Titer.App.Web.Api;

/// <summary>A file for one request, under a name that nobody can guess, in a folder that only this program reads.</summary>
internal sealed class TemporaryFile : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("titer-").FullName;

    /// <param name="name">How the name ends.</param>
    public TemporaryFile(string name) => Path = System.IO.Path.Combine(_folder, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)) + name);

    public string Path { get; }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
