using System.Globalization;
using Titer.Core;

namespace Titer.Batch;

/// <summary>Where in a file something was written; <paramref name="Line"/> counts from 1.</summary>
public readonly record struct Place(string File, int Line)
{
    public override string ToString() => $"{File}:{Line}";

    /// <summary>The place as <see cref="ToString"/> writes it, and as <see cref="InputException.Place"/> has it; line 1 when it names none.</summary>
    public static Place Of(string text)
    {
        int colon = text.LastIndexOf(':');
        return colon > 0 && int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int line)
            ? new Place(text[..colon], line) : new Place(text, 1);
    }

    public InputException Error(string message) => new(ToString(), message);
}
