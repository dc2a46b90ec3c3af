using System.CommandLine;
using Titer.App.Runs;
using Titer.App.Sites;
using Titer.Core;
using Titer.Records;
using Titer.Records.Signatures;
using Titer.Records.Trail;
using Command = System.CommandLine.Command;

namespace Titer.App.Commands;

/// <summary><c>titer verify RUN</c>: checks hash chain, checkpoints and signatures, and names the first broken entry.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var run = RunArgument.Create();
        var trust = new Option<string?>("--trust")
        {
            Description = "Fingerprint of the signing key that must have signed, as 'titer key show' printed it where the run was recorded; "
                + "without it the record is taken at its word for whose key it is.",
        };
        var site = new Option<string?>("--site")
        {
            Description = "Folder of the site where the run was signed: its audit trail notes each signature, so that one that was cut off is found.",
        };
        var command = new Command("verify",
            "Check the record of a run: every entry, hash, checkpoint and signature; names the first broken one.") { run, trust, site };
        command.SetAction(parsed =>
        {
            RecordPlace place = RunPlace.Find(parsed.GetValue(run)!).Record;
            Verification result = place.Verify(parsed.GetValue(trust) is { } key ? FingerprintOf(key) : null);
            if (result.IsTrail && parsed.GetValue(site) is not null) throw new InputException("--site is for the record of a run; an audit trail is verified by itself.");
            Console.WriteLine(result);
            return result.Ok && (parsed.GetValue(site) is not { } folder || IsAsNoted(place, SiteOption.Of(folder))) ? 0 : 1;
        });
        return command;
    }

    /// <summary>Whether the trail of a site is sound and has noted just the signatures that the record has; says so.</summary>
    private static bool IsAsNoted(RecordPlace place, Site site)
    {
        using IRecord kept = site.Settings.Trail.Open();
        using var trail = new AuditTrail(kept, site.Clock);
        if (trail.Check().Result is { Ok: false } broken)
        {
            Console.WriteLine($"The audit trail {site.Settings.Trail} is {broken}");
            return false;
        }
        using IRecord record = place.Open();
        SigningNotes notes = SigningNotes.Compare(record, place.Whole, ChainVerifier.Check(record).Signatures, trail.Events().Select(e => e.Event));
        Console.WriteLine(notes.Disagreement.Length > 0 ? notes.Disagreement
            : $"The audit trail {site.Settings.Trail} notes {notes.Count} signatures, voidings and assessments on it; they are there, and no other counts.");
        return notes.Disagreement.Length == 0;
    }

    private static string FingerprintOf(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigit)
        ? text.ToLowerInvariant()
        : throw new InputException($"--trust {text}: a fingerprint has 64 hexadecimal digits.");
}
