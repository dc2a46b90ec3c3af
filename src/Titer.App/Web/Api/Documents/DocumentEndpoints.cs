using System.Net.Mime;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Titer.App.Documents;
using Titer.App.People;
using Titer.App.Sites;
using Titer.App.Web.Access;
using Titer.Core;
using Titer.Records.Versions;

namespace Titer.App.Web.Api.Documents;

/// <summary>Versions of recipes, equipment, calibrations and models of the site. Each change is signed: it takes the password in the request.</summary>
internal static class DocumentEndpoints
{
    /// <summary>A document is text in the request, so that it can be signed in it; larger ones come in by <c>titer documents add</c>.</summary>
    private const long LargestRequest = 4 << 20;

    public static void MapDocuments(this IEndpointRouteBuilder api)
    {
        RouteGroupBuilder documents = api.MapGroup("/documents").WithTags("Documents");
        documents.MapGet("", (Site site) => new SiteDocuments(site).All().Select(DocumentView.Of).ToArray())
            .WithSummary("All versions with their states.");
        documents.MapGet("/{kind}/{name}/{version:int}", (string kind, string name, int version, Site site) =>
            new SiteDocuments(site).AtDesk(desk => DocumentView.Of(Find(desk, kind, name, version)))).WithSummary("One version, and who brought it where.");
        documents.MapGet("/{kind}/{name}/{version:int}/content", (string kind, string name, int version, Site site) =>
        {
            byte[] content = new SiteDocuments(site).AtDesk(desk => desk.Content(Find(desk, kind, name, version)));
            return TypedResults.File(content, MediaTypeNames.Application.Octet, $"{kind}-{version}");
        }).WithSummary("The bytes of a version.").Produces(StatusCodes.Status200OK, contentType: MediaTypeNames.Application.Octet);
        documents.MapPost("", Add).WithSummary("Brings a version in as a draft.").RequireAuthorization(nameof(Duty.AddDocument))
            .WithMetadata(new RequestSizeLimitAttribute(LargestRequest));
        documents.MapPost("/{kind}/{name}/{version:int}/state", Bring).WithSummary("Signs a version reviewed, effective or retired.")
            .RequireAuthorization(p => p.RequireRole(
                new[] { Duty.ReviewDocument, Duty.ApproveDocument, Duty.RetireDocument }.SelectMany(d => Duties.Of(d)).Distinct().Select(r => r.Word())));
    }

    private static Created<DocumentView> Add(AddDocumentRequest asked, Site site, HttpContext context)
    {
        DocumentKind kind = KindOf(asked.Kind);
        Identified who = Prove(site, context, asked.Password, asked.Code, "signature: document added");
        byte[] content = Encoding.UTF8.GetBytes(asked.Content);
        DocumentVersion made = new SiteDocuments(site).Add(who, kind, asked.Name, content, asked.Reason);
        return TypedResults.Created($"{ApiServer.Base}/documents/{made.Kind.Word()}/{Uri.EscapeDataString(made.Name)}/{made.Number}", DocumentView.Of(made));
    }

    private static DocumentView Bring(string kind, string name, int version, BringDocumentRequest asked, Site site, HttpContext context)
    {
        DocumentState next = Enum.GetValues<DocumentState>().Where(s => s != DocumentState.Draft && s.Word() == asked.State).Select(s => (DocumentState?)s)
            .FirstOrDefault() ?? throw new InputException($"A version is made reviewed, effective or retired, and not '{Visible.Of(asked.State)}'.");
        var documents = new SiteDocuments(site);
        string id = documents.AtDesk(desk => Find(desk, kind, name, version).Id);
        Identified who = Prove(site, context, asked.Password, asked.Code, $"signature: document {next.Word()}");
        return DocumentView.Of(documents.Bring(who, id, next, asked.Reason));
    }

    private static Identified Prove(Site site, HttpContext context, string password, string? code, string purpose) =>
        new PeopleDirectory(site).Authenticate(context.Caller().LogIn, password, code, purpose).Required();

    private static DocumentVersion Find(DocumentDesk desk, string kind, string name, int version)
    {
        DocumentKind what = KindOf(kind);
        return desk.Library.Of(what, name).FirstOrDefault(v => v.Number == version)
            ?? throw new NotThere($"There is no version {version} of {what.Word()}/{Visible.Of(name)}.");
    }

    private static DocumentKind KindOf(string word) => DocumentWords.KindOf(word)
        ?? throw new InputException($"A document is a recipe, equipment, calibration or model, and not '{Visible.Of(word)}'.");
}
