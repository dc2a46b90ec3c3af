using Microsoft.Extensions.DependencyInjection;
using Titer.App.Hosting;
using Titer.App.People;
using Titer.App.Reviews;

namespace Titer.App.Tests.Web.Reviews;

/// <summary>A server with a short batch that has ended, which omar ran, who is of quality too.</summary>
public sealed class ReviewBench : IAsyncLifetime
{
    private const double Times = 20;

    private readonly TempFolder _recipes = new();

    internal TestServer Server { get; private set; } = null!;

    internal RunReviews Reviews => Server.App.Services.GetRequiredService<RunReviews>();

    /// <summary>Name of the run.</summary>
    internal string Run { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(_recipes["equipment"]);
        foreach (string file in Directory.GetFiles(Path.Combine(Repository.Recipes, "equipment"))) File.Copy(file, Path.Combine(_recipes["equipment"], Path.GetFileName(file)));
        string recipe = await File.ReadAllTextAsync(Path.Combine(Repository.Recipes, "cho-antigen.yaml"), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(_recipes["short.yaml"], string.Join('\n', recipe.Split('\n').Select(line =>
            line.StartsWith("  batch-time:", StringComparison.Ordinal) ? "  batch-time: { value: 3, unit: h, low: 1, high: 400 }"
            : line.StartsWith("  shift-time:", StringComparison.Ordinal) ? "  shift-time: { value: 2, unit: h, low: 0.5, high: 400 }" : line)), TestContext.Current.CancellationToken);
        Server = await TestServer.Start(Times, recipes: _recipes.Path);
        Identified omar = Server.Add("omar", Role.Operator, Role.Quality);
        Server.Add("oskar", Role.Operator);
        Server.Add("simone", Role.Supervisor);
        Server.Add("quy", Role.Quality);
        HostedUnit unit = Server.Units.Start(new BatchRequest("short.yaml", "R1", 301, 1000, IsGmp: false) { AutoConfirm = true, Faults = ["do-dropout@1+0.5", "ph-light@1.5"] }, omar);
        await TestServer.Until(() => unit.Turning.IsCompleted, "the batch ends", 120);
        Assert.Equal(HostedState.Ended, unit.Snapshot.State);
        Run = unit.Id;
    }

    /// <summary>A copy of the run's record under another name.</summary>
    internal string Copy(string name)
    {
        Directory.CreateDirectory(Path.Combine(Server.Runs, name));
        File.Copy(Path.Combine(Server.Runs, Run, "record.db"), Path.Combine(Server.Runs, name, "record.db"), overwrite: true);
        return name;
    }

    /// <summary>A page once it has what it was asked for.</summary>
    internal static async Task<string> Shown(Titer.App.Tests.Web.Browser browser, string path, string text)
    {
        string page = "";
        for (int i = 0; i < 300; i++)
        {
            page = await browser.Text(path);
            if (page.Contains(text, StringComparison.Ordinal)) return page;
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
        Assert.Fail($"{path} does not show {text}: {page}");
        return "";
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        _recipes.Dispose();
    }
}
