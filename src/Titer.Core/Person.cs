namespace Titer.Core;

/// <summary>
/// A person as a record knows them: an <paramref name="Id"/> that never changes and is never given again, and the <paramref name="Name"/> as it was
/// printed at that time (21 CFR 11.50 and 11.100).
/// </summary>
public sealed record Person(string Id, string Name)
{
    /// <summary>Keys of the data of an event that a person caused.</summary>
    public const string IdKey = "person-id", NameKey = "person";

    /// <summary>
    /// Whether a record would show one person where two are asked for: the same id, or two accounts whose printed names differ in nothing but case.
    /// </summary>
    public bool IsSameAs(Person other) =>
        string.Equals(Id, other.Id, StringComparison.OrdinalIgnoreCase) || string.Equals(Name, other.Name, StringComparison.OrdinalIgnoreCase);

    /// <summary>The person who caused an event; null when no account did.</summary>
    public static Person? Of(Event happened) =>
        happened.Data.TryGetValue(IdKey, out string? id) ? new Person(id, happened.Data.GetValueOrDefault(NameKey, "")) : null;
}
