using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Titer.App.People;

/// <summary>
/// Which passwords are taken: long ones that are neither well known nor made of the person's own names, and none that the account had lately. No
/// kinds of characters are asked for, since they make people choose worse ones (NIST SP 800-63B, 5.1.1.2).
/// </summary>
internal sealed class PasswordRules(PeopleContext people, PeopleRules rules, IPasswordHasher<Account> hasher) : IPasswordValidator<Account>
{
    public async Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password)
    {
        if (password is null || password.Length < PeopleRules.PasswordLength)
            return No($"A password has at least {PeopleRules.PasswordLength} characters.");
        if (password.Length > PeopleRules.LongestPassword) return No($"A password has at most {PeopleRules.LongestPassword} characters.");
        if (password.Any(char.IsControl)) return No("A password has no control characters.");
        if (password.Contains(user.UserName!, StringComparison.OrdinalIgnoreCase)) return No("A password does not contain the log-in name.");
        if (CommonPasswords.Holds(password, [user.UserName!, .. user.PrintedName.Split(' ')]))
            return No("This password is one of the first that anybody would guess.");
        string[] old = await people.OldPasswords.Where(p => p.AccountId == user.Id).OrderByDescending(p => p.Id)
            .Take(rules.PasswordHistory).Select(p => p.Hash).ToArrayAsync();
        bool again = old.Append(user.PasswordHash).Any(h => h is not null
            && hasher.VerifyHashedPassword(user, h, password) != PasswordVerificationResult.Failed);
        return again ? No($"This password was used before; the last {rules.PasswordHistory} and the present one are not taken again.")
            : IdentityResult.Success;
    }

    private static IdentityResult No(string why) => IdentityResult.Failed(new IdentityError { Code = "Password", Description = why });
}
