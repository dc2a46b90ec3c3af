using CsCheck;
using Titer.Batch.Editing;
using Titer.Batch.Tests.Charts;

namespace Titer.Batch.Tests.Editing;

public class YamlEditTests
{
    private static readonly string[] Shippeds = ["cho-antigen.yaml", "cho-antigen-predictive.yaml", "mrna-ivt.yaml", "presens-monitor.yaml"];

    private static readonly Gen<string> Value = Gen.OneOf(
        Gen.String[Gen.Char["ab 0:#'\"{}[],\\-?&*!|>%@`\té\u202e\u0001\n\r"], 0, 12],
        Gen.Int[0, 5].Select(i => (string[])["36.8 Cel", "- x", "-5 Cel", "# none", "a: b", "true"] is var all ? all[i] : ""));

    public static TheoryData<string> Files => [.. Shippeds];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_value_of_a_shipped_recipe_can_be_set_and_nothing_else_changes(string file)
    {
        string text = File.ReadAllText(Path.Combine(Shipped.Folder, file));
        Gen.Select(Gen.Int[0, 10_000], Value).ForAll(60, pick => SetsOneThing(text, pick.Item1, pick.Item2));
        SetsOneThing("\uFEFF" + text.Replace("\n", "\r\n"), 5, "x");
    }

    [Fact]
    public void Every_value_of_a_generated_recipe_can_be_set_and_nothing_else_changes() =>
        Gen.Select(GeneratedRecipes.Text, Gen.Int[0, 10_000], Value).ForAll(150, pick => SetsOneThing(pick.Item1, pick.Item2, pick.Item3));

    [Fact]
    public void A_new_entry_is_read_back_and_goes_again_without_a_trace() => Gen.Select(GeneratedRecipes.Text, Gen.Int[0, 10_000], Value).ForAll(150, pick =>
    {
        YamlNode root = YamlEdit.Parse("", pick.Item1);
        YamlPath[] maps = [.. Nodes(root, new YamlPath([])).Where(n => n.Node is YamlMap).Select(n => n.Path)];
        YamlPath path = maps[pick.Item2 % maps.Length].Add("new-key");
        string added = YamlEdit.Set(pick.Item1, path, pick.Item3);
        Assert.Equal(pick.Item3.Trim(), Assert.IsType<YamlText>(path.In(YamlEdit.Parse("", added))).Value);
        Assert.Equal(pick.Item1, YamlEdit.Remove(added, path));
    });

    [Fact]
    public void Removing_an_entry_leaves_every_other_value() => Gen.Select(GeneratedRecipes.Text, Gen.Int[0, 10_000]).ForAll(150, pick =>
    {
        var all = Values(YamlEdit.Parse("", pick.Item1));
        (YamlPath path, _) = all[pick.Item2 % all.Count];
        if (path.Last is "unit-procedure" or "operation") return;
        string text = YamlEdit.Remove(pick.Item1, path);
        List<(YamlPath, string)> left = Values(YamlEdit.Parse("", text));
        Assert.Equal(all.Where(v => v.Path != path), left);
    });

    [Theory]
    [InlineData("a: { x: 1 }  # why\nb: 2\n", "a/x", "2", "a: { x: 2 }  # why\nb: 2\n")]
    [InlineData("a:\n  x: 1 # one\n\n# end\n", "a/y", "2", "a:\n  x: 1 # one\n  y: 2\n\n# end\n")]
    [InlineData("a: {}\n", "a/y", "1, 2", "a: { y: '1, 2' }\n")]
    [InlineData("a: '%' # part\n", "a", "5 %", "a: '5 %' # part\n")]
    [InlineData("a:\nb: 1\n", "a", "x", "a: x\nb: 1\n")]
    [InlineData("a: |\n  one\n  two\nb: 1\n", "a", "three", "a: three\nb: 1\n")]
    [InlineData("- p: 1\n  q: 2\n- p: 3", "1/q", "x: y", "- p: 1\n  q: 2\n- p: 3\n  q: 'x: y'")]
    public void An_edit_takes_as_few_characters_as_it_can(string text, string path, string value, string expected) =>
        Assert.Equal(expected, YamlEdit.Set(text, YamlPath.Of(path.Split('/')), value));

    [Theory]
    [InlineData("a: { x: 1, y: 2, z: 3 }\n", "a/y", "a: { x: 1, z: 3 }\n")]
    [InlineData("a: { x: 1, y: 2 }\n", "a/x", "a: { y: 2 }\n")]
    [InlineData("a: { x: { y: 1 } }\nb: 2\n", "a/x/y", "b: 2\n")]
    [InlineData("a:\n  x: 1 # one\n  y: 2 # two\nb: 1", "a/y", "a:\n  x: 1 # one\nb: 1")]
    public void What_goes_goes_with_its_comment_and_an_empty_mapping_with_it(string text, string path, string expected) =>
        Assert.Equal(expected, YamlEdit.Remove(text, YamlPath.Of(path.Split('/'))));

    [Fact]
    public void A_set_point_of_one_value_becomes_one_with_a_tolerance()
    {
        string text = "set:\n  temperature: warm # as before\n  glucose: off\n";
        Assert.Equal("set:\n  temperature: { to: warm, tolerance: 0.5 Cel } # as before\n  glucose: off\n",
            YamlEdit.SetFlow(text, YamlPath.Of("set", "temperature"), [("to", "warm"), ("tolerance", "0.5 Cel")]));
    }

    private static void SetsOneThing(string text, int pick, string value)
    {
        List<(YamlPath Path, string Value)> before = Values(YamlEdit.Parse("", text));
        (YamlPath path, string old) = before[pick % before.Count];
        string now = YamlEdit.Set(text, path, value);
        Assert.Equal(before.Select(v => v.Path == path ? (v.Path, value.Trim()) : v), Values(YamlEdit.Parse("", now)));
        int same = text.Zip(now).TakeWhile(c => c.First == c.Second).Count();
        int alsoSame = text.Reverse().Zip(now.Reverse()).TakeWhile(c => c.First == c.Second).Count();
        Assert.True(text.Length - same - alsoSame <= Math.Max(old.Length + 8, text.Length / 20), "more was changed than the value");
        Assert.Equal(Comments(text), Comments(now));
    }

    private static string[] Comments(string text) => [.. text.Split('\n').Where(l => l.TrimStart().StartsWith('#')).Select(l => l.TrimEnd('\r'))];

    private static List<(YamlPath Path, string Value)> Values(YamlNode root) =>
        [.. Nodes(root, new YamlPath([])).Where(n => n.Node is YamlText).Select(n => (n.Path, ((YamlText)n.Node).Value))];

    private static IEnumerable<(YamlPath Path, YamlNode Node)> Nodes(YamlNode node, YamlPath path) => node switch
    {
        YamlMap map => map.Entries.SelectMany(e => Nodes(e.Value, path.Add(e.Key))).Prepend((path, map)),
        YamlList list => list.Items.SelectMany((item, i) => Nodes(item, path.Add(i))).Prepend((path, list)),
        _ => [(path, node)],
    };
}
