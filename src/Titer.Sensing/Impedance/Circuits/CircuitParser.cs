using System.Collections.Immutable;
using Titer.Core;

namespace Titer.Sensing.Impedance.Circuits;

/// <summary>
/// Reads a circuit: <c>series = part { "-" part }</c>, <c>part = element | "p(" series { "," series } ")"</c>, <c>element = symbol
/// [number]</c>. White space is free. A mistake is one sentence with the circuit and a caret below the place.
/// </summary>
internal ref struct CircuitParser(string text)
{
    private const int DeepestNesting = 16, MostElements = 24;

    private readonly string _text = text;
    private int _at, _depth, _elements;

    /// <exception cref="InputException">The text is no circuit.</exception>
    public static CircuitNode Parse(string text)
    {
        var parser = new CircuitParser(text);
        CircuitNode node = parser.Series();
        return parser._at == text.Length ? node : throw (text[parser._at] switch
        {
            ')' => parser.Error("this bracket closes nothing"),
            ',' => parser.Error("a comma separates branches inside p(...) only"),
            char c => parser.Error($"'-' is expected between parts in series, not '{c}'"),
        });
    }

    private CircuitNode Series()
    {
        var parts = ImmutableArray.CreateBuilder<CircuitNode>();
        do parts.Add(Part());
        while (Take('-'));
        // A series in a series is one series; only a bracket could have made it, and there is none but p( ).
        return parts.Count == 1 ? parts[0] : new SeriesNode(parts.ToImmutable());
    }

    private CircuitNode Part()
    {
        Skip();
        int start = _at;
        if (_at == _text.Length || _text[_at] is ')' or ',' or '-')
            throw Error(_text.Length == 0 ? "the circuit is empty" : "an element is missing here");
        while (_at < _text.Length && char.IsAsciiLetter(_text[_at])) _at++;
        string symbol = _text[start.._at];
        if (symbol == "p" && Take('(')) return Parallel(start);
        if (ElementDefinition.Find(symbol) is not { } definition)
        {
            _at = start;
            throw Error(symbol.Length == 0
                ? $"'{_text[start]}' is not part of a circuit"
                : $"'{symbol}' is no element (known: {ElementDefinition.Symbols})");
        }
        int digits = _at;
        while (_at < _text.Length && char.IsAsciiDigit(_text[_at])) _at++;
        if (++_elements > MostElements) throw Error($"a circuit has at most {MostElements} elements");
        string number = _text[digits.._at];
        Skip();
        return new ElementNode(definition, number);
    }

    private ParallelNode Parallel(int start)
    {
        if (++_depth > DeepestNesting) throw Error($"brackets are nested more than {DeepestNesting} deep");
        var branches = ImmutableArray.CreateBuilder<CircuitNode>();
        do branches.Add(Series());
        while (Take(','));
        if (!Take(')')) throw _at == _text.Length
            ? Error($"the bracket opened at position {start + 2} is not closed")
            : Error($"',' or ')' is expected, not '{_text[_at]}'");
        _depth--;
        if (branches.Count == 1)
        {
            _at = start;
            throw Error("a parallel part has at least two branches");
        }
        return new ParallelNode(branches.ToImmutable());
    }

    private bool Take(char c)
    {
        Skip();
        if (_at == _text.Length || _text[_at] != c) return false;
        _at++;
        Skip();
        return true;
    }

    private void Skip()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at])) _at++;
    }

    private readonly InputException Error(string problem) =>
        new($"circuit, position {_at + 1}", $"{problem}.\n  {_text}\n  {new string(' ', _at)}^");
}
