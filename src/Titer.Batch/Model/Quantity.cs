using System.Globalization;
using System.Text.RegularExpressions;
using Titer.Core;

namespace Titer.Batch;

/// <summary>A finite number with its UCUM unit, as recipes write it: <c>36.8 Cel</c>, <c>9 10*9/L</c>, <c>5 %</c>.</summary>
public readonly partial record struct Quantity(double Value, Unit Unit)
{
    public override string ToString() => $"{Value.ToString("R", CultureInfo.InvariantCulture)} {Unit}";

    public bool TryIn(Unit unit, out double value) => Unit.TryConvert(Value, unit, out value);

    /// <summary>The same as a difference: 2 K apart is 2 Cel apart, whatever the zero points of the scales.</summary>
    public bool TryDifferenceIn(Unit unit, out double difference)
    {
        bool converts = Unit.TryConvert(Value, unit, out double value) & Unit.TryConvert(0, unit, out double zero);
        difference = Unit == unit ? Value : value - zero;
        return converts;
    }

    /// <summary>Reads a number with its unit; <paramref name="problem"/> says what is wrong with it, as the end of a sentence.</summary>
    public static bool TryParse(string text, out Quantity quantity, out string problem)
    {
        quantity = default;
        if (!TrySplit(text, out double value, out string code, out problem)) return false;
        if (!TryUnit(code, out Unit unit, out problem)) return false;
        quantity = new Quantity(value, unit);
        return true;
    }

    internal static bool TrySplit(string text, out double value, out string code, out string problem)
    {
        Match match = NumberAndRest().Match(text);
        value = 0;
        (code, problem) = ("", "");
        if (!match.Success)
            problem = $"'{text}' is not a number with a unit, such as '36.8 Cel'";
        else if (!TryNumber(match.Groups[1].Value, out value))
            problem = $"'{match.Groups[1].Value}' is not a number that fits";
        else if ((code = match.Groups[2].Value).Length == 0)
            problem = $"'{text}' has no unit";
        else if (code[0] == ',')
            problem = $"'{text}' is not a number with a unit: the decimal sign is a point";
        return problem.Length == 0;
    }

    public static bool TryNumber(string text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);

    /// <summary>UCUM, and <c>pH</c> for <c>[pH]</c>, because a square bracket has a meaning of its own in YAML.</summary>
    public static bool TryUnit(string code, out Unit unit, out string problem)
    {
        bool known = Unit.TryParse(code == "pH" ? "[pH]" : code, out unit);
        problem = known ? "" : $"'{code}' is not a UCUM unit that Titer knows";
        return known;
    }

    [GeneratedRegex(@"^\s*([+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)\s*(.*?)\s*$", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex NumberAndRest();
}
