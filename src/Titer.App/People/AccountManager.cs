using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging.Abstractions;
using Titer.Core;

namespace Titer.App.People;

/// <summary>Identity's user manager with the rules of a site, synchronous and by the given clock: Identity's lock-out asks that of the
/// machine.</summary>
internal sealed class AccountManager : UserManager<Account>
{
    private readonly PeopleContext _people;
    private readonly PeopleRules _rules;
    private readonly TimeProvider _clock;
    private readonly PasswordHasher<Account> _hasher;

    private AccountManager(PeopleContext people, PeopleRules rules, TimeProvider clock, PasswordHasher<Account> hasher)
        : base(new AccountStore(people), Microsoft.Extensions.Options.Options.Create(OfIdentity()), hasher, [],
            [new PasswordRules(people, rules, hasher)],
            new UpperInvariantLookupNormalizer(), new IdentityErrorDescriber(), null!, NullLogger<UserManager<Account>>.Instance) =>
        (_people, _rules, _clock, _hasher) = (people, rules, clock, hasher);

    public static AccountManager Of(PeopleContext people, PeopleRules rules, TimeProvider clock) =>
        new(people, rules, clock, new PasswordHasher<Account>(Microsoft.Extensions.Options.Options.Create(new PasswordHasherOptions
        {
            CompatibilityMode = PasswordHasherCompatibilityMode.IdentityV3, IterationCount = rules.PasswordIterations,
        })));

    /// <summary>The account of a log-in name in its exact letters; null when there is none.</summary>
    public Account? Find(string name) => name.Length <= NameRules.Longest && FindByNameAsync(name).Result is { } found && found.UserName == name
        ? found : null;

    /// <summary>Whether the password is right. Takes the same time when there is no account.</summary>
    public bool IsPassword(Account? account, string password)
    {
        if (password.Length > PeopleRules.LongestPassword) password = "";
        if (account is not null) return CheckPasswordAsync(account, password).Result;
        var nobody = new Account { PrintedName = "", LookAlike = "" };
        _hasher.VerifyHashedPassword(nobody, Unknown(), password);
        return false;
    }

    public bool IsLocked(Account account) => account.LockoutEnd is { } end && end > _clock.GetUtcNow();

    /// <summary>Counts a failure; true when it locked the account.</summary>
    public bool CountFailure(Account account)
    {
        account.AccessFailedCount++;
        bool locks = account.AccessFailedCount >= _rules.Failures;
        if (locks)
        {
            account.AccessFailedCount = 0;
            account.Lockings++;
            account.LockoutEnd = _clock.GetUtcNow() + _rules.LockAfter(account.Lockings);
        }
        Save(account);
        return locks;
    }

    /// <summary>Sets a password that the rules take; the one before is kept as a hash.</summary>
    /// <exception cref="InputException">They do not take it.</exception>
    public void SetPassword(Account account, string password, bool mustChange)
    {
        string? old = account.PasswordHash;
        Require(UpdatePasswordHash(account, password, validatePassword: true).Result);
        if (old is not null) _people.OldPasswords.Add(new OldPassword { AccountId = account.Id, Hash = old });
        (account.PasswordSet, account.MustChangePassword) = (_clock.GetUtcNow(), mustChange);
        Save(account);
    }

    public bool IsExpired(Account account) => _clock.GetUtcNow() >= account.PasswordSet.AddDays(_rules.PasswordDays);

    public Role[] RolesOf(Account account) =>
        [.. GetRolesAsync(account).Result.Select(r => Roles.TryParse(r, out Role role) ? role
            : throw new InvalidDataException($"'{r}' is no role.")).Order()];

    public void Save(Account account) => Require(UpdateAsync(account).Result);

    /// <summary>A sentence for what Identity refuses.</summary>
    /// <exception cref="InputException">It refused.</exception>
    public static void Require(IdentityResult result)
    {
        if (!result.Succeeded) throw new InputException(result.Errors.First().Description);
    }

    // Checked by NameRules, with places and reasons; the alphabet is told to Identity as well.
    private static IdentityOptions OfIdentity() => new()
    {
        User = { AllowedUserNameCharacters = "abcdefghijklmnopqrstuvwxyz0123456789.-" },
        Lockout = { AllowedForNewUsers = true },
    };

    // A hash that no password has, with the rounds of the real ones: its check takes as long as theirs.
    private string Unknown()
    {
        byte[] hash = new byte[13 + 16 + 32];
        hash[0] = 1;
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(hash.AsSpan(1), 2);
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(hash.AsSpan(5), _rules.PasswordIterations);
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(hash.AsSpan(9), 16);
        return Convert.ToBase64String(hash);
    }
}
