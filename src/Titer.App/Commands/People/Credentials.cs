using System.CommandLine;
using System.Text;
using Titer.App.People;
using Titer.App.Sites;
using Titer.Core;

namespace Titer.App.Commands.People;

/// <summary>How commands ask who somebody is: <c>--user</c> and the password from a prompt without echo, or from standard input; never from the
/// command line or the environment, where others can see it.</summary>
internal static class Credentials
{
    private const int LongestLine = 1024;

    public static Option<string?> User() =>
        new("--user") { Description = "Your log-in name; the password is asked for. The person of 'titer login' when not given." };

    public static Option<bool> FromInput() => new("--password-stdin")
    {
        Description = "Read the password from the first line of standard input, and what else would be asked for from the next ones, for scripts.",
    };

    /// <summary>The person of <c>--user</c>, who proves it now, or of the session that <c>titer login</c> began.</summary>
    /// <exception cref="InputException">Nobody proved to be anybody.</exception>
    public static Identified Of(Site site, string? user, bool fromInput, string purpose)
    {
        if (user is not null) return Prove(site, user, fromInput, purpose);
        string token = SessionFile.Read(site)
            ?? throw new InputException("Nobody is logged in here; give --user NAME, or log in with 'titer login --user NAME'.");
        return new Sessions(site).Use(token) ?? throw new InputException("The session is over; log in again with 'titer login --user NAME'.");
    }

    /// <summary>A person proves who they are, now, whatever sessions there are: for signatures.</summary>
    /// <exception cref="InputException">They did not.</exception>
    public static Identified Prove(Site site, string user, bool fromInput, string purpose)
    {
        var people = new PeopleDirectory(site);
        string password = Secret($"Password of {Visible.Of(user)}", fromInput);
        Admission answer = people.Authenticate(user, password, purpose: purpose);
        if (answer.Status == AdmissionStatus.CodeNeeded)
            answer = people.Authenticate(user, password, Secret("Code of the second factor", fromInput), purpose);
        if (answer.Since.Length > 0) Console.Error.WriteLine(answer.Since);
        return answer.Required();
    }

    /// <summary>Something that nobody else may see.</summary>
    /// <param name="fromInput">The next line of standard input.</param>
    /// <exception cref="InputException">Nobody answers.</exception>
    public static string Secret(string what, bool fromInput)
    {
        if (fromInput) return Line(Console.In) ?? throw new InputException($"Standard input has no line for: {what}.");
        if (Console.IsInputRedirected)
            throw new InputException($"There is no terminal to ask for: {what}; scripts give it on standard input with --password-stdin.");
        Console.Error.Write($"{what}: ");
        var typed = new StringBuilder();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key == ConsoleKey.Backspace) typed.Length = Math.Max(0, typed.Length - 1);
            else if (!char.IsControl(key.KeyChar) && typed.Length < LongestLine) typed.Append(key.KeyChar);
        }
        Console.Error.WriteLine();
        return typed.ToString();
    }

    private static string? Line(TextReader from)
    {
        var line = new StringBuilder();
        int c;
        while ((c = from.Read()) >= 0 && c != '\n')
            if (line.Length < LongestLine) line.Append((char)c);
        return c < 0 && line.Length == 0 ? null : line.ToString().TrimEnd('\r');
    }
}
