namespace Titer.App.Tests.Architecture;

public sealed class SourceRulesTests
{
    private static IEnumerable<(string Name, string Text)> Sources()
    {
        string src = Path.Combine(Repository.Root, "src");
        return Directory.EnumerateFiles(src, "*.cs", SearchOption.AllDirectories)
            .Select(f => (Name: Path.GetRelativePath(src, f).Replace('\\', '/'), File: f))
            .Where(f => !f.Name.Contains("/bin/", StringComparison.Ordinal) && !f.Name.Contains("/obj/", StringComparison.Ordinal))
            .OrderBy(f => f.Name, StringComparer.Ordinal).Select(f => (f.Name, File.ReadAllText(f.File)));
    }

    [Fact]
    public void No_source_file_takes_time_or_chance_from_the_machine()
    {
        Assert.True(Sources().Count() > 100);
        Assert.Empty(Sources().SelectMany(s => SourceRules.Violations(s.Name, s.Text)));
    }

    [Theory]
    [InlineData("var t = DateTime.Now;")]
    [InlineData("var t = DateTime.UtcNow.AddDays(1);")]
    [InlineData("var t = DateTimeOffset.Now;")]
    [InlineData("var t = System.DateTimeOffset.UtcNow;")]
    [InlineData("Thread.Sleep(5);")]
    [InlineData("await Task.Delay(5);")]
    [InlineData("await Task.Delay(\n    TimeSpan.FromSeconds(1), token);")]
    [InlineData("var r = new Random();")]
    [InlineData("var r = new Random(5);")]
    [InlineData("Random r = new(5);")]
    [InlineData("int i = Random.Shared.Next();")]
    [InlineData("var g = Guid.NewGuid();")]
    [InlineData("long t = Environment.TickCount64;")]
    [InlineData("string url = \"http://x\"; var t = DateTime.Now;")]
    [InlineData("char q = '\"'; /* quote */ var t = DateTime.Now;")]
    [InlineData("long t = Stopwatch.GetTimestamp();")]
    public void Each_violation_is_caught(string code)
    {
        Assert.Single(SourceRules.Violations("Titer.Plant/X.cs", code));
        Assert.StartsWith("Titer.Plant/X.cs", SourceRules.Violations("Titer.Plant/X.cs", $"// fine\n{code}").Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("// DateTime.Now is not used here")]
    [InlineData("/* Thread.Sleep\n   Random.Shared */ int i = 0;")]
    [InlineData("/// <summary>No <c>new Random()</c>.</summary>")]
    [InlineData("await Task.Delay(period, timeProvider, token);")]
    [InlineData("DateTimeOffset now = time.GetUtcNow();")]
    public void What_is_allowed_passes(string code) => Assert.Empty(SourceRules.Violations("Titer.Plant/X.cs", code));

    [Fact]
    public void Wall_time_may_be_printed_by_the_command_line_only()
    {
        Assert.Empty(SourceRules.Violations("Titer.App/X.cs", "long t = Stopwatch.GetTimestamp();"));
        Assert.Single(SourceRules.Violations("Titer.Field/X.cs", "long t = Stopwatch.GetTimestamp();"));
    }

    [Fact]
    public void No_source_file_is_longer_than_400_lines() =>
        Assert.Empty(Sources().Where(s => s.Text.Split('\n').Length > 400).Select(s => s.Name));
}
