using System.Xml.Linq;

namespace Titer.App.Tests.Architecture;

/// <summary>Who may know whom: the project references against the table of docs/architecture.md.</summary>
public sealed class RoomsTests
{
    private static SortedSet<string> References(string project) =>
        [.. XDocument.Load(project).Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/')))];

    private static string[] Projects(string folder) =>
        [.. Directory.GetDirectories(Path.Combine(Repository.Root, folder)).Select(d => Path.Combine(d, Path.GetFileName(d) + ".csproj")).Where(File.Exists).Order(StringComparer.Ordinal)];

    private static readonly string[] Rooms = [.. Projects("src").Select(p => Path.GetFileNameWithoutExtension(p)!)];

    /// <summary>The rows below <c>| room | knows |</c>, with "all", "all but X" and "nobody" written out.</summary>
    private static SortedDictionary<string, SortedSet<string>> Table(IEnumerable<string> page, string[] rooms)
    {
        var table = new SortedDictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        foreach (string row in page.SkipWhile(l => l.Trim() != "| room | knows |").Skip(2).TakeWhile(l => l.StartsWith('|')))
        {
            string[] cells = [.. row.Trim().Trim('|').Split('|').Select(c => c.Trim().Replace("`", "", StringComparison.Ordinal))];
            string[] not = cells[1].StartsWith("all but ", StringComparison.Ordinal) ? [.. cells[1]["all but ".Length..].Split(',').Select(Full)] : [];
            table[cells[0]] = cells[1] == "nobody" ? []
                : cells[1] == "all" || not.Length > 0 ? [.. rooms.Except(not).Where(r => r != cells[0])]
                : [.. cells[1].Split(',').Select(Full)];
        }
        return table;

        static string Full(string room) => $"Titer.{room.Trim()}";
    }

    private static IEnumerable<string> Differences(SortedDictionary<string, SortedSet<string>> table, IEnumerable<(string Room, SortedSet<string> Knows)> projects)
    {
        foreach ((string room, SortedSet<string> knows) in projects)
        {
            if (!table.TryGetValue(room, out SortedSet<string>? may)) yield return $"{room} is not in the table";
            else if (!may.SetEquals(knows)) yield return $"{room} knows {string.Join(", ", knows)}, and the table says {string.Join(", ", may)}";
        }
    }

    private static readonly SortedDictionary<string, SortedSet<string>> Documented = Table(File.ReadLines(Path.Combine(Repository.Root, "docs", "architecture.md")), Rooms);

    [Fact]
    public void Each_room_knows_whom_the_documentation_says()
    {
        Assert.NotEmpty(Rooms);
        Assert.Empty(Differences(Documented, Projects("src").Select(p => (Path.GetFileNameWithoutExtension(p)!, References(p)))));
        Assert.Equal(Rooms, Documented.Keys);
    }

    [Theory]
    [InlineData("Titer.Core", "Titer.Numerics")]
    [InlineData("Titer.Records", "Titer.Core,Titer.Plant")]
    [InlineData("Titer.Plant", "Titer.Core")]
    [InlineData("Titer.Secret", "")]
    public void A_reference_too_many_or_too_few_and_an_unknown_room_are_caught(string room, string knows) =>
        Assert.Single(Differences(Documented, [(room, [.. knows.Split(',', StringSplitOptions.RemoveEmptyEntries)])]));

    [Fact]
    public void A_test_project_references_the_room_it_tests_and_what_that_brings()
    {
        foreach (string project in Projects("tests"))
        {
            string room = Path.GetFileNameWithoutExtension(project)[..^".Tests".Length];
            SortedSet<string> references = References(project);
            Assert.True(references.Contains(room), $"{project} does not reference {room}");
            Assert.All(references.Where(r => r != room), r => Assert.Contains(r, Documented[room]));
        }
    }

    [Fact]
    public void Every_package_has_one_version_in_one_place_and_every_version_is_used()
    {
        string[] projects = [.. Directory.GetFiles(Repository.Root, "*.csproj", SearchOption.AllDirectories), Path.Combine(Repository.Root, "tests", "Directory.Build.props")];
        XElement[] used = [.. projects.SelectMany(p => XDocument.Load(p).Descendants("PackageReference"))];
        Assert.All(used, u => Assert.Null(u.Attribute("Version") ?? u.Attribute("VersionOverride")));
        string[] versions = [.. XDocument.Load(Path.Combine(Repository.Root, "Directory.Packages.props")).Descendants("PackageVersion").Select(v => v.Attribute("Include")!.Value)];
        Assert.Equal(versions.Distinct().Order(StringComparer.Ordinal), used.Select(u => u.Attribute("Include")!.Value).Distinct().Order(StringComparer.Ordinal));
    }
}
