namespace Titer.App.People;

/// <summary>A person who logged in and need not type the password for every command. The token is kept by the person; here is its hash.</summary>
internal sealed class Session
{
    /// <summary>SHA-256 of the token.</summary>
    public required string TokenHash { get; set; }

    public required string AccountId { get; set; }

    public DateTimeOffset Began { get; set; }

    public DateTimeOffset LastUsed { get; set; }

    public bool Ended { get; set; }
}
