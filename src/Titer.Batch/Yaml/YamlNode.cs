namespace Titer.Batch;

/// <summary>A node of a YAML document that knows its place. Scalars are text; what they mean is decided by who reads them.</summary>
public abstract record YamlNode(Place Place)
{
    /// <summary>How an error message calls it.</summary>
    public abstract string Kind { get; }

    /// <summary>Where it stands in the text, in characters from its beginning without a byte order mark.</summary>
    public TextSpan Span { get; init; }
}

/// <summary>Characters from <paramref name="Start"/> up to and without <paramref name="End"/>.</summary>
public readonly record struct TextSpan(int Start, int End);

public sealed record YamlText(string Value, Place Place) : YamlNode(Place)
{
    public override string Kind => Value.Length == 0 ? "nothing" : $"the text '{Excerpt}'";

    private string Excerpt => Value.Length <= 40 ? Value.ReplaceLineEndings(" ") : Value[..40].ReplaceLineEndings(" ") + "...";
}

public sealed record YamlList(List<YamlNode> Items, Place Place) : YamlNode(Place)
{
    public override string Kind => "a list";

    /// <summary>Written in brackets, not on lines of its own.</summary>
    public bool IsFlow { get; init; }
}

/// <param name="KeySpan">Where its key stands, quotes included.</param>
public sealed record YamlEntry(string Key, Place Place, YamlNode Value, TextSpan KeySpan);
