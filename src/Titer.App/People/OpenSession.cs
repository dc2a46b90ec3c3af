using Titer.App.Sites;
using Titer.Core;

namespace Titer.App.People;

/// <summary>A session that is open, as lists show it.</summary>
/// <param name="Id">The first characters of the hash of its token: enough to name it, and nothing to get in with.</param>
public sealed record OpenSession(string Id, string LogIn, Person Person, DateTimeOffset Began, DateTimeOffset LastUsed);

/// <summary>The open sessions of a site, for administrators; and of one's own account, for anybody.</summary>
internal sealed class OpenSessions(Site site, PeopleDirectory directory)
{
    public const string EndedByOther = "session.ended";

    private const int IdLength = 12;

    /// <summary>Those of all accounts for an administrator, else those of the person; the one used last first.</summary>
    public OpenSession[] Of(Identified who) => site.Read(people =>
    {
        DateTimeOffset now = site.Clock.GetUtcNow();
        var sessions = new Sessions(site);
        bool all = who.May(Duty.ManagePeople);
        return (from session in people.Sessions.Where(s => !s.Ended).AsEnumerable()
                where sessions.Over(session, now) is null && (all || session.AccountId == who.Person.Id)
                let account = people.Users.Find(session.AccountId)
                orderby session.LastUsed descending
                select new OpenSession(session.TokenHash[..IdLength], account.UserName!, new Person(account.Id, account.PrintedName), session.Began, session.LastUsed))
            .ToArray();
    });

    /// <summary>Ends a session of one's own, or as an administrator that of anybody.</summary>
    /// <exception cref="InputException">There is no such session any more, or it is not for this person to end.</exception>
    public void End(Identified by, string id, string reason)
    {
        if (Of(by).All(s => s.Id != id))
        {
            // Whether it is another's or nobody's is not for everybody to know; for who may not, the attempt is an event.
            directory.Require(by, Duty.ManagePeople);
            throw new InputException("There is no such session any more.");
        }
        site.Write(writer =>
        {
            Session session = writer.People.Sessions.AsEnumerable().FirstOrDefault(s => !s.Ended && s.TokenHash.StartsWith(id, StringComparison.Ordinal))
                ?? throw new InputException("There is no such session any more.");
            Account account = writer.People.Users.Find(session.AccountId)!;
            if (account.Id != by.Person.Id && string.IsNullOrWhiteSpace(reason)) throw new InputException("A reason is needed.");
            session.Ended = true;
            return writer.Add(EndedByOther, Severity.Low, $"{by.Person.Name} ended a session of {account.PrintedName}.",
                (Person.IdKey, by.Person.Id), (Person.NameKey, by.Person.Name), ("what", $"session of {account.UserName}"), ("account-id", account.Id),
                ("reason", reason));
        });
    }
}
