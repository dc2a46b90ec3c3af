namespace Titer.Tests;

/// <summary>What is of use to tests alone; the rest serves the benchmark too.</summary>
internal sealed partial class PostgresServer
{
    private static readonly Lazy<PostgresServer> OfAllTests = new(() => new PostgresServer());

    /// <summary>The server that tests share, started by the first that asks; each uses names of its own.</summary>
    public static PostgresServer Shared
    {
        get
        {
            Require();
            return OfAllTests.Value;
        }
    }

    /// <summary>Skips the test when PostgreSQL is not on this machine.</summary>
    public static void Require()
    {
        if (!IsInstalled) Assert.Skip("PostgreSQL is not installed (apt-get install postgresql); the tests that need it are skipped");
    }
}
