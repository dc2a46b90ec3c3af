using Microsoft.AspNetCore.Http;
using Titer.App.Hosting;
using Titer.App.People;
using Titer.App.Runs;
using Titer.App.Signing;
using Titer.App.Sites;
using Titer.App.Web.Access;
using Titer.Core;
using Titer.Records.Signatures;

namespace Titer.App.Web.Api.Runs;

/// <summary>Signs a run by the API: nothing but the password, given with the request, makes a signature (21 CFR 11.200).</summary>
internal static class RunSigning
{
    public static SignatureView Sign(string id, SignRequest asked, UnitHost host, UnitHostSettings settings, Site site, HttpContext context)
    {
        RunPlace place = RunsHere.Find(host, id);
        if (host.Find(id) is { Turning.IsCompleted: false }) throw new InputException("The batch runs; it is signed when it has ended.");
        SignatureMeaning meaning = SignatureMeanings.Of(asked.Meaning)
            ?? throw new InputException($"A signature says executed, reviewed, approved or rejected, and not '{Visible.Of(asked.Meaning)}'.");
        var act = new SignatureAct(meaning, asked.Comment);
        Identified who = new PeopleDirectory(site).Authenticate(context.Caller().LogIn, asked.Password, asked.Code, $"signature: {act.Words}").Required();
        using var desk = new SigningDesk(place, site, RunArgument.Signer(settings.Key));
        desk.Sign(who, act, () => desk.Require(asked.Document));
        return SignatureView.Of(desk.Signing.Ledger.Signatures[^1]);
    }
}
