namespace Titer.Core;

/// <summary>
/// The name of one quantity or actuator, e.g. <c>pH</c>, <c>glucose</c>, <c>culture-07/DO</c>, <c>feed-pump</c>.
/// Case-sensitive; letters, digits, <c>- _ . /</c>; never empty.
/// </summary>
public readonly record struct Tag : IComparable<Tag>
{
    public Tag(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        foreach (char c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.' or '/'))
                throw new ArgumentException($"'{name}' is not a tag: '{c}' is not a letter, digit, '-', '_', '.' or '/'.", nameof(name));
        }
        Name = name;
    }

    public string Name { get; }

    public int CompareTo(Tag other) => string.CompareOrdinal(Name, other.Name);

    public override string ToString() => Name;

    public static bool operator <(Tag a, Tag b) => a.CompareTo(b) < 0;
    public static bool operator >(Tag a, Tag b) => a.CompareTo(b) > 0;
    public static bool operator <=(Tag a, Tag b) => a.CompareTo(b) <= 0;
    public static bool operator >=(Tag a, Tag b) => a.CompareTo(b) >= 0;
}
