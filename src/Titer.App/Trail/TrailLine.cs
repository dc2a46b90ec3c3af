using Titer.Core;

namespace Titer.App.Trail;

/// <summary>One line of an audit trail: who, when, what, old, new, reason (21 CFR 11.10(e); Annex 11, 9).</summary>
/// <param name="Number">Number of its entry.</param>
/// <param name="Hash">Hash of its entry, hexadecimal.</param>
public sealed record TrailLine(long Number, string Hash, Event Event)
{
    /// <summary>The name as printed then; the log-in name as typed when it belongs to no account; else empty.</summary>
    public string Who => Of(Person.NameKey) is { Length: > 0 } person ? person : Of("login");

    public string PersonId => Of(Person.IdKey);

    public string What => Of("what");

    public string Old => Of("old");

    public string New => Of("new");

    public string Reason => Of("reason") is { Length: > 0 } reason ? reason : Of("why");

    private string Of(string key) => Event.Data.GetValueOrDefault(key, "");
}
