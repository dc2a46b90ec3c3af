using System.Collections.Immutable;
using System.Globalization;
using Titer.Core;

namespace Titer.Field.Simulated;

/// <summary>What goes wrong in the simulated plant, and when. Written <c>NAME@HOUR</c> or <c>NAME@HOUR+DURATION</c>, hours since the start.</summary>
public sealed record Fault(string Name, double FromHour, double Hours)
{
    public bool IsActive(double hour) => hour >= FromHour && hour < FromHour + Hours;

    public override string ToString() => double.IsPositiveInfinity(Hours)
        ? $"{Name}@{FromHour.ToString(CultureInfo.InvariantCulture)}"
        : $"{Name}@{FromHour.ToString(CultureInfo.InvariantCulture)}+{Hours.ToString(CultureInfo.InvariantCulture)}";

    /// <param name="known">The faults of the plant, each with how long it lasts when the text does not say, h.</param>
    /// <exception cref="InputException">The text is not a fault of this plant; the sentence says what would be.</exception>
    public static Fault Parse(string text, ImmutableSortedDictionary<string, double> known)
    {
        int at = text.IndexOf('@'), plus = text.IndexOf('+');
        string name = at < 0 ? text : text[..at];
        if (!known.TryGetValue(name, out double duration))
            throw new InputException($"--fault {text}: there is no fault '{name}'; known are {string.Join(", ", known.Keys)}.");
        string hour = at < 0 ? "" : plus < 0 ? text[(at + 1)..] : text[(at + 1)..plus];
        if (!TryHours(hour, out double from))
            throw new InputException($"--fault {text}: the time is missing or is not a number of hours; write {name}@100.");
        if (plus >= 0 && (!TryHours(text[(plus + 1)..], out duration) || duration == 0))
            throw new InputException($"--fault {text}: the duration is not a number of hours; write {name}@100+6.");
        return new Fault(name, from, duration);
    }

    // Within these limits a number is written without an exponent, so that what the record says of a fault reads back as it was.
    private static bool TryHours(string text, out double hours) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out hours) && hours is 0 or (>= 1e-4 and < 1e15);
}
