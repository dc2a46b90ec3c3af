using System.CommandLine;
using Titer.App.Commands.People;
using Titer.App.People;
using Titer.App.Sites;
using Titer.Core;
using Command = System.CommandLine.Command;

namespace Titer.App.Commands;

/// <summary>Who runs a batch under an account, and in GMP mode: the options of <c>titer run</c> for it.</summary>
internal sealed class RunAccess
{
    private readonly Option<string?> _site = SiteOption.Create(), _user = new("--user") { Description = "Log-in name of who starts or resumes the run; the password is asked for." };
    private readonly Option<bool> _input = Credentials.FromInput(), _gmp = new("--gmp")
    {
        Description = "Start only under an account, with a person who answers the recipe's questions, and only from versions that are in force at the site.",
    };

    public RunAccess(Command command)
    {
        foreach (Option option in (Option[])[_gmp, _user, _input, _site]) command.Add(option);
    }

    public bool IsGmp(ParseResult parsed) => parsed.GetValue(_gmp);

    /// <summary>The person who runs the batch, who has just proved it; null when nobody asked for an account.</summary>
    /// <param name="gmp">An account is needed.</param>
    /// <exception cref="InputException">They did not prove it, or may not.</exception>
    public RunPerson? Person(ParseResult parsed, bool gmp, string purpose)
    {
        if (parsed.GetValue(_user) is not { } user)
            return gmp ? throw new InputException("a run in GMP mode is started and resumed under an account; give --user NAME.") : null;
        Site at = SiteOption.Of(parsed.GetValue(_site));
        var person = new RunPerson(at, user, parsed.GetValue(_input));
        return person with { Who = person.Prove(user, Duty.RunBatch, purpose) };
    }
}

/// <summary>Somebody who runs a batch under an account of a site.</summary>
/// <param name="FromInput">Passwords come on standard input.</param>
internal sealed record RunPerson(Site Site, string User, bool FromInput)
{
    public Identified? Who { get; init; }

    /// <summary>Somebody proves who they are, now, and may do it.</summary>
    /// <exception cref="InputException">They did not, or may not.</exception>
    public Identified Prove(string user, Duty duty, string purpose)
    {
        Identified who = Credentials.Prove(Site, user, FromInput, purpose);
        new PeopleDirectory(Site).Require(who, duty);
        return who;
    }
}
