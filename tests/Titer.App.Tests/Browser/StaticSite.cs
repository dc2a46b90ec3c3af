using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;

namespace Titer.App.Tests.Browser;

/// <summary>The files of the application under its content security policy and one page of the test's own, with no application behind them.</summary>
internal sealed class StaticSite : IAsyncDisposable
{
    private readonly WebApplication _application;

    /// <summary>Stricter than that of the application, which has to let components write style attributes.</summary>
    private const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'";

    private StaticSite(WebApplication application) => _application = application;

    public string Address => _application.Urls.Single();

    /// <param name="page">Answer to <c>/</c>.</param>
    public static async Task<StaticSite> StartAsync(string page)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        WebApplication application = builder.Build();
        application.Use((context, next) =>
        {
            context.Response.Headers.ContentSecurityPolicy = Policy;
            return next();
        });
        application.UseStaticFiles(new StaticFileOptions { FileProvider = new PhysicalFileProvider(Path.Combine(Repository.Root, "src", "Titer.App", "wwwroot")) });
        application.MapGet("/", () => Results.Content(page, "text/html"));
        application.MapGet("/page.css", () => Results.Content("body { background: Canvas; color: CanvasText; } .far { height: 3000px; }", "text/css"));
        await application.StartAsync();
        return new StaticSite(application);
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();
}
