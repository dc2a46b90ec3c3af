using Titer.Core;

namespace Titer.Batch;

/// <summary>
/// Recursive descent over the text of a transition:
/// <code>
/// condition = term { "or" term }          term = factor { "and" factor }
/// factor    = "(" condition ")" | "confirm" '"' text '"' [ "by" "two" ] | "end-of-data"
///           | ("elapsed" | "batch-elapsed" | reading) ("&lt;" | "&lt;=" | "&gt;" | "&gt;=") value
///           | reading "within" ("tolerance" | value "of set point")
/// value     = number unit | parameter
/// </code>
/// Names, units and dimensions are checked here, so that a condition once made can be evaluated without a doubt.
/// </summary>
internal ref struct ConditionParser
{
    private const int DeepestNesting = 32;
    private const int MostComparisons = 64;

    private readonly string _text;
    private readonly Place _place;
    private readonly RecipeValues _values;
    private readonly Equipment _equipment;
    private int _at;
    private int _depth;
    private int _comparisons;

    private ConditionParser(string text, Place place, RecipeValues values, Equipment equipment) =>
        (_text, _place, _values, _equipment) = (text, place, values, equipment);

    public static Transition Parse(string text, Place place, RecipeValues values, Equipment equipment)
    {
        var parser = new ConditionParser(text, place, values, equipment);
        Condition condition = parser.Or();
        if (!parser.AtEnd()) throw parser.Error("expected 'and', 'or' or the end");
        return new Transition(text, condition, place);
    }

    private Condition Or()
    {
        if (++_depth > DeepestNesting) throw Error($"nested more than {DeepestNesting} deep");
        Condition left = And();
        while (TryWord("or")) left = new AnyOf(left, And());
        _depth--;
        return left;
    }

    private Condition And()
    {
        Condition left = Factor();
        while (TryWord("and")) left = new AllOf(left, Factor());
        return left;
    }

    private Condition Factor()
    {
        if (TrySign("("))
        {
            Condition inner = Or();
            return TrySign(")") ? inner : throw Error("expected ')'");
        }
        if (++_comparisons > MostComparisons) throw Error($"more than {MostComparisons} comparisons");
        int start = Skip();
        string word = Word();
        switch (word)
        {
            case "confirm": return new Confirmation(Quoted(), Persons());
            case "end-of-data": return new EndOfData();
            case "elapsed": return OnClock(Clock.Elapsed);
            case "batch-elapsed": return OnClock(Clock.BatchElapsed);
            case "" or "and" or "or" or "within":
                _at = start;
                throw Error("expected a reading, 'elapsed', 'batch-elapsed', 'confirm', 'end-of-data' or '('");
        }
        if (!RecipeValues.TryTag(word, out Tag tag) || !_equipment.Readings.TryGetValue(tag, out ReadingDefinition? reading))
        {
            _at = start;
            IEnumerable<string> known = _equipment.Readings.Keys.Select(t => t.Name).Concat(["elapsed", "batch-elapsed", "confirm", "end-of-data"]);
            throw Error($"'{word}' is not a reading of {_equipment.Name}{DidYouMean.Hint(word, known)}");
        }
        if (TryWord("within")) return Within(tag);
        Comparison comparison = Sign();
        int valueAt = Skip();
        Quantity value = Value();
        if (value.TryIn(reading.Unit, out double limit)) return new ReadingComparison(tag, comparison, new Quantity(limit, reading.Unit));
        _at = valueAt;
        throw Error($"{value} does not compare with {tag}, which is in {reading.Unit}");
    }

    private WithinSetPoint Within(Tag tag)
    {
        if (!_equipment.Controlled.TryGetValue(tag, out ControlledVariable? variable))
            throw Error($"{_equipment.Name} does not control {tag}, so it has no set point");
        if (TryWord("tolerance")) return new WithinSetPoint(tag, null, variable.Unit);
        int valueAt = Skip();
        Quantity value = Value();
        bool converts = value.TryDifferenceIn(variable.Unit, out double distance);
        if (!converts || distance <= 0)
        {
            _at = valueAt;
            throw Error($"a distance from the set point of {tag} is in {variable.Unit} and above zero, or write 'within tolerance'");
        }
        if (!TryWord("of") || !TryWord("set") || !TryWord("point")) throw Error("expected 'of set point'");
        return new WithinSetPoint(tag, distance, variable.Unit);
    }

    private ClockComparison OnClock(Clock clock)
    {
        Comparison comparison = Sign();
        int valueAt = Skip();
        Quantity value = Value();
        if (BatchTime.TryFrom(value, out TimeSpan time) && time >= TimeSpan.Zero) return new ClockComparison(clock, comparison, time);
        _at = valueAt;
        throw Error($"{value} is not a time");
    }

    private Quantity Value()
    {
        int start = Skip();
        int end = start;
        if (end < _text.Length && (char.IsAsciiDigit(_text[end]) || _text[end] is '-' or '+'))
        {
            // A number, then its unit: two words, or one when nothing is between them (5%).
            while (end < _text.Length && (char.IsAsciiLetterOrDigit(_text[end]) || _text[end] is '.' or ',' or '-' or '+')) end++;
            int afterNumber = end;
            if (end == _text.Length || char.IsWhiteSpace(_text[end]))
            {
                while (end < _text.Length && char.IsWhiteSpace(_text[end])) end++;
                int unit = end;
                end = EndOfUnit(end);
                if (_text[unit..end] is "and" or "or") end = afterNumber;
            }
            else
            {
                end = EndOfUnit(end);
            }
            _at = end;
            if (Quantity.TryParse(_text[start..end], out Quantity quantity, out string problem)) return quantity;
            _at = start;
            throw Error(problem);
        }
        string name = Word();
        if (name.Length == 0) throw Error("expected a number with a unit or a parameter of the formula");
        if (_values.TryParameter(name, out Quantity value)) return value;
        _at = start;
        throw Error($"the formula has no parameter '{name}'{_values.Hint(name)}");
    }

    private readonly int EndOfUnit(int end)
    {
        while (end < _text.Length && !char.IsWhiteSpace(_text[end]) && _text[end] is not ('(' or ')' or '"')) end++;
        return end;
    }

    private Comparison Sign() =>
        TrySign(">=") ? Comparison.GreaterOrEqual
        : TrySign("<=") ? Comparison.LessOrEqual
        : TrySign(">") ? Comparison.Greater
        : TrySign("<") ? Comparison.Less
        : throw Error("expected <, <=, > or >=");

    private string Quoted()
    {
        int open = Skip();
        int close = open < _text.Length && _text[open] == '"' ? _text.IndexOf('"', open + 1) : -1;
        if (close < 0) throw Error("expected a question in double quotes after 'confirm'");
        string question = _text[(open + 1)..close].Trim();
        if (question.Length == 0) throw Error("the question after 'confirm' is empty");
        _at = close + 1;
        return question;
    }

    private int Persons()
    {
        if (!TryWord("by")) return 1;
        return TryWord("two") ? 2 : throw Error("expected 'two' after 'by': a step is confirmed by one person, or 'by two'");
    }

    private string Word()
    {
        int start = Skip(), end = start;
        if (end < _text.Length && char.IsAsciiLetter(_text[end]))
            while (end < _text.Length && (char.IsAsciiLetterOrDigit(_text[end]) || _text[end] is '-' or '_' or '.' or '/')) end++;
        _at = end;
        return _text[start..end];
    }

    private bool TryWord(string word)
    {
        int start = _at;
        if (Word() == word) return true;
        _at = start;
        return false;
    }

    private bool TrySign(string sign)
    {
        int start = Skip();
        if (!_text.AsSpan(start).StartsWith(sign)) return false;
        _at = start + sign.Length;
        return true;
    }

    private bool AtEnd() => Skip() == _text.Length;

    private int Skip()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at])) _at++;
        return _at;
    }

    private readonly InputException Error(string problem)
    {
        int at = _at;
        while (at < _text.Length && char.IsWhiteSpace(_text[at])) at++;
        string rest = _text[at..].ReplaceLineEndings(" ");
        string where = rest.Length == 0 ? "at the end of the condition" : $"in the condition at '{(rest.Length > 40 ? rest[..40] + "..." : rest)}'";
        return _place.Error($"{where}: {problem}.");
    }
}
