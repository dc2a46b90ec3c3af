namespace Titer.Records.Tests;

/// <summary>A directory of its own for a test, gone afterwards.</summary>
internal sealed class RunDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("titer-records-").FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
