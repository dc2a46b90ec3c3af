using System.Net;
using System.Text.RegularExpressions;

namespace Titer.App.Tests.Web;

/// <summary>A browser without scripts: it keeps cookies, sends forms with their antiforgery token, and follows nothing by itself.</summary>
internal sealed partial class Browser : IDisposable
{
    private readonly HttpClient _client;

    public Browser(Uri address)
    {
        _client = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false }) { BaseAddress = address };
        _client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
    }

    public Browser With(string header, string value)
    {
        _client.DefaultRequestHeaders.Add(header, value);
        return this;
    }

    public Task<HttpResponseMessage> Get(string path) => _client.GetAsync(path, TestContext.Current.CancellationToken);

    public Task<string> Text(string path) => _client.GetStringAsync(path, TestContext.Current.CancellationToken);

    public Task<HttpResponseMessage> Post(string path, HttpContent? content = null) => _client.PostAsync(path, content, TestContext.Current.CancellationToken);

    public Task<HttpResponseMessage> LogIn(string name, string password, string code = "", string path = "/login") =>
        Submit(path, "login", ("Form.Name", name), ("Form.Password", password), ("Form.Code", code));

    /// <summary>Opens a page and sends one of its forms back to it.</summary>
    /// <param name="handler">Name of the form.</param>
    public Task<HttpResponseMessage> Submit(string page, string handler, params (string Name, string Value)[] fields) =>
        SubmitTo(page, page, [("_handler", handler), .. fields]);

    /// <summary>Opens a page and sends one of its forms to an address of its own.</summary>
    public async Task<HttpResponseMessage> SubmitTo(string page, string to, params (string Name, string Value)[] fields)
    {
        string token = Token().Match(await Text(page)).Groups[1].Value;
        using var content = new FormUrlEncodedContent(fields.Prepend(("__RequestVerificationToken", token)).Select(f => KeyValuePair.Create(f.Item1, f.Item2)));
        return await Post(to, content);
    }

    public void Dispose() => _client.Dispose();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
