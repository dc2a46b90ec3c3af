using System.Collections.Immutable;
using System.Text;
using Titer.Core;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Titer.Batch;

/// <summary>
/// Reads one YAML document into nodes with places. The subset that recipes and settings need: mappings with text keys, lists, scalars.
/// Anchors, aliases and tags are refused: such a file is read by people who should find a value where it is used.
/// </summary>
public static class YamlFile
{
    private const int DeepestNesting = 32;

    // A recipe is some kilobytes; a file of this size is something else.
    private const int LargestFile = 1 << 20;

    public static RecipeFile Load(string path, Place? askedFrom = null)
    {
        string name = path.Replace('\\', '/');
        try
        {
            if (Directory.Exists(path)) throw Error("is a folder, not a file");
            using FileStream stream = File.OpenRead(path);
            if (stream.Length > LargestFile) throw Error($"is larger than {LargestFile >> 20} MiB, which is no file of settings");
            byte[] content = new byte[stream.Length];
            stream.ReadExactly(content);
            return new RecipeFile(name, ImmutableArray.Create(content));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Error("does not exist");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Error("cannot be read: " + e.Message.ReplaceLineEndings(" ").TrimEnd('.'));
        }

        InputException Error(string problem) => askedFrom is { } place
            ? place.Error($"the equipment file '{name}' {problem}.")
            : new InputException(name, $"the file {problem}.");
    }

    public static YamlNode Parse(RecipeFile file)
    {
        using var reader = new StringReader(Decode(file));
        var scanner = new Scanner(reader);
        var parser = new Parser(scanner);
        var open = new Stack<Place>();
        try
        {
            parser.Consume<StreamStart>();
            if (!parser.TryConsume<DocumentStart>(out _)) throw new Place(file.Name, 1).Error("the file is empty.");
            YamlNode root = Node(parser, file.Name, open);
            parser.Consume<DocumentEnd>();
            if (parser.TryConsume<DocumentStart>(out DocumentStart? second))
                throw At(file.Name, second.Start).Error("a second YAML document begins here; a file holds one.");
            return root;
        }
        catch (YamlException e)
        {
            Mark mark = e.Start.Index > 0 ? e.Start : scanner.CurrentPosition;
            throw At(file.Name, mark).Error($"this is not valid YAML: {Sentence(e.Message)}.");
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or IndexOutOfRangeException)
        {
            // YamlDotNet's scanner trips over some files that are not YAML, a bracket that stays open for one.
            Place place = open.Count > 0 ? open.Peek() : At(file.Name, scanner.CurrentPosition);
            throw place.Error("this is not valid YAML: a bracket, brace or quote may be left open.");
        }
    }

    /// <param name="open">Where each collection around this node begins.</param>
    private static YamlNode Node(Parser parser, string file, Stack<Place> open)
    {
        Place place = parser.Current is { } current ? At(file, current.Start) : new Place(file, 1);
        if (open.Count > DeepestNesting) throw place.Error($"this is nested more than {DeepestNesting} deep.");
        if (parser.TryConsume<AnchorAlias>(out AnchorAlias? alias))
            throw place.Error($"'*{alias.Value}' is an alias; write the value out where it is used.");
        if (parser.Current is NodeEvent { Anchor.IsEmpty: false } anchored)
            throw place.Error($"'&{anchored.Anchor.Value}' is an anchor; write values out where they are used.");
        if (parser.Current is NodeEvent { Tag: { IsEmpty: false, IsNonSpecific: false } } tagged)
            throw place.Error($"'{tagged.Tag.Value}' is a YAML tag, which is not used here.");
        if (parser.TryConsume<Scalar>(out Scalar? scalar)) return new YamlText(scalar.Value.Trim(), place) { Span = Span(scalar.Start, scalar.End) };

        // Pushed before the beginning is consumed, because consuming it looks ahead into what is inside.
        open.Push(place);
        YamlNode node = parser.TryConsume<SequenceStart>(out SequenceStart? begin) ? Items(parser, file, place, open, begin) : Entries(parser, file, place, open);
        open.Pop();
        return node;
    }

    private static YamlList Items(Parser parser, string file, Place place, Stack<Place> open, SequenceStart begin)
    {
        var items = new List<YamlNode>();
        while (!parser.Accept<SequenceEnd>(out _)) items.Add(Node(parser, file, open));
        SequenceEnd end = parser.Consume<SequenceEnd>();
        bool flow = begin.Style == SequenceStyle.Flow;
        return new YamlList(items, place) { IsFlow = flow, Span = flow ? Flow(begin.Start, end.Start) : Around(begin.Start, items) };
    }

    private static YamlMap Entries(Parser parser, string file, Place place, Stack<Place> open)
    {
        MappingStart begin = parser.Consume<MappingStart>();
        var entries = new List<YamlEntry>();
        while (!parser.Accept<MappingEnd>(out _))
        {
            if (Node(parser, file, open) is not YamlText key) throw place.Error("a key must be a text.");
            if (entries.Find(e => e.Key == key.Value) is { } first)
                throw key.Place.Error($"'{key.Value}' is here a second time; the first is on line {first.Place.Line}.");
            entries.Add(new YamlEntry(key.Value, key.Place, Node(parser, file, open), key.Span));
        }
        MappingEnd end = parser.Consume<MappingEnd>();
        bool flow = begin.Style == MappingStyle.Flow;
        return new YamlMap(entries, place) { IsFlow = flow, Span = flow ? Flow(begin.Start, end.Start) : Around(begin.Start, entries.ConvertAll(e => e.Value)) };
    }

    // The end that the parser gives for a block is the beginning of what follows it, behind comments and blank lines.
    private static TextSpan Around(Mark start, List<YamlNode> inside) => new((int)start.Index, inside.Count > 0 ? inside[^1].Span.End : (int)start.Index);

    // The scanner gives the closing brace no length.
    private static TextSpan Flow(Mark start, Mark brace) => new((int)start.Index, (int)brace.Index + 1);

    private static TextSpan Span(Mark start, Mark end) => new((int)start.Index, (int)end.Index);

    private static string Decode(RecipeFile file)
    {
        ReadOnlySpan<byte> bytes = file.Content.AsSpan();
        if (bytes.StartsWith("\uFEFF"u8)) bytes = bytes[3..];
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException e)
        {
            int line = 1 + bytes[..Math.Clamp(e.Index, 0, bytes.Length)].Count((byte)'\n');
            throw new Place(file.Name, line).Error("the file is not UTF-8.");
        }
    }

    private static Place At(string file, Mark mark) => new(file, (int)Math.Max(1, mark.Line));

    private static string Sentence(string message)
    {
        string text = message.ReplaceLineEndings(" ").Trim().TrimEnd('.');
        return text.Length > 1 && char.IsUpper(text[0]) && char.IsLower(text[1]) ? char.ToLowerInvariant(text[0]) + text[1..] : text;
    }
}
