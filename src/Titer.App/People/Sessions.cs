using System.Security.Cryptography;
using System.Text;
using Titer.App.Sites;
using Titer.Core;

namespace Titer.App.People;

/// <summary>
/// Sessions of people who logged in. One ends when it was not used for some minutes, after some hours in any case, when the person leaves, and when
/// the account is disabled, reset or given another password (21 CFR 11.10(d), 11.200(a)(1)(ii); Annex 11, 12.1). A signature asks for the password in
/// any case.
/// </summary>
internal sealed class Sessions(Site site)
{
    public const string Opened = "session.opened", Closed = "session.closed", Expired = "session.expired";

    private const int TokenBytes = 32;

    /// <summary>Begins a session for somebody who was just admitted.</summary>
    /// <returns>The token, which only the person keeps.</returns>
    public string Open(Identified who) => site.Write(writer =>
    {
        string token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes));
        DateTimeOffset now = site.Clock.GetUtcNow();
        writer.People.Sessions.Add(new Session { TokenHash = HashOf(token), AccountId = who.Person.Id, Began = now, LastUsed = now });
        Tell(writer, Opened, $"{who.Person.Name} began a session.", who.Person);
        return token;
    });

    /// <summary>The person of a session, which is used with this; null when it is over or there is none.</summary>
    public Identified? Use(string token) => site.Write(writer =>
    {
        if (writer.People.Sessions.Find(HashOf(token)) is not { Ended: false } session
            || writer.People.Users.Find(session.AccountId) is not { Disabled: false } account) return null;
        var person = new Person(account.Id, account.PrintedName);
        DateTimeOffset now = site.Clock.GetUtcNow();
        if (Over(session, now) is { } why)
        {
            session.Ended = true;
            Tell(writer, Expired, $"A session of {person.Name} ended by itself: {why}.", person);
            return null;
        }
        // Never earlier: a clock that is put back a little before each use would keep the session young.
        if (now > session.LastUsed) session.LastUsed = now;
        writer.People.SaveChanges();
        return new Identified(person, account.UserName!, [.. writer.Accounts.RolesOf(account)]);
    });

    /// <summary>Whether a session would still be taken, without using it: to look at a page is no use of it.</summary>
    public bool IsOpen(string token) => site.Read(people =>
        people.Sessions.Find(HashOf(token)) is { Ended: false } session && Over(session, site.Clock.GetUtcNow()) is null
            && people.Users.Find(session.AccountId) is { Disabled: false });

    /// <summary>Ends a session; nothing happens when there is none.</summary>
    public void Close(string token) => site.Write(writer =>
    {
        if (writer.People.Sessions.Find(HashOf(token)) is not { Ended: false } session
            || writer.People.Users.Find(session.AccountId) is not { } account) return false;
        session.Ended = true;
        Tell(writer, Closed, $"{account.PrintedName} ended the session.", new Person(account.Id, account.PrintedName));
        return true;
    });

    /// <summary>Ends all sessions of an account, within a change that says why.</summary>
    public static void EndAll(SiteWriter writer, Account account)
    {
        foreach (Session session in writer.People.Sessions.Where(s => s.AccountId == account.Id && !s.Ended)) session.Ended = true;
    }

    /// <summary>Why a session is over; null when it is not.</summary>
    public string? Over(Session session, DateTimeOffset now)
    {
        PeopleRules rules = site.Settings.Rules;
        return now - session.LastUsed >= TimeSpan.FromMinutes(rules.IdleMinutes) ? $"not used for {rules.IdleMinutes} minutes"
            : now - session.Began >= TimeSpan.FromHours(rules.SessionHours) ? $"older than {rules.SessionHours} hours"
            // A clock that was put back does not make a session younger.
            : now < session.LastUsed - TimeSpan.FromMinutes(1) ? "the clock was put back"
            : null;
    }

    private static string HashOf(string token) => ContentHash.Of(Encoding.UTF8.GetBytes(token));

    private static void Tell(SiteWriter writer, string code, string message, Person person) =>
        writer.Add(code, Severity.Information, message, (Person.IdKey, person.Id), (Person.NameKey, person.Name), ("what", "session"));
}
