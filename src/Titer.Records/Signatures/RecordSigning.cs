using System.Collections.Immutable;
using Titer.Core;

namespace Titer.Records.Signatures;

/// <summary>
/// A record that is open to be signed: verified as a whole, held by this process, so that nothing comes between what is shown and the signature.
/// </summary>
public sealed class RecordSigning : IDisposable
{
    private readonly IRecord _record;
    private readonly string _name;
    private readonly TimeProvider _clock;

    /// <param name="record">Open to append, with a signer; is disposed with this.</param>
    /// <param name="name">What messages call the record.</param>
    /// <exception cref="InputException">The record is broken.</exception>
    public RecordSigning(IRecord record, string name, TimeProvider clock)
    {
        (_record, _name, _clock) = (record, name, clock);
        ChainCheck check = ChainVerifier.Check(record);
        Verification = check.Result;
        Ledger = check.Signatures;
        if (Verification.Ok) return;
        record.Dispose();
        throw new InputException(name, $"nothing is signed, because the record is {Verification}");
    }

    /// <summary>What the check of the record found, its head among it.</summary>
    public Verification Verification { get; private set; }

    public SignatureLedger Ledger { get; }

    /// <summary>The record, for showing what is signed.</summary>
    public IRecord Record => _record;

    /// <summary>Appends a signature, durable and vouched for by a checkpoint on return.</summary>
    /// <param name="person">Who authenticated for this signature.</param>
    /// <param name="roles">All roles that they have.</param>
    /// <param name="document">SHA-256 of exactly the bytes that were shown, in lower-case hexadecimal digits.</param>
    /// <exception cref="InputException">The rules do not allow it.</exception>
    /// <exception cref="IOException">The storage refused it.</exception>
    public Signature Give(Person person, IReadOnlyCollection<string> roles, SignatureMeaning meaning, string comment, string document)
    {
        RequireText(comment);
        string role = RoleOf(SignatureRules.Roles(meaning), roles);
        if (SignatureRules.Refusal(Ledger, person, role, meaning) is { } refused) throw Refused(refused);
        var signature = new Signature(Ledger.Signatures.Length + 1, person, role, Now, meaning, comment, SignedContent.Of(_record, document));
        Append(signature.ToEvent());
        return signature;
    }

    /// <summary>Makes a signature void by a further signed event.</summary>
    /// <inheritdoc cref="Give"/>
    public Voiding MakeVoid(Person person, IReadOnlyCollection<string> roles, int signature, string reason, string document)
    {
        RequireText(reason);
        string role = roles.Contains(SignatureRules.Quality) ? SignatureRules.Quality : roles.FirstOrDefault("a person without a role");
        if (SignatureRules.Refusal(Ledger, signature, person, role, reason) is { } refused) throw Refused(refused);
        var voiding = new Voiding(signature, person, role, Now, reason, SignedContent.Of(_record, document));
        Append(voiding.ToEvent());
        return voiding;
    }

    /// <summary>Appends an assessment of alarms.</summary>
    /// <param name="alarms">Entries of the alarms.</param>
    /// <inheritdoc cref="Give"/>
    public AlarmAssessment Assess(Person person, IReadOnlyCollection<string> roles, IEnumerable<long> alarms, string comment, string document)
    {
        RequireText(comment);
        ImmutableArray<long> entries = [.. alarms.Distinct().Order()];
        string role = RoleOf(AssessmentRules.Roles, roles);
        if (AssessmentRules.Refusal(Ledger, entries, person, role, comment) is { } refused) throw Refused(refused);
        var assessment = new AlarmAssessment(entries, person, role, Now, comment, SignedContent.Of(_record, document));
        Append(assessment.ToEvent());
        return assessment;
    }

    public void Dispose() => _record.Dispose();

    // A clock that was put back does not let a signature seem older than the one before it.
    private DateTimeOffset Now
    {
        get
        {
            DateTimeOffset now = _clock.GetUtcNow();
            return Ledger.Signatures.Select(s => s.Void?.Time ?? s.Time).Concat(Ledger.Assessments.Select(a => a.Time)).Append(now).Max();
        }
    }

    private void Append(Event happened)
    {
        byte[] before = _record.Head.ToArray();
        long number = _record.Append(happened.Time, happened);
        _record.Commit();
        if (Ledger.Accept(number, before, happened) is { Length: > 0 } wrong) throw new InvalidOperationException(wrong);
        Seals seals = _record.Seals();
        Checkpoint last = seals.Checkpoints[^1];
        Verification = Verification with
        {
            Entries = number, Head = Convert.ToHexStringLower(_record.Head.Span), People = Ledger.Summary,
            Checkpoints = seals.Checkpoints.Length, Vouched = last.Entry, Key = seals.Keys[(int)last.Key - 1].Fingerprint,
        };
    }

    // The first of those that may; else all that the person has, for the sentence of the refusal.
    private static string RoleOf(ImmutableArray<string> allowed, IReadOnlyCollection<string> roles) =>
        allowed.FirstOrDefault(roles.Contains) ?? string.Join(", ", roles.DefaultIfEmpty("a person without a role"));

    private InputException Refused(string why) => new(_name, $"not signed: {why}.");

    private void RequireText(string text)
    {
        if (text.Length > SignatureRules.LongestText)
            throw new InputException(_name, $"a comment or reason has at most {SignatureRules.LongestText} characters, and this one {text.Length}.");
    }
}
