using System.Globalization;
using Titer.Core;
using Titer.Design.Space;

namespace Titer.App.Commands.Design;

/// <summary>An axis as people write it: <c>10:60</c>, or with its number of levels <c>10:60:11</c>.</summary>
internal static class AxisText
{
    private const int MostLevels = 200;

    /// <exception cref="InputException">No two numbers, or levels that make no axis.</exception>
    public static SpaceAxis Read(string option, string name, string unit, string text, int levels)
    {
        string[] parts = text.Split(':');
        double[] numbers = [.. parts.Select(p => double.TryParse(p, NumberStyles.Float, CultureInfo.InvariantCulture, out double v) ? v
            : double.NaN)];
        if (parts.Length is not (2 or 3) || numbers.Any(n => !double.IsFinite(n)))
            throw new InputException(option, $"'{text}' is not LOW:HIGH or LOW:HIGH:LEVELS in {unit}.");
        if (!(numbers[0] > 0 && numbers[1] > numbers[0])) throw new InputException(option, $"'{text}' must start above 0 and rise.");
        if (parts.Length == 3 && !(numbers[2] is >= 2 and <= MostLevels && numbers[2] == Math.Floor(numbers[2])))
            throw new InputException(option, $"The levels in '{text}' must be a whole number from 2 to {MostLevels}.");
        return new(name, unit, numbers[0], numbers[1], parts.Length == 3 ? (int)numbers[2] : levels);
    }
}
