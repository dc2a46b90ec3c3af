using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Titer.Core;

namespace Titer.Sensing.Impedance.Circuits;

/// <summary>
/// Bounds of circuit parameters as people write them: <c>C1&lt;=1e-4, 10&lt;=R1&lt;=1e3, CPE1.alpha=0.9</c>; a symbol without number
/// (<c>C&lt;=1e-4</c>) bounds all elements of that kind.
/// </summary>
public sealed partial class ParameterBounds
{
    private readonly ImmutableArray<(double Lower, double Upper)> _bounds;

    private ParameterBounds(ImmutableArray<(double, double)> bounds) => _bounds = bounds;

    /// <summary>Lower and upper bound of a parameter in its unit; minus and plus infinity where there is none.</summary>
    public (double Lower, double Upper) this[int parameter] => _bounds[parameter];

    public static ParameterBounds None(Circuit circuit) =>
        new([.. circuit.Parameters.Select(_ => (double.NegativeInfinity, double.PositiveInfinity))]);

    /// <summary>
    /// With an upper bound on all capacitances of pure capacitors that have none yet.
    /// </summary>
    public ParameterBounds WithLargestCapacitance(Circuit circuit, double farad) => new([.. _bounds.Select((b, i) =>
        circuit.Parameters[i].Unit == Unit.Farad && double.IsPositiveInfinity(b.Upper) && b.Lower < farad ? (b.Lower, farad) : b)]);

    /// <exception cref="InputException">The text is no list of bounds, or names what the circuit does not have.</exception>
    public static ParameterBounds Parse(Circuit circuit, string text)
    {
        var bounds = new (double Lower, double Upper)[circuit.Parameters.Length];
        Array.Fill(bounds, (double.NegativeInfinity, double.PositiveInfinity));
        foreach (string item in text.Split([',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            Match match = Bound().Match(item);
            if (!match.Success) throw new InputException("bounds", $"'{item}' is no bound such as C1<=1e-4, 10<=R1<=100 or CPE1.alpha=0.9.");
            string name = match.Groups["name"].Value, relation = match.Groups["relation"].Value;
            double value = Number(match.Groups["value"], item);
            (double lower, double upper) = relation switch
            {
                "=" => (value, value),
                ">=" => (value, double.PositiveInfinity),
                _ => (match.Groups["lower"].Success ? Number(match.Groups["lower"], item) : double.NegativeInfinity, value),
            };
            if (match.Groups["lower"].Success && relation != "<=")
                throw new InputException("bounds", $"'{item}' mixes directions; write 10<={name}<=100.");
            if (lower > upper) throw new InputException("bounds", $"'{item}' leaves no value.");
            Set(circuit, bounds, name, lower, upper, item);
        }
        return new ParameterBounds([.. bounds]);
    }

    /// <summary>A value for each parameter from text such as <c>R0=20, C1=1e-6</c>; empty for an empty text.</summary>
    /// <exception cref="InputException">A parameter has no value, or a range.</exception>
    public static double[] Values(Circuit circuit, string text)
    {
        if (string.IsNullOrWhiteSpace(text)) return [];
        ParameterBounds given = Parse(circuit, text);
        return [.. circuit.Parameters.Select((p, i) => given[i].Lower == given[i].Upper
            ? given[i].Lower
            : throw new InputException("start",
                $"{p.Name} has no value to start from; give one for each of {string.Join(", ", circuit.Parameters.Select(q => q.Name))}."))];
    }

    private static void Set(Circuit circuit, (double Lower, double Upper)[] bounds, string name, double lower, double upper, string item)
    {
        bool found = false;
        for (int i = 0; i < bounds.Length; i++)
        {
            CircuitParameter p = circuit.Parameters[i];
            string suffix = p.Definition.Suffix.Length == 0 ? "" : $".{p.Definition.Suffix}";
            if (p.Name != name && circuit.Elements[p.Element].Definition.Symbol + suffix != name) continue;
            if (upper < (p.Definition.IsExponent ? 0 : double.Epsilon) || (p.Definition.IsExponent && lower > 1))
                throw new InputException("bounds", $"'{item}': {p.Name} is {(p.Definition.IsExponent ? "between 0 and 1" : "positive")}.");
            bounds[i] = (Math.Max(bounds[i].Lower, lower), Math.Min(bounds[i].Upper, upper));
            if (bounds[i].Lower > bounds[i].Upper) throw new InputException("bounds", $"The bounds of {p.Name} leave no value.");
            found = true;
        }
        if (!found)
            throw new InputException("bounds",
                $"The circuit has no parameter {name}; it has {string.Join(", ", circuit.Parameters.Select(p => p.Name))}.");
    }

    private static double Number(Group group, string item) =>
        double.TryParse(group.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value)
            ? value
            : throw new InputException("bounds", $"'{group.Value}' in '{item}' is not a number.");

    [GeneratedRegex(@"^(?:(?<lower>[^<>=\s]+)\s*<=\s*)?(?<name>[A-Za-z][A-Za-z0-9.]*)\s*(?<relation><=|>=|=)\s*(?<value>[^<>=\s]+)$")]
    private static partial Regex Bound();
}
