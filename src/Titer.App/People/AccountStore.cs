using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Titer.Core;

namespace Titer.App.People;

/// <summary>Identity's store over <see cref="PeopleContext"/>, except that recovery codes are kept as hashes: Identity keeps them as they
/// are.</summary>
internal sealed class AccountStore(PeopleContext people) : UserStore<Account, IdentityRole, PeopleContext>(people)
{
    public override Task ReplaceCodesAsync(Account user, IEnumerable<string> recoveryCodes, CancellationToken cancellationToken) =>
        base.ReplaceCodesAsync(user, recoveryCodes.Select(c => Hash(user, c)), cancellationToken);

    public override async Task<bool> RedeemCodeAsync(Account user, string code, CancellationToken cancellationToken)
    {
        string[] left = (await GetTokenAsync(user, "[AspNetUserStore]", "RecoveryCodes", cancellationToken) ?? "").Split(';');
        string hash = Hash(user, code);
        if (!left.Contains(hash)) return false;
        await base.ReplaceCodesAsync(user, left.Where(c => c != hash), cancellationToken);
        return true;
    }

    private static string Hash(Account user, string code) => ContentHash.Of($"{user.Id} {code.ToUpperInvariant()}");
}
