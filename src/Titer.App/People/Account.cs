using Microsoft.AspNetCore.Identity;

namespace Titer.App.People;

/// <summary>
/// The account of one person. <see cref="IdentityUser{TKey}.Id"/> is a random GUID that never changes; the log-in name is never given again; an
/// account is disabled and never deleted (21 CFR 11.100(a), 11.300(a)), which triggers of the database hold too.
/// </summary>
internal sealed class Account : IdentityUser
{
    /// <summary>The full name as it is printed with signatures.</summary>
    public required string PrintedName { get; set; }

    /// <summary>The log-in name with what looks alike made alike; unique.</summary>
    public required string LookAlike { get; set; }

    public bool Disabled { get; set; }

    /// <summary>The password was set by somebody else and serves only to set another.</summary>
    public bool MustChangePassword { get; set; }

    public DateTimeOffset PasswordSet { get; set; }

    /// <summary>Lock-outs since the last log-in.</summary>
    public int Lockings { get; set; }

    /// <summary>Time step of the last code of the second factor that was taken; none before it is taken again (RFC 6238, 5.2).</summary>
    public long LastCodeStep { get; set; }
}

/// <summary>A password that an account had, as its hash.</summary>
internal sealed class OldPassword
{
    public long Id { get; set; }

    public required string AccountId { get; set; }

    public required string Hash { get; set; }
}
