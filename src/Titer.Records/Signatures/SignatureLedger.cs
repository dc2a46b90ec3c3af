using System.Collections.Immutable;
using System.Globalization;
using Titer.Core;

namespace Titer.Records.Signatures;

/// <summary>
/// The signatures of a record and what the rules for the next one depend on, gathered event by event from its beginning. What does not fit is named and
/// not taken. Not thread-safe.
/// </summary>
public sealed class SignatureLedger
{
    private readonly List<Person> _acted = [];

    /// <summary>All signatures in their order, void ones too.</summary>
    public ImmutableArray<Signature> Signatures { get; private set; } = [];

    /// <summary>Those that count.</summary>
    public IEnumerable<Signature> Standing => Signatures.Where(s => s.Stands);

    /// <summary>People whose accounts started, resumed, commanded or confirmed something in the run.</summary>
    public IReadOnlyList<Person> Acted => _acted;

    /// <summary>It is the record of a run, whose signatures follow <see cref="SignatureRules"/>; in the trail of a site they stand by
    /// themselves.</summary>
    public bool IsRun { get; private set; }

    /// <summary>The run has ended: its record holds <c>run.completed</c>.</summary>
    public bool RunEnded { get; private set; }

    /// <summary>What people signed, in one sentence; empty when nobody did.</summary>
    public string Summary
    {
        get
        {
            if (Signatures.IsEmpty) return "";
            string standing = string.Join(", ", Standing.Select(s => $"{s.Meaning.Word()} by {s.Person.Name}"));
            int gone = Signatures.Count(s => !s.Stands);
            return string.Create(CultureInfo.InvariantCulture,
                $"People signed: {(standing.Length > 0 ? standing : "nothing that stands")}{(gone > 0 ? $"; {gone} void" : "")}.");
        }
    }

    /// <summary>Whether an event claims that a person signed it, and must be vouched for by a checkpoint of its own.</summary>
    public static bool IsSigned(Event happened) => happened.Code is Signature.Given or Signature.Voided;

    /// <summary>Takes the next event of the record.</summary>
    /// <param name="before">Hash of the entry before it.</param>
    /// <returns>What is wrong with it as a signature, in one sentence; empty when nothing is.</returns>
    public string Accept(long number, ReadOnlySpan<byte> before, Event happened)
    {
        IsRun |= happened.Code == "run.started";
        RunEnded |= happened.Code == ChainCheck.RunCompleted;
        if (happened.Kind is EventKind.Run || (happened.Kind == EventKind.Operator && happened.Code.EndsWith(".accepted", StringComparison.Ordinal)))
        {
            if (Person.Of(happened) is { } actor && !_acted.Contains(actor)) _acted.Add(actor);
        }
        if (!IsSigned(happened)) return "";
        string wrong = happened.Code == Signature.Given ? Give(number, before, happened) : MakeVoid(number, before, happened);
        return wrong.Length == 0 ? "" : $"The signature at entry {number} does not count: {wrong}.";
    }

    private string Give(long number, ReadOnlySpan<byte> before, Event happened)
    {
        if (Signature.Of(happened) is not { } signature) return "it is not a whole signature";
        if (signature.Number != Signatures.Length + 1) return $"it has the number {signature.Number} where {Signatures.Length + 1} is expected";
        string wrong = signature.Content.Misfit(number, before);
        if (wrong.Length == 0 && IsRun) wrong = SignatureRules.Refusal(this, signature.Person, signature.Role, signature.Meaning) ?? "";
        if (wrong.Length == 0) Signatures = Signatures.Add(signature);
        return wrong;
    }

    private string MakeVoid(long number, ReadOnlySpan<byte> before, Event happened)
    {
        if (Voiding.Of(happened) is not { } voiding) return "it is not a whole voiding";
        string wrong = voiding.Content.Misfit(number, before);
        if (wrong.Length == 0) wrong = SignatureRules.Refusal(this, voiding.Signature, voiding.Person, voiding.Role, voiding.Reason) ?? "";
        if (wrong.Length == 0)
            Signatures = Signatures.SetItem(voiding.Signature - 1, Signatures[voiding.Signature - 1] with { Void = voiding });
        return wrong;
    }
}
