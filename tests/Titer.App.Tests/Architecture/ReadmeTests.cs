using System.Text.RegularExpressions;

namespace Titer.App.Tests.Architecture;

public sealed partial class ReadmeTests
{
    private static string[] Commands()
    {
        string readme = Path.Combine(Repository.Root, "README.md");
        if (!File.Exists(readme)) Assert.Skip("there is no README.md yet");
        return [.. File.ReadLines(readme).Select(l => l.Trim()).Where(l => l.StartsWith("dotnet run ", StringComparison.Ordinal) || l.StartsWith("./", StringComparison.Ordinal))];
    }

    [Fact]
    public void The_README_has_the_command_of_the_main_job_and_that_of_the_tests()
    {
        string[] commands = Commands();
        Assert.Contains(commands, c => c.StartsWith("dotnet run --project src/Titer.App -- run recipes/cho-antigen.yaml", StringComparison.Ordinal));
        Assert.Contains(commands, c => c.StartsWith("./test.sh", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_file_of_the_repository_that_a_command_names_is_there()
    {
        string[] named = [.. Commands().SelectMany(c => Named().Matches(c)).Select(m => m.Value)];
        Assert.NotEmpty(named);
        Assert.All(named, n => Assert.True(Path.Exists(Path.Combine(Repository.Root, n)), $"the README names {n}, which is not there"));
    }

    [GeneratedRegex(@"(?<=^|\s)(\./test\.sh|(src|recipes|bench)/[\w./-]+)")]
    private static partial Regex Named();
}
