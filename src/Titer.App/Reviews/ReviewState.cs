using Titer.Records;
using Titer.Records.Signatures;

namespace Titer.App.Reviews;

/// <summary>How far a batch is on its way to the market.</summary>
public enum ReviewState
{
    /// <summary>A unit of this server turns it.</summary>
    Running,
    /// <summary>Its record is being read and verified.</summary>
    Reading,
    /// <summary>What lies there is no record of a batch, or cannot be read.</summary>
    Unreadable,
    /// <summary>The record is broken.</summary>
    Broken,
    /// <summary>It did not end: it was stopped, and may be resumed.</summary>
    Unfinished,
    /// <summary>It has ended, and nobody has reviewed it.</summary>
    ToReview,
    /// <summary>It is reviewed, and neither approved nor rejected.</summary>
    ToApprove,
    /// <summary>Released: approved, and neither rejected nor made void.</summary>
    Approved,
    /// <summary>Not released.</summary>
    Rejected,
}

internal static class ReviewStates
{
    /// <summary>The state that a sound or broken record shows.</summary>
    public static ReviewState Of(Verification verification, SignatureLedger ledger)
    {
        if (!verification.Ok) return ReviewState.Broken;
        if (!ledger.RunEnded) return ReviewState.Unfinished;
        HashSet<SignatureMeaning> standing = [.. ledger.Standing.Select(s => s.Meaning)];
        return standing.Contains(SignatureMeaning.Rejected) ? ReviewState.Rejected
            : standing.Contains(SignatureMeaning.Approved) ? ReviewState.Approved
            : standing.Contains(SignatureMeaning.Reviewed) ? ReviewState.ToApprove
            : ReviewState.ToReview;
    }
}
