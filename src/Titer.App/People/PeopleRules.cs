namespace Titer.App.People;

/// <summary>What a site asks of accounts, passwords and sessions; <c>site.yaml</c> may set other numbers.</summary>
internal sealed record PeopleRules
{
    /// <summary>Fewest characters of a password.</summary>
    public const int PasswordLength = 12;

    /// <summary>Most characters of a password: a longer one is no password but a way to keep the machine busy.</summary>
    public const int LongestPassword = 256;

    /// <summary>Days after which a password must be changed (21 CFR 11.300(b), password aging).</summary>
    public int PasswordDays { get; init; } = 365;

    /// <summary>So many passwords before the present one are not taken again.</summary>
    public int PasswordHistory { get; init; } = 10;

    /// <summary>Failed log-ins in a row that lock an account.</summary>
    public int Failures { get; init; } = 5;

    /// <summary>Minutes of the first lock-out; each further one without a log-in between takes twice as long, up to a day.</summary>
    public int LockMinutes { get; init; } = 15;

    /// <summary>Minutes without use after which a session ends.</summary>
    public int IdleMinutes { get; init; } = 15;

    /// <summary>Hours after which a session ends in any case.</summary>
    public int SessionHours { get; init; } = 8;

    /// <summary>Rounds of PBKDF2-HMAC-SHA512: OWASP Password Storage Cheat Sheet, 210,000 for this hash.</summary>
    public int PasswordIterations { get; init; } = 210_000;

    /// <summary>How long an account stays locked after so many lock-outs in a row.</summary>
    public TimeSpan LockAfter(int lockings) =>
        TimeSpan.FromMinutes(Math.Min(1440, LockMinutes * Math.Pow(2, Math.Min(lockings - 1, 20))));

    /// <summary>The rules as one line, which the trail notes when they change.</summary>
    public override string ToString() =>
        $"password-days {PasswordDays}, password-history {PasswordHistory}, failures {Failures}, lock-minutes {LockMinutes}, "
        + $"idle-minutes {IdleMinutes}, session-hours {SessionHours}";
}
