using Titer.App.Tests.Web;

namespace Titer.App.Tests.Browser;

/// <summary>A test in the browser at a server of its own, which outlives its pages: a page whose server goes would say so on its console.</summary>
public abstract class ServedTest(Chromium chromium) : BrowserTest(chromium)
{
    private TestServer? _server;

    private protected TestServer Server => _server!;

    public override async ValueTask InitializeAsync() => _server = await TestServer.Start();

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        try
        {
            await base.DisposeAsync();
        }
        finally
        {
            await Server.DisposeAsync();
        }
    }
}
