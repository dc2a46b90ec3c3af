using System.Collections.Immutable;
using Titer.App.Hosting;
using Titer.App.Runs;

namespace Titer.App.Web.Api.Runs;

/// <summary>The runs of this server. One is asked for by the name of its folder, which is compared with those there are and never made into a
/// path.</summary>
internal static class RunsHere
{
    public static ImmutableArray<string> All(UnitHost host) => RunFolder.Names(host.Runs);

    /// <exception cref="NotThere">There is no such run.</exception>
    public static RunPlace Find(UnitHost host, string id) => RunPlace.Within(host.Runs, id) ?? throw new NotThere($"There is no run '{Visible.Of(id)}'.");
}
