using Microsoft.AspNetCore.Http;

namespace Titer.App.Web.Access;

/// <summary>How many tokens that do not serve one address has given in this minute: beyond a number none is looked at.</summary>
internal sealed class TokenGuesses(WebSettings web, TimeProvider clock)
{
    // More addresses than this at once are a flood, and are counted as one.
    private const int MostAddresses = 10_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _failures = new(StringComparer.Ordinal);
    private long _minute;

    public bool TooMany(HttpContext context)
    {
        lock (_lock) return _minute == Now() && _failures.GetValueOrDefault(Of(context)) >= web.LogInsPerMinute;
    }

    public void Count(HttpContext context)
    {
        lock (_lock)
        {
            if (_minute != Now()) _failures.Clear();
            _minute = Now();
            string address = Of(context);
            _failures[address] = _failures.GetValueOrDefault(address) + 1;
        }
    }

    private string Of(HttpContext context)
    {
        string address = $"{context.Connection.RemoteIpAddress}";
        return _failures.Count < MostAddresses || _failures.ContainsKey(address) ? address : "";
    }

    private long Now() => clock.GetUtcNow().Ticks / TimeSpan.TicksPerMinute;
}
