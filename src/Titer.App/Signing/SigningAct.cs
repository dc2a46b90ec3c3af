using System.Collections.Immutable;
using Titer.App.People;
using Titer.Records.Signatures;

namespace Titer.App.Signing;

/// <summary>What somebody is about to sign on a run.</summary>
public abstract record SigningAct
{
    /// <summary>What it is, for the person and for the trail.</summary>
    public abstract string Words { get; }

    /// <summary>What it takes at least; <see cref="SignatureRules"/> and <see cref="AssessmentRules"/> decide on this run.</summary>
    internal abstract Duty Duty { get; }

    /// <summary>The person's own words.</summary>
    public abstract string Text { get; }
}

public sealed record SignatureAct(SignatureMeaning Meaning, string Comment) : SigningAct
{
    public override string Words => Meaning.Word();

    internal override Duty Duty => Meaning switch
    {
        SignatureMeaning.Executed => Duty.SignExecuted,
        SignatureMeaning.Reviewed => Duty.SignReviewed,
        SignatureMeaning.Approved => Duty.SignApproved,
        _ => Duty.SignRejected,
    };

    public override string Text => Comment;
}

/// <param name="Number">Number of the signature that is made void.</param>
public sealed record VoidAct(int Number, string Reason) : SigningAct
{
    public override string Words => $"void of signature {Number}";

    internal override Duty Duty => Duty.VoidSignature;

    public override string Text => Reason;
}

/// <param name="Alarms">Entries that raised the alarms.</param>
public sealed record AssessmentAct(ImmutableArray<long> Alarms, string Comment) : SigningAct
{
    public override string Words => $"assessment of {(Alarms.Length == 1 ? $"alarm {Alarms[0]}" : $"{Alarms.Length} alarms")}";

    internal override Duty Duty => Duty.AssessAlarms;

    public override string Text => Comment;
}
