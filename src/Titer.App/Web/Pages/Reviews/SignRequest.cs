using Titer.App.Reviews;
using Titer.App.Signing;

namespace Titer.App.Web.Pages.Reviews;

/// <summary>What somebody is about to sign, and what they were shown when they began.</summary>
public sealed record SignRequest(RunReview Shown, SigningAct Act)
{
    /// <summary>The same with the person's own words.</summary>
    public SigningAct Saying(string text) => Act switch
    {
        SignatureAct signature => signature with { Comment = text },
        VoidAct voiding => voiding with { Reason = text },
        AssessmentAct assessment => assessment with { Comment = text },
        _ => throw new ArgumentOutOfRangeException(nameof(text)),
    };
}
