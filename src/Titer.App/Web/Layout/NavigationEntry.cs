using System.Reflection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;

namespace Titer.App.Web.Layout;

/// <summary>An entry of the navigation. A page that is not there is not in it.</summary>
/// <param name="Text">Key of its name in <see cref="Languages.ShellTexts"/>.</param>
/// <param name="Policy">What its page asks for besides a log-in; null for nothing.</param>
internal sealed record NavigationEntry(string Text, string Path, string? Policy)
{
    private static readonly (string Text, string Path)[] Order =
    [
        ("Plant", "/"), ("Recipes", "/recipes"), ("Alarms", "/alarms"), ("SensingLab", "/laboratory"), ("Campaign", "/campaign"), ("Review", "/review"),
        ("Trail", "/trail"), ("People", "/people"),
    ];

    private static readonly Dictionary<string, Type> Pages = typeof(NavigationEntry).Assembly.GetTypes()
        .SelectMany(t => t.GetCustomAttributes<RouteAttribute>().Select(r => (r.Template, Page: t))).ToDictionary(r => r.Template, r => r.Page);

    public static readonly IReadOnlyList<NavigationEntry> All =
    [
        .. Order.Where(e => Pages.ContainsKey(e.Path))
            .Select(e => new NavigationEntry(e.Text, e.Path, Pages[e.Path].GetCustomAttribute<AuthorizeAttribute>()?.Policy)),
    ];
}
