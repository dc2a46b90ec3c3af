using System.Collections.Immutable;
using System.Text;
using Titer.Core;

namespace Titer.Batch.Editing;

/// <summary>
/// Changes of a YAML text at one place, by the positions of its nodes: every character elsewhere stays, comments, order and spacing with it. Each gives a new text;
/// after it, the node at the path reads as asked and every other node as before.
/// </summary>
public static class YamlEdit
{
    private const char ByteOrderMark = '\uFEFF';

    /// <summary>Reads a text as a file of it would be read.</summary>
    /// <exception cref="InputException">(all members) The text is not valid YAML; the sentence names the line.</exception>
    public static YamlNode Parse(string file, string text) => YamlFile.Parse(new RecipeFile(file, [.. Encoding.UTF8.GetBytes(text)]));

    /// <summary>Puts a value at a path: in place of what is there, or as the last entry of the mapping above.</summary>
    /// <param name="value">A text without blanks at its ends, as values are read without them.</param>
    /// <exception cref="ArgumentException">There is no mapping above, or a whole mapping or list is there.</exception>
    public static string Set(string text, YamlPath path, string value)
    {
        YamlNode root = Parse("", text);
        string wanted = value.Trim();
        switch (path.In(root))
        {
            case YamlText there: return there.Value == wanted ? text : Replace(text, Body(text, there.Span), Scalar(text, there, wanted, InFlow(root, path)));
            case not null: throw new ArgumentException($"'{path}' is no single value.", nameof(path));
        }
        return path.Parent.In(root) is YamlMap map
            ? Insert(text, map, InFlow(root, path), path.Last, inFlow => YamlScalar.Write(wanted, inFlow, quote: null))
            : throw new ArgumentException($"There is no mapping for '{path}'.", nameof(path));
    }

    /// <summary>Puts a mapping of values in braces at a path: in place of the single value there, or as the last entry of the mapping above.</summary>
    /// <exception cref="ArgumentException">There is no mapping above, or a whole mapping or list is there.</exception>
    public static string SetFlow(string text, YamlPath path, IEnumerable<(string Key, string Value)> entries)
    {
        YamlNode root = Parse("", text);
        string braces = $"{{ {string.Join(", ", entries.Select(e => $"{e.Key}: {YamlScalar.Write(e.Value.Trim(), true, null)}"))} }}";
        if (path.In(root) is YamlText there) return Replace(text, Body(text, there.Span), there.Span.End == there.Span.Start ? " " + braces : braces);
        return path.In(root) is null && path.Parent.In(root) is YamlMap map
            ? Insert(text, map, InFlow(root, path), path.Last, _ => braces)
            : throw new ArgumentException($"There is no place for '{path}'.", nameof(path));
    }

    /// <summary>Takes an entry out of its mapping; the whole mapping with it when it was the only one there. Nothing happens when there is none.</summary>
    /// <exception cref="ArgumentException">The entry stands on the line of its list item, as the name of a phase does, and does not go alone.</exception>
    public static string Remove(string text, YamlPath path)
    {
        YamlNode root = Parse("", text);
        if (path.Parts.IsEmpty || path.Parent.In(root) is not YamlMap map || map.Find(path.Last) is not { } entry) return text;
        if (map.Entries.Count == 1 && !path.Parent.Parts.IsEmpty) return Remove(text, path.Parent);
        int at = map.Entries.IndexOf(entry);
        if (map.IsFlow || InFlow(root, path.Parent))
        {
            return Replace(text, Offset(text, at > 0 ? new TextSpan(map.Entries[at - 1].Value.Span.End, entry.Value.Span.End)
                : new TextSpan(entry.KeySpan.Start, map.Entries.Count > 1 ? map.Entries[1].KeySpan.Start : entry.Value.Span.End)), "");
        }
        TextSpan whole = Offset(text, new TextSpan(entry.KeySpan.Start, entry.Value.Span.End));
        int start = LineStart(text, whole.Start), end = LineEnd(text, Trimmed(text, whole).End);
        if (!string.IsNullOrWhiteSpace(text[start..whole.Start].Trim(ByteOrderMark)))
            throw new ArgumentException($"'{path}' stands on the line of its list item.", nameof(path));
        return text[..start] + text[NextLine(text, end)..];
    }

    private static string Insert(string text, YamlMap map, bool inFlow, string key, Func<bool, string> value)
    {
        string name = YamlScalar.Write(key, inFlow || map.IsFlow, null);
        if (map.IsFlow)
        {
            TextSpan braces = Offset(text, map.Span);
            if (map.Entries.Count == 0) return text[..(braces.Start + 1)] + $" {name}: {value(true)} " + text[(braces.End - 1)..];
            int behind = Offset(text, map.Entries[^1].Value.Span).End;
            return text[..behind] + $", {name}: {value(true)}" + text[behind..];
        }
        TextSpan first = Offset(text, map.Entries[0].KeySpan), last = Trimmed(text, Offset(text, map.Span));
        string indent = new(' ', first.Start - LineStart(text, first.Start)), newLine = text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        int end = LineEnd(text, last.End);
        return text[..end] + newLine + $"{indent}{name}: {value(false)}" + text[end..];
    }

    private static string Scalar(string text, YamlText there, string value, bool inFlow)
    {
        TextSpan span = Offset(text, there.Span);
        char? quote = span.End > span.Start && text[span.Start] is '\'' or '"' ? text[span.Start] : null;
        string written = YamlScalar.Write(value, inFlow, quote);
        return span.End == span.Start && span.Start > 0 && text[span.Start - 1] == ':' ? " " + written : written;
    }

    /// <summary>Whether what is at a path stands within braces or brackets.</summary>
    private static bool InFlow(YamlNode root, YamlPath path)
    {
        for (ImmutableArray<string> above = path.Parts; !above.IsEmpty;)
        {
            above = above[..^1];
            if (new YamlPath(above).In(root) is YamlMap { IsFlow: true } or YamlList { IsFlow: true }) return true;
        }
        return false;
    }

    private static string Replace(string text, TextSpan span, string by) => text[..span.Start] + by + text[span.End..];

    /// <summary>The value alone: a value over several lines is read with the line breaks behind it.</summary>
    private static TextSpan Body(string text, TextSpan span) => Trimmed(text, Offset(text, span));

    private static TextSpan Trimmed(string text, TextSpan span)
    {
        int end = span.End;
        while (end > span.Start && char.IsWhiteSpace(text[end - 1])) end--;
        return span with { End = end };
    }

    private static TextSpan Offset(string text, TextSpan span) =>
        text.StartsWith(ByteOrderMark) ? new TextSpan(span.Start + 1, span.End + 1) : span;

    private static int LineStart(string text, int at) => at == 0 ? 0 : text.LastIndexOf('\n', at - 1) + 1;

    private static int LineEnd(string text, int at)
    {
        int end = text.IndexOf('\n', at);
        return end < 0 ? text.Length : end > 0 && text[end - 1] == '\r' ? end - 1 : end;
    }

    private static int NextLine(string text, int end)
    {
        int at = text.IndexOf('\n', end);
        return at < 0 ? text.Length : at + 1;
    }
}
