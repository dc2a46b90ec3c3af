using System.Collections.Immutable;

namespace Titer.App.Web.Pages.Accounts;

public enum AccountAct { SetRoles, Enable, Disable, Unlock, Reset }

/// <summary>What an administrator asks of an account, as it was typed.</summary>
/// <param name="Witness">Log-in name of the third person of a reset, who typed the password and, if there is one, the code.</param>
public sealed record AccountWish(
    AccountAct Act, string Name, string Reason, ImmutableArray<string> Roles, string Witness, string Password, string Code, bool FactorToo)
{
    // A password is in no log, whatever prints this.
    public override string ToString() => $"{Act} {Name}";
}
