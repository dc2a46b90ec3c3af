using System.CommandLine;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Titer.App.Hosting;
using Titer.App.People;
using Titer.App.Runs;
using Titer.App.Sites;
using Titer.App.Web;
using Titer.Core;
using Command = System.CommandLine.Command;

namespace Titer.App.Commands;

/// <summary><c>titer serve</c>: the pages of a site, and the batches that are run from them.</summary>
internal static class ServeCommand
{
    private const string Administrator = "administrator", Printed = "First Administrator";

    public static Command Create()
    {
        Option<string?> site = SiteOption.Create(), key = RunArgument.Key(), spool = RunArgument.Spool();
        var runs = new Option<string>("--runs") { Description = "Folder of the runs; those that the server left unfinished go on.", DefaultValueFactory = _ => RunFolder.Parent };
        var recipes = new Option<string>("--recipes") { Description = "Folder of the recipes that can be run.", DefaultValueFactory = _ => "recipes" };
        var port = new Option<string>("--port") { Description = "Port on this machine.", DefaultValueFactory = _ => "5080" };
        var url = new Option<string?>("--url") { Description = "Address to listen on in place of --port, such as https://titer.example.org:5080; beyond this machine only with a --certificate." };
        var certificate = new Option<string?>("--certificate") { Description = "PEM file of the certificate for https." };
        var certificateKey = new Option<string?>("--certificate-key") { Description = "PEM file of the certificate's key, when it is not in the same file." };
        var command = new Command("serve", "Serve the pages of a site at http://localhost:5080, and run batches from them.")
        {
            site, runs, recipes, port, url, certificate, certificateKey, key, spool,
        };
        command.SetAction(async (parsed, cancelled) =>
        {
            WebSettings web = WebSettings.Of(parsed.GetValue(url), PortOf(parsed.GetValue(port)!), parsed.GetValue(certificate),
                parsed.GetValue(certificateKey));
            var units = new UnitHostSettings(parsed.GetValue(runs)!, parsed.GetValue(recipes)!, parsed.GetValue(key), parsed.GetValue(spool));
            Site at = SiteFor(parsed.GetValue(site), parsed.GetValue(key));
            await using WebApplication app = WebServer.Create(web, units, at, TimeProvider.System);
            await app.StartAsync(cancelled);
            string listens = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
            Console.WriteLine($"Titer serves {Visible.Of(at.Name)} at {listens}; end it with Ctrl+C, and it goes on with its batches when it is started again.");
            await app.WaitForShutdownAsync(cancelled);
            return 0;
        });
        return command;
    }

    private static int PortOf(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int port) ? port
        : throw new InputException($"--port {text}: a port is a whole number from 0 to 65535.");

    /// <summary>The site that was asked for; where none was, the usual one, made with an administrator if it is not there.</summary>
    private static Site SiteFor(string? asked, string? key)
    {
        string folder = SiteOption.FolderOf(asked);
        if (asked is not null || Site.IsOne(folder)) return Site.Open(folder, TimeProvider.System);
        Site made = Site.Create(folder, null, key, TimeProvider.System);
        string password = new PeopleAdministration(made, new PeopleDirectory(made)).AddFirst(Administrator, Printed);
        Console.WriteLine($"The site {Visible.Of(Path.GetFullPath(made.Folder))} was made, with its audit trail {made.Settings.Trail}.");
        Console.WriteLine($"Log in as {Administrator} with this password, which is shown only here and serves to set another: {password}");
        return made;
    }
}
