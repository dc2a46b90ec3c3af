using System.Security.Cryptography;
using System.Text;
using Titer.App.People;
using Titer.App.Sites;
using Titer.Core;
using Titer.Records;
using Titer.Records.Signatures;

namespace Titer.App.Trail;

/// <summary>
/// The review of a range of a site's audit trail (Annex 11, 9; 21 CFR 11.10(e)): what is in it, and the signature over exactly that. The signature is
/// bound to the SHA-256 of one line for each event: its number, a space, the hash of its entry in hexadecimal, a line feed.
/// </summary>
/// <param name="Events">How many events the range holds.</param>
/// <param name="First">Number of the first one; 0 when there is none.</param>
/// <param name="Last">Number of the last one.</param>
/// <param name="Digest">What the signature is bound to.</param>
internal sealed record TrailReview(DateTimeOffset From, DateTimeOffset To, long Events, long First, long Last, string Digest)
{
    /// <summary>The range as it stands.</summary>
    /// <exception cref="InputException">It has not ended or holds nothing, or the trail is broken.</exception>
    public static TrailReview Of(IRecord trail, string name, DateTimeOffset from, DateTimeOffset to, DateTimeOffset now) =>
        Look(trail, name, from, to, now).Review;

    /// <summary>Signs the range as reviewed, for somebody who just proved who they are.</summary>
    /// <returns>The number of the signature's entry.</returns>
    /// <exception cref="InputException">They may not; or the range is not what they were shown.</exception>
    public long Sign(Site site, Identified who, string comment)
    {
        new PeopleDirectory(site).Require(who, Duty.ReviewTrail);
        if (comment.Length > SignatureRules.LongestText)
            throw new InputException($"A comment has at most {SignatureRules.LongestText} characters, and this one has {comment.Length}.");
        return site.Write(writer =>
        {
            string name = site.Settings.Trail.ToString();
            (TrailReview found, ChainCheck check, bool acted) = Look(writer.Record, name, From, To, site.Clock.GetUtcNow(), who.Person);
            if (found != this) throw new InputException(name, "the range is not the one that was shown; nothing was signed.");
            if (acted) throw new InputException($"{who.Person.Name} changed something within this range, and who acted does not review it.");
            SignedContent content = SignedContent.Of(writer.Record, Digest);
            int number = check.Signatures.Signatures.Length + 1;
            return writer.Trail.Add(time =>
                new Signature(number, who.Person, Role.Quality.Word(), time, SignatureMeaning.Reviewed, comment, content).ToEvent()
                    .With("what", "audit trail").With("from", $"{From:O}").With("to", $"{To:O}")
                    .With("events", $"{Events}").With("first", $"{First}").With("last", $"{Last}"));
        });
    }

    private static (TrailReview Review, ChainCheck Check, bool Acted) Look(
        IRecord trail, string name, DateTimeOffset from, DateTimeOffset to, DateTimeOffset now, Person? reviewer = null)
    {
        if (to > now) throw new InputException("A range that has not ended cannot be reviewed: --to lies in the future.");
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        (long events, long first, long last, bool acted) = (0, 0, 0, false);
        ChainCheck check = TrailReading.Read(trail, new TrailQuery(from, to, null, null, null, null), line =>
        {
            hash.AppendData(Encoding.ASCII.GetBytes($"{line.Number} {line.Hash}\n"));
            if (events++ == 0) first = line.Number;
            last = line.Number;
            acted |= reviewer is not null && line.PersonId == reviewer.Id && IsAct(line.Event);
        });
        if (!check.Result.Ok) throw new InputException(name, $"nothing is signed, because the trail is {check.Result}");
        if (events == 0) throw new InputException(name, "there is no event in this range.");
        return (new TrailReview(from, to, events, first, last, Convert.ToHexStringLower(hash.GetHashAndReset())), check, acted);
    }

    /// <summary>A change, and neither a log-in, nor a person's own password, nor a signature.</summary>
    private static bool IsAct(Event happened) => happened.Kind != EventKind.Signature
        && happened.Code is not (PeopleAdministration.FactorOn or PeopleDirectory.PasswordChanged) && happened.Data.ContainsKey("new");
}
