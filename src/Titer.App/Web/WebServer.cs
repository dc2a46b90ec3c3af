using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.StaticWebAssets;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MudBlazor.Services;
using Titer.App.Hosting;
using Titer.App.Laboratory.Uploads;
using Titer.App.People;
using Titer.App.Reviews;
using Titer.App.Sites;
using Titer.App.Trail;
using Titer.App.Web.Access;
using Titer.App.Web.Api;
using Titer.App.Web.Alarms;
using Titer.App.Web.Languages;
using Titer.App.Web.Layout;
using Titer.App.Web.Observation;
using Titer.App.Web.Reviews;

namespace Titer.App.Web;

/// <summary>The web server of a site, with the units of this process behind it. Everything but the log-in asks for a session.</summary>
internal static class WebServer
{
    private const long LargestRequest = 1 << 20;
    private const string ByCookieOrToken = "titer-caller";
    private const int LargestMessage = 256 << 10;

    /// <param name="clock">Time of sessions, units and pages.</param>
    public static WebApplication Create(WebSettings web, UnitHostSettings units, Site site, TimeProvider clock)
    {
        // The files of the pages are beside the program, whatever the current folder is.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(WebServer).Assembly.GetName().Name, ContentRootPath = AppContext.BaseDirectory,
            WebRootPath = Path.Combine(AppContext.BaseDirectory, "wwwroot"), EnvironmentName = Environments.Production,
        });
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => Listen(kestrel, web));
        StaticWebAssetsLoader.UseStaticWebAssets(builder.Environment, builder.Configuration);
        builder.Logging.AddSimpleConsole(o => o.SingleLine = true).SetMinimumLevel(LogLevel.Warning)
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error).AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Error);
        Add(builder.Services, web, units, site, clock);
        WebApplication app = builder.Build();
        Use(app);
        return app;
    }

    private static void Listen(KestrelServerOptions kestrel, WebSettings web)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = LargestRequest;
        void Secure(ListenOptions listen)
        {
            if (web.Certificate is { } certificate) listen.UseHttps(certificate);
        }
        if (web.Url.Host == "localhost" && web.Url.Port > 0) kestrel.ListenLocalhost(web.Url.Port, Secure);
        else if (web.IsLoopback && web.Url.Host == "localhost") kestrel.Listen(System.Net.IPAddress.Loopback, 0, Secure);
        else if (System.Net.IPAddress.TryParse(web.Url.Host.Trim('[', ']'), out System.Net.IPAddress? ip)) kestrel.Listen(ip, web.Url.Port, Secure);
        else kestrel.ListenAnyIP(web.Url.Port, Secure);
    }

    private static void Add(IServiceCollection services, WebSettings web, UnitHostSettings units, Site site, TimeProvider clock)
    {
        services.AddSingleton(clock).AddSingleton(site).AddSingleton(web).AddSingleton(units);
        services.AddSingleton(_ => new UnitHost(units, site, clock)).AddHostedService(s => s.GetRequiredService<UnitHost>());
        services.AddSingleton<RunReviews>().AddSingleton<TrailSearches>();
        services.AddSingleton<Recipes.RecipeShelf>().AddScoped<CurrentPerson>().AddSingleton<PeopleDirectory>();
        services.AddSingleton(_ => new LaboratoryBench(clock, LaboratoryBench.Longest));

        services.AddRouting().AddHttpContextAccessor();
        services.AddAuthentication(ByCookieOrToken)
            .AddPolicyScheme(ByCookieOrToken, null, o => o.ForwardDefaultSelector = TokenAuthentication.Choose)
            .AddScheme<AuthenticationSchemeOptions, TokenAuthentication>(TokenAuthentication.SchemeName, null)
            .AddScheme<AuthenticationSchemeOptions, SessionAuthentication>(SessionAuthentication.SchemeName, null);
        AuthorizationBuilder authorization = services.AddAuthorizationBuilder();
        foreach (Duty duty in Enum.GetValues<Duty>())
            authorization.AddPolicy(duty.ToString(), p => p.RequireAuthenticatedUser().RequireRole(Duties.Of(duty).Select(r => r.Word())));
        authorization.SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        services.AddRateLimiter(limits =>
        {
            limits.GlobalLimiter = LogInLimit.Of(web.LogInsPerMinute);
            limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        });
        services.AddDataProtection().SetApplicationName("titer").PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(site.Folder, "web-keys")));
        services.AddAntiforgery(o => (o.Cookie.Name, o.Cookie.SameSite, o.Cookie.HttpOnly, o.Cookie.SecurePolicy) =
            ("titer-form", SameSiteMode.Strict, true, CookieSecurePolicy.SameAsRequest));

        services.AddLocalization();
        services.Configure<RequestLocalizationOptions>(o =>
        {
            o.AddSupportedCultures(Language.Codes).AddSupportedUICultures(Language.Codes).SetDefaultCulture(Language.Codes[0]);
            o.RequestCultureProviders =
                [new CookieRequestCultureProvider { CookieName = Preferences.LanguageCookie }, new CustomRequestCultureProvider(Language.Asked)];
        });
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.Configure<CircuitOptions>(o => o.DisconnectedCircuitRetentionPeriod = TimeSpan.FromMinutes(3));
        services.AddSignalR(o => o.MaximumReceiveMessageSize = LargestMessage);
        services.AddCascadingAuthenticationState();
        services.AddMudServices();
        services.AddApi();
        services.AddObservation();
    }

    private static void Use(WebApplication app)
    {
        app.UseStrictHeaders();
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandlingPath = "/trouble", CreateScopeForErrors = true,
            StatusCodeSelector = e => e is Microsoft.AspNetCore.Http.BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError,
        });
        app.UseApiProblems();
        app.UseRateLimiter();
        app.UseRequestLocalization();
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.UseCookieCalls();
        app.MapStaticAssets(Path.Combine(AppContext.BaseDirectory, "titer.staticwebassets.endpoints.json")).AllowAnonymous();
        app.MapPreferences();
        app.MapSession();
        app.MapAlarmHistory();
        app.MapRecords();
        app.MapTrailFile();
        app.MapApi();
        app.MapHealth();
        app.MapObservation();
        app.MapRazorComponents<Document>().AddInteractiveServerRenderMode(o => o.ContentSecurityFrameAncestorsPolicy = null)
            .WithStaticAssets(Path.Combine(AppContext.BaseDirectory, "titer.staticwebassets.endpoints.json"));
    }
}
