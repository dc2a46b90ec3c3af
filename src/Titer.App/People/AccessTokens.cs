using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Titer.App.Sites;
using Titer.Core;

namespace Titer.App.People;

/// <summary>
/// Tokens of programs that act for people: for a purpose, for a time, in some of the person's own roles, and never for a signature, which asks for the
/// password in any case. A token ends with its time, when it is revoked, and when the account is disabled or reset; a role that is taken from the
/// person is taken from the token.
/// </summary>
internal sealed class AccessTokens(Site site)
{
    public const string Issued = "token.issued", Revoked = "token.revoked";

    /// <summary>What every token begins with, so that one that lies about is found by a search.</summary>
    public const string Prefix = "titer_";

    public const int MostDays = 366;
    private const int MostTokens = 50, LongestPurpose = 200, TokenBytes = 32, IdBytes = 4;

    /// <param name="by">Who has just proved to be that person.</param>
    /// <param name="days">How long it serves, whole days from 1.</param>
    /// <returns>The token, which nobody can show again.</returns>
    /// <exception cref="InputException">A purpose, a time or a role that a token of this person cannot have.</exception>
    public (string Token, TokenLine Line) Issue(Identified by, string purpose, int days, IReadOnlyCollection<Role> roles)
    {
        purpose = purpose.Trim();
        if (purpose.Length is 0 or > LongestPurpose || purpose.Any(char.IsControl))
            throw new InputException($"A token is for a purpose, said in 1 to {LongestPurpose} characters.");
        if (days is < 1 or > MostDays) throw new InputException($"A token serves for 1 to {MostDays} days.");
        if (roles.Count == 0) throw new InputException("A token has one of your roles at least.");
        return site.Write(writer =>
        {
            if (writer.Accounts.Find(by.LogIn) is not { Disabled: false } account) throw new InputException("The account is disabled.");
            if (roles.Except(writer.Accounts.RolesOf(account)).FirstOrDefault() is var other && roles.Except(writer.Accounts.RolesOf(account)).Any())
                throw new InputException($"You do not have the role {other.Word()}, and a token of yours cannot have it.");
            DateTimeOffset now = site.Clock.GetUtcNow();
            if (writer.People.AccessTokens.AsEnumerable().Count(t => t.AccountId == account.Id && !t.Revoked && t.Expires > now) >= MostTokens)
                throw new InputException($"You have {MostTokens} tokens already; revoke one.");
            string token = Prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes));
            var made = new AccessToken
            {
                TokenHash = HashOf(token), Id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes)), AccountId = account.Id,
                Purpose = purpose, Roles = Roles.Text(roles.Distinct()), Issued = now, Expires = now + TimeSpan.FromDays(days),
            };
            writer.People.AccessTokens.Add(made);
            Tell(writer, Issued, $"{by.Person.Name} made a token for: {purpose}.", by.Person, made, "no token",
                $"{made.Roles} until {made.Expires:yyyy-MM-ddTHH:mm:ss}Z", purpose);
            return (token, LineOf(made, account));
        });
    }

    /// <summary>Ends a token: one's own, or as an administrator anybody's.</summary>
    /// <exception cref="InputException">There is none that could be ended, or no reason is given.</exception>
    public void Revoke(Identified by, string id, string reason) => site.Write(writer =>
    {
        if (string.IsNullOrWhiteSpace(reason)) throw new InputException("A reason is needed.");
        bool any = by.May(Duty.ManagePeople);
        AccessToken token = writer.People.AccessTokens.AsEnumerable().FirstOrDefault(t => t.Id == id && !t.Revoked && (any || t.AccountId == by.Person.Id))
            ?? throw new InputException($"There is no token '{Visible.Of(id)}' that you could revoke.");
        token.Revoked = true;
        Tell(writer, Revoked, $"{by.Person.Name} revoked the token for: {token.Purpose}.", by.Person, token, token.Roles, "revoked", reason.Trim());
        return true;
    });

    /// <summary>The person for whom a program acts, in the roles that both token and person have now; null when the token does not serve.</summary>
    public Identified? Use(string token) => !token.StartsWith(Prefix, StringComparison.Ordinal) ? null : site.Read(people =>
    {
        if (people.AccessTokens.Find(HashOf(token)) is not { Revoked: false } known || site.Clock.GetUtcNow() >= known.Expires
            || people.Users.Find(known.AccountId) is not { Disabled: false } account) return null;
        Role[] own = AccountManager.Of(people, site.Settings.Rules, site.Clock).RolesOf(account);
        return new Identified(new Person(account.Id, account.PrintedName), account.UserName!, [.. own.Intersect(RolesOf(known))]);
    });

    /// <summary>The tokens of an account, or all; the newest last.</summary>
    public ImmutableArray<TokenLine> Of(string? accountId) => site.Read<ImmutableArray<TokenLine>>(people =>
        [.. people.AccessTokens.AsEnumerable().Where(t => accountId is null || t.AccountId == accountId).OrderBy(t => t.Issued)
            .Select(t => LineOf(t, people.Users.Find(t.AccountId)!))]);

    /// <summary>Ends all tokens of an account, within a change that says why.</summary>
    public static void EndAll(SiteWriter writer, Account account)
    {
        foreach (AccessToken token in writer.People.AccessTokens.Where(t => t.AccountId == account.Id && !t.Revoked)) token.Revoked = true;
    }

    private static Role[] RolesOf(AccessToken token) =>
        [.. token.Roles.Split(", ").Where(w => Roles.TryParse(w, out _)).Select(w => Roles.TryParse(w, out Role role) ? role : default)];

    private TokenLine LineOf(AccessToken token, Account account) => new(token.Id, account.UserName!, token.Purpose,
        [.. RolesOf(token).Select(r => r.Word())], token.Issued, token.Expires,
        token.Revoked ? "revoked" : site.Clock.GetUtcNow() >= token.Expires ? "expired" : "serves");

    private static string HashOf(string token) => ContentHash.Of(Encoding.UTF8.GetBytes(token));

    private static void Tell(SiteWriter writer, string code, string message, Person person, AccessToken token, string old, string @new, string reason) =>
        writer.Add(code, Severity.Low, message, (Person.IdKey, person.Id), (Person.NameKey, person.Name), ("what", $"token {token.Id}"),
            ("account-id", token.AccountId), ("old", old), ("new", @new), ("reason", reason));
}

/// <summary>A token as people see it.</summary>
/// <param name="State"><c>serves</c>, <c>expired</c> or <c>revoked</c>.</param>
internal sealed record TokenLine(
    string Id, string Account, string Purpose, ImmutableArray<string> Roles, DateTimeOffset Issued, DateTimeOffset Expires, string State);
