namespace Titer.App.People;

/// <summary>A token by which a program acts for a person, with some of the person's roles. The token is kept by the program; here is its hash.</summary>
internal sealed class AccessToken
{
    /// <summary>SHA-256 of the token.</summary>
    public required string TokenHash { get; set; }

    /// <summary>Names it to people; it opens nothing.</summary>
    public required string Id { get; set; }

    public required string AccountId { get; set; }

    /// <summary>What it is for, in the words of who made it.</summary>
    public required string Purpose { get; set; }

    /// <summary>Roles it may act in, as <see cref="People.Roles.Text"/> writes them.</summary>
    public required string Roles { get; set; }

    public DateTimeOffset Issued { get; set; }

    public DateTimeOffset Expires { get; set; }

    public bool Revoked { get; set; }
}
