using System.Collections.Immutable;
using Titer.App.Hosting;
using Titer.App.Runs;
using Titer.Records;

namespace Titer.App.Web.Api.Runs;

/// <summary>The runs of this server. One is asked for by the name of its folder, which is compared with those there are and never made into a
/// path.</summary>
internal static class RunsHere
{
    public static ImmutableArray<string> All(UnitHost host) => !Directory.Exists(host.Runs) ? []
        : [.. Directory.EnumerateDirectories(host.Runs).Where(f => File.Exists(RunFolder.RecordOf(f))).Select(f => Path.GetFileName(f)!)
            .Order(StringComparer.Ordinal)];

    /// <exception cref="NotThere">There is no such run.</exception>
    public static RunPlace Find(UnitHost host, string id)
    {
        if (!All(host).Contains(id)) throw new NotThere($"There is no run '{Visible.Of(id)}'.");
        string folder = Path.Combine(host.Runs, id);
        return new RunPlace(folder, RecordPlace.Of(RunFolder.RecordOf(folder)), folder);
    }
}
