namespace Titer.Control.Tests.Predictive.Example;

public sealed class ExampleTests
{
    [Fact]
    public void The_example_of_the_guide_runs_and_keeps_its_limit()
    {
        (double mass, double uptake) = FedBatch.Run();
        Assert.InRange(mass, 100, 400);
        Assert.InRange(uptake, 0.5, 1);
    }

    [Fact]
    public void The_guide_shows_the_example_as_it_runs()
    {
        string[] source = File.ReadAllLines(Path.Combine(Repository.Root, "tests", "Titer.Control.Tests", "Predictive", "Example", "FedBatch.cs"));
        string guide = File.ReadAllText(Path.Combine(Repository.Root, "docs", "predictive.md"));
        Assert.Contains(string.Join('\n', source.SkipWhile(line => !line.StartsWith("/// <summary>Cells", StringComparison.Ordinal))), guide.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }
}
