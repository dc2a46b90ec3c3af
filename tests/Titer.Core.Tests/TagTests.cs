using CsCheck;

namespace Titer.Core.Tests;

public class TagTests
{
    private static readonly Gen<string> Names = Gen.String[Gen.Char["abcXYZ019-_./"], 1, 20];

    [Fact]
    public void A_tag_is_its_name() => Names.ForAll(500, name =>
    {
        var tag = new Tag(name);
        Assert.Equal(name, tag.Name);
        Assert.Equal(name, tag.ToString());
        Assert.Equal(tag, new Tag(tag.ToString()));
    });

    [Theory]
    [InlineData("feed pump", "' '")]
    [InlineData("glucose;DROP", "';'")]
    [InlineData("température", "'é'")]
    public void A_name_with_a_foreign_character_is_refused_by_naming_it(string name, string character)
    {
        var refused = Assert.Throws<ArgumentException>(() => new Tag(name));
        Assert.Contains($"'{name}' is not a tag: {character}", refused.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData(null)]
    public void A_tag_is_never_empty(string? name) => Assert.ThrowsAny<ArgumentException>(() => new Tag(name!));

    [Fact]
    public void Case_distinguishes_tags() => Assert.NotEqual(new Tag("pH"), new Tag("PH"));

    [Fact]
    public void Tags_are_ordered_by_character_code_in_every_culture() => Gen.Select(Names, Names).ForAll(500, pair =>
    {
        Tag a = new(pair.Item1), b = new(pair.Item2);
        int order = Math.Sign(string.CompareOrdinal(pair.Item1, pair.Item2));
        Assert.Equal(order, Math.Sign(a.CompareTo(b)));
        Assert.Equal((order < 0, order > 0, order <= 0, order >= 0), ((a < b), (a > b), (a <= b), (a >= b)));
        Assert.Equal(order == 0, a == b);
    });
}
