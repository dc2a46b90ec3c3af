using Titer.App.People;
using Titer.Core;
using Titer.Records;
using Titer.Records.Trail;

namespace Titer.App.Sites;

/// <summary>What a change of a site works on. An operation changes the accounts first, all within the open transaction, and adds its event last:
/// nothing can be refused after the trail has it.</summary>
internal sealed class SiteWriter(Site site, PeopleContext people, IRecord record, AuditTrail trail, TrailMark mark)
{
    public Site Site { get; } = site;

    public PeopleContext People { get; } = people;

    /// <summary>The record below the trail, for reading.</summary>
    public IRecord Record { get; } = record;

    public AuditTrail Trail { get; } = trail;

    public TrailMark Mark { get; } = mark;

    public AccountManager Accounts { get; } = AccountManager.Of(people, site.Settings.Rules, site.Clock);

    /// <summary>Adds an event about access to the site, after what it tells of is saved.</summary>
    /// <returns>The number of its entry.</returns>
    public long Add(string code, Severity severity, string message, params IEnumerable<(string Key, string Value)> data)
    {
        People.SaveChanges();
        return Trail.Add(time =>
            data.Aggregate(new Event(time, EventKind.Access, severity, Site.Source, code, message), (e, d) => e.With(d.Key, d.Value)));
    }
}
