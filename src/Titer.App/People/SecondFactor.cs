using Titer.Core;

namespace Titer.App.People;

/// <summary>The second factor of an account: a code from an authenticator app (<see cref="TimeBasedCode"/>), or one of the recovery codes that were
/// shown when it was set up.</summary>
internal static class SecondFactor
{
    private const int RecoveryCodes = 10;

    /// <summary>Makes a key; the factor counts once a code of it was given (<see cref="Confirm"/>).</summary>
    /// <returns>The key in base 32.</returns>
    public static string Begin(AccountManager accounts, Account account)
    {
        AccountManager.Require(accounts.ResetAuthenticatorKeyAsync(account).Result);
        return KeyOf(accounts, account)!;
    }

    /// <summary>Turns the factor on.</summary>
    /// <returns>The recovery codes, each good for one log-in.</returns>
    /// <exception cref="InputException">The code is not one of the key.</exception>
    public static string[] Confirm(AccountManager accounts, Account account, string code, TimeProvider clock)
    {
        if (!TakesTimed(accounts, account, code, clock))
            throw new InputException("This is not the code that the key gives now: look at the clock of the phone, and begin again.");
        account.TwoFactorEnabled = true;
        string[] codes = [.. accounts.GenerateNewTwoFactorRecoveryCodesAsync(account, RecoveryCodes).Result!];
        accounts.Save(account);
        return codes;
    }

    /// <summary>Turns the factor off.</summary>
    public static void End(AccountManager accounts, Account account)
    {
        account.TwoFactorEnabled = false;
        AccountManager.Require(accounts.RemoveAuthenticationTokenAsync(account, "[AspNetUserStore]", "AuthenticatorKey").Result);
        AccountManager.Require(accounts.RemoveAuthenticationTokenAsync(account, "[AspNetUserStore]", "RecoveryCodes").Result);
        accounts.Save(account);
    }

    /// <summary>Whether the code is right. It is used up then: a second time it is wrong.</summary>
    public static bool Takes(AccountManager accounts, Account account, string code, TimeProvider clock) => code.Length <= 32
        && (TakesTimed(accounts, account, code, clock) || accounts.RedeemTwoFactorRecoveryCodeAsync(account, code).Result.Succeeded);

    private static string? KeyOf(AccountManager accounts, Account account) => accounts.GetAuthenticatorKeyAsync(account).Result;

    private static bool TakesTimed(AccountManager accounts, Account account, string code, TimeProvider clock)
    {
        if (KeyOf(accounts, account) is not { } key) return false;
        if (TimeBasedCode.StepOf(code, TimeBasedCode.FromBase32(key), clock.GetUtcNow(), account.LastCodeStep) is not { } step) return false;
        account.LastCodeStep = step;
        accounts.Save(account);
        return true;
    }
}
