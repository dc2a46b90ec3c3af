using Titer.App.People;
using Titer.App.Reviews;
using Titer.App.Signing;
using Titer.Core;
using Titer.Records.Signatures;

namespace Titer.App.Tests.Web.Reviews;

/// <summary>A run is assessed, reviewed and released as at the page, by people who have just proved who they are.</summary>
public sealed class ReviewSigningTests(ReviewBench bench) : IClassFixture<ReviewBench>
{
    private const string Evil = "<script>alert(1)</script>";

    private Identified Who(string name) => bench.Server.Directory.Authenticate(name, TestServer.Password).Required();

    private Task<RunReview> Sign(RunReview shown, SigningAct act, string who) => bench.Reviews.Sign(shown, act, Who(who));

    private async Task Refused(RunReview shown, SigningAct act, string who, string why)
    {
        InputException refused = await Assert.ThrowsAsync<InputException>(() => Sign(shown, act, who));
        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
        Assert.Equal(PeopleDirectory.Denied, Last().Code);
    }

    private Event Last()
    {
        using Records.IRecord record = bench.Server.Site.Settings.Trail.Open();
        return new Records.Trail.AuditTrail(record, bench.Server.Clock).Events().Last().Event;
    }

    [Fact]
    public async Task A_signature_is_bound_to_what_was_shown_and_who_executed_does_not_approve()
    {
        RunReview shown = await bench.Reviews.Read(bench.Run);
        Assert.Equal(ReviewState.ToReview, shown.State);
        await Refused(shown, new SignatureAct(SignatureMeaning.Reviewed, ""), "oskar", "may not sign as reviewed");
        await Refused(shown, new SignatureAct(SignatureMeaning.Reviewed, ""), "simone", "not assessed");
        AlikeAlarms[] lines = [.. AlikeAlarms.Of(shown.Ledger!)];
        Assert.True(lines.Length > 0);
        Assert.All(lines, l => Assert.Equal(l.Entries.Length, l.Open));
        RunReview now = shown;
        foreach (AlikeAlarms line in lines) now = await Sign(now, new AssessmentAct(line.Entries, Evil), "simone");
        Assert.All(AlikeAlarms.Of(now.Ledger!), l => Assert.Equal(0, l.Open));

        // The record has grown since the first look: nothing is signed on it, whoever asks.
        await Refused(shown, new SignatureAct(SignatureMeaning.Reviewed, ""), "simone", "has changed since it was shown");
        Assert.Empty((await bench.Reviews.Read(bench.Run)).Ledger!.Signatures);

        now = await Sign(now, new SignatureAct(SignatureMeaning.Executed, "As planned."), "omar");
        await Refused(now, new SignatureAct(SignatureMeaning.Approved, ""), "quy", "approved comes after reviewed");
        now = await Sign(now, new SignatureAct(SignatureMeaning.Reviewed, Evil), "simone");
        Assert.Equal(ReviewState.ToApprove, now.State);
        await Refused(now, new SignatureAct(SignatureMeaning.Approved, ""), "omar", "executed the run");
        await Refused(now, new SignatureAct(SignatureMeaning.Approved, ""), "simone", "may not sign as approved");
        string document = now.Document;
        now = await Sign(now, new SignatureAct(SignatureMeaning.Approved, ""), "quy");
        Assert.Equal((ReviewState.Approved, document, ""), (now.State, now.Ledger!.Signatures[^1].Content.Document, now.Disagreement));
        Assert.Equal(SigningNote.Signed, Last().Code);

        using Browser browser = await bench.Server.LoggedIn("quy");
        string page = await ReviewBench.Shown(browser, $"/review/{bench.Run}", "Released: approved by Person quy");
        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", page, StringComparison.Ordinal);

        await Refused(now, new VoidAct(3, "x"), "simone", "they or quality may make it void");
        now = await Sign(now, new VoidAct(3, Evil), "quy");
        Assert.Equal(ReviewState.ToApprove, now.State);
        now = await Sign(now, new SignatureAct(SignatureMeaning.Rejected, "Not this one."), "quy");
        Assert.Equal(ReviewState.Rejected, now.State);
        Assert.Contains("Not released: rejected by Person quy", await ReviewBench.Shown(browser, $"/review/{bench.Run}", "rejected by"), StringComparison.Ordinal);
    }
}
