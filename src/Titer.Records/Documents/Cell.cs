namespace Titer.Records.Documents;

/// <summary>How a piece of text stands out. From <see cref="Plain"/> on it is a word in a coloured frame.</summary>
public enum Tone
{
    Text,
    /// <summary>A hash: in type of one width, broken anywhere.</summary>
    Hash,
    Plain,
    Ok,
    Warn,
    Bad,
}

/// <summary>One piece of text of a document, safe to show: see <see cref="Printed.Safe"/>.</summary>
public readonly record struct Cell
{
    public Cell(string text, Tone tone = Tone.Text)
    {
        Text = Printed.Safe(text);
        Tone = tone == Tone.Text && Text.Length >= 40 && Text.All(char.IsAsciiHexDigit) ? Tone.Hash : tone;
    }

    public string Text { get; }
    public Tone Tone { get; }
    public bool IsBadge => Tone >= Tone.Plain;

    /// <summary>Key of the section that the text points to; empty when it points nowhere. Renderers add its number, and its page where there are pages.</summary>
    public string Section { get; init; } = "";

    /// <summary>A pointer to a section.</summary>
    public static Cell To(string section) => new("") { Section = section };

    public static implicit operator Cell(string text) => new(text);
}
