using System.Collections.Immutable;
using Titer.Core;

namespace Titer.Batch;

/// <summary>Values as a recipe writes them: a number with its unit, or the name of a parameter of the formula.</summary>
internal sealed class RecipeValues(ImmutableSortedDictionary<string, Parameter> formula)
{
    public bool TryParameter(string name, out Quantity value)
    {
        bool found = formula.TryGetValue(name, out Parameter? parameter);
        value = found ? parameter!.Value : default;
        return found;
    }

    public string Hint(string name) => DidYouMean.Hint(name, formula.Keys);

    /// <param name="parameter">The parameter that gave the value, null for a number.</param>
    public Quantity Resolve(string text, Place place, out string? parameter)
    {
        parameter = null;
        if (text.Length > 0 && (char.IsAsciiDigit(text[0]) || text[0] is '-' or '+' or '.' or ','))
            return Quantity.TryParse(text, out Quantity quantity, out string problem) ? quantity : throw place.Error($"{problem}.");
        parameter = text;
        return TryParameter(text, out Quantity value) ? value : throw place.Error($"the formula has no parameter '{text}'{Hint(text)}.");
    }

    public TimeSpan ResolveTime(string text, Place place, string what)
    {
        Quantity value = Resolve(text, place, out _);
        return BatchTime.TryFrom(value, out TimeSpan time) && time > TimeSpan.Zero
            ? time
            : throw place.Error($"{what} must be a time above zero, not {value}.");
    }

    public static bool TryTag(string name, out Tag tag)
    {
        bool valid = name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/');
        tag = valid ? new Tag(name) : default;
        return valid;
    }
}
