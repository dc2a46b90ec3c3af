using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace Titer.App.Web.Api;

/// <summary>
/// The description of the API (OpenAPI 3.1) and a page to read and try it (Scalar). The page is ours, because Scalar's own starts with an inline
/// script, which the policy of this server forbids; its script and fonts come from here, and it asks no other host.
/// </summary>
internal static class ApiDocs
{
    private const string Document = "v1";

    private const string Page = """
        <!doctype html>
        <html lang="en">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <title>Titer API</title>
          <link rel="icon" href="/favicon.svg">
        </head>
        <body>
          <noscript>This page needs JavaScript; the description itself is at /api/openapi/v1.json.</noscript>
          <div id="app"></div>
          <script src="/api/docs/scalar/scalar.js"></script>
          <script src="/js/api-docs.js"></script>
        </body>
        </html>
        """;

    public static void AddApiDocs(this IServiceCollection services) => services.AddOpenApi(Document, options =>
    {
        options.ShouldInclude = description => description.RelativePath?.StartsWith("api/", StringComparison.Ordinal) == true;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "Titer", Version = Document,
                Description = "Batches, records, documents and people of a site. Wrong input is answered with problem+json and one sentence. "
                    + "A program gives a token (titer people token); a page gives its session and the header RequestVerificationToken.",
            };
            document.Servers = [];
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                ["token"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "A token of a person." },
            };
            document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("token", document)] = [] }];
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            foreach (string status in (string[])["400", "401", "403", "404"])
                operation.Responses!.TryAdd(status, new OpenApiResponse { Description = "problem+json with one sentence" });
            return Task.CompletedTask;
        });
    });

    public static void MapApiDocs(this IEndpointRouteBuilder app)
    {
        app.MapOpenApi("/api/openapi/{documentName}.json").RequireAuthorization();
        app.MapScalarApiReference("/api/docs/scalar").RequireAuthorization();
        app.MapGet("/api/docs", () => TypedResults.Content(Page, "text/html; charset=utf-8")).RequireAuthorization().ExcludeFromDescription();
    }
}
