namespace Titer.Batch;

/// <summary>A node of a YAML document that knows its place. Scalars are text; what they mean is decided by who reads them.</summary>
public abstract record YamlNode(Place Place)
{
    /// <summary>How an error message calls it.</summary>
    public abstract string Kind { get; }
}

public sealed record YamlText(string Value, Place Place) : YamlNode(Place)
{
    public override string Kind => Value.Length == 0 ? "nothing" : $"the text '{Excerpt}'";

    private string Excerpt => Value.Length <= 40 ? Value.ReplaceLineEndings(" ") : Value[..40].ReplaceLineEndings(" ") + "...";
}

public sealed record YamlList(List<YamlNode> Items, Place Place) : YamlNode(Place)
{
    public override string Kind => "a list";
}

public sealed record YamlEntry(string Key, Place Place, YamlNode Value);
