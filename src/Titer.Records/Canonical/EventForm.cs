using System.Collections.Immutable;
using Titer.Core;

namespace Titer.Records;

/// <summary><c>{"time","kind","severity","source","code","message","data":{key:value}}</c>, keys in ordinal order.</summary>
internal static class EventForm
{
    public static void Write(CanonicalText to, Event happened)
    {
        to.Literal("{\"time\":"u8);
        to.Time(happened.Time);
        to.Literal(",\"kind\":"u8);
        to.Text(Enum.GetName(happened.Kind) ?? throw new ArgumentOutOfRangeException(nameof(happened), happened.Kind, "No such kind of event."));
        to.Literal(",\"severity\":"u8);
        to.Text(Enum.GetName(happened.Severity) ?? throw new ArgumentOutOfRangeException(nameof(happened), happened.Severity, "No such severity."));
        to.Literal(",\"source\":"u8);
        to.Text(happened.Source);
        to.Literal(",\"code\":"u8);
        to.Text(happened.Code);
        to.Literal(",\"message\":"u8);
        to.Text(happened.Message);
        to.Literal(",\"data\":{"u8);
        bool first = true;
        // Ordinal whatever comparer the dictionary was made with: the order belongs to the form, not to the culture.
        foreach ((string key, string value) in happened.Data.OrderBy(d => d.Key, StringComparer.Ordinal))
        {
            if (!first) to.Literal(","u8);
            to.Text(key);
            to.Literal(":"u8);
            to.Text(value);
            first = false;
        }
        to.Literal("}}"u8);
    }

    public static Event Read(ref CanonicalScanner from)
    {
        from.Literal("{\"time\":"u8);
        DateTimeOffset time = from.Time();
        from.Literal(",\"kind\":"u8);
        EventKind kind = Named<EventKind>(ref from, "a kind of event");
        from.Literal(",\"severity\":"u8);
        Severity severity = Named<Severity>(ref from, "a severity");
        from.Literal(",\"source\":"u8);
        string source = from.Text();
        from.Literal(",\"code\":"u8);
        string code = from.Text();
        from.Literal(",\"message\":"u8);
        string message = from.Text();
        from.Literal(",\"data\":{"u8);
        ImmutableSortedDictionary<string, string>.Builder data = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        string? last = null;
        while (!from.Next((byte)'}'))
        {
            if (last is not null) from.Literal(","u8);
            string key = from.Text();
            if (string.CompareOrdinal(last, key) >= 0) throw from.Wrong("keys in ascending order");
            from.Literal(":"u8);
            data.Add(key, from.Text());
            last = key;
        }
        from.Literal("}}"u8);
        from.End();
        return new Event(time, kind, severity, source, code, message, data.ToImmutable());
    }

    private static T Named<T>(ref CanonicalScanner from, string what) where T : struct, Enum
    {
        string name = from.Text();
        foreach (T value in Enum.GetValues<T>())
            if (Enum.GetName(value) == name) return value;
        throw from.Wrong(what);
    }
}
