using Microsoft.AspNetCore.Http;
using Titer.App.Commands.Signing;
using Titer.App.Hosting;
using Titer.App.People;
using Titer.App.Runs;
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
        string act = meaning.Word();
        Identified who = new PeopleDirectory(site).Authenticate(context.Caller().LogIn, asked.Password, asked.Code, $"signature: {act}").Required();
        using var desk = new SigningDesk(place.Folder, site, RunArgument.Signer(settings.Key));
        if (desk.Shown.Document != asked.Document)
            throw new InputException("The batch record is another one than was read; read it again before it is signed.");
        return SignatureView.Of(desk.Sign(who, act, (person, roles) => desk.Signing.Give(person.Person, roles, meaning, asked.Comment, asked.Document),
            s => ($"signature {s.Number}: {act}", s.Comment)));
    }
}
