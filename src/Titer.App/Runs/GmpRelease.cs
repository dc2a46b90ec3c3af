using Titer.App.People;
using Titer.App.Sites;
using Titer.Core;
using Titer.Plant.Running;
using Titer.Records;

namespace Titer.App.Runs;

/// <summary>What lets a run start in GMP mode, which the trail of the site notes.</summary>
internal static class GmpRelease
{
    /// <exception cref="InputException">Something of it is not in force, or the trail is broken.</exception>
    public static GmpStart Of(Site site, Identified who, RunHeader header) => site.Write(writer =>
    {
        ChainCheck check = writer.Trail.Check();
        if (!check.Result.Ok) throw new InputException($"{site.Settings.Trail}", $"nothing is run in GMP mode, because the trail of the site is {check.Result}");
        GmpStart start = GmpStart.Of(header, check.Documents, (check.Result.Entries, check.Result.Head));
        string what = string.Join(", ", start.Versions.Select(v => v.Document));
        writer.Add("run.gmp", Severity.Information, $"{who.Person.Name} starts a run in GMP mode from {what}.",
            (Person.IdKey, who.Person.Id), (Person.NameKey, who.Person.Name), ("what", what));
        return start;
    });
}
