using System.Collections.Immutable;
using Titer.Core;

namespace Titer.App.People;

/// <summary>A person who has just proved to be that person, with the roles of that moment.</summary>
/// <param name="LogIn">The log-in name; records know the <paramref name="Person"/>.</param>
internal sealed record Identified(Person Person, string LogIn, ImmutableArray<Role> Roles)
{
    public bool May(Duty duty) => Duties.May(Roles, duty);
}

internal enum AdmissionStatus
{
    Admitted,
    Refused,
    /// <summary>The password was right and the account has a second factor, whose code is to be given too.</summary>
    CodeNeeded,
    /// <summary>The password was right and serves only to set another: it was set by somebody else, or is too old.</summary>
    PasswordChangeNeeded,
}

/// <summary>The answer to somebody who says who they are.</summary>
/// <param name="Who">Null unless admitted.</param>
/// <param name="Refusal">One sentence; empty when admitted. It does not tell which of name, password and code was wrong, nor whether there is such an
/// account.</param>
internal sealed record Admission(AdmissionStatus Status, Identified? Who, string Refusal)
{
    /// <summary>What happened since the person was last admitted and should know of (<see cref="SinceLastLogIn"/>).</summary>
    public string Since { get; init; } = "";

    /// <exception cref="InputException">Nobody was admitted; the sentence is the refusal.</exception>
    public Identified Required() => Who ?? throw new InputException(Refusal);
}
