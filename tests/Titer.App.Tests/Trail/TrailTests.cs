using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Titer.App.Commands.Trail;
using Titer.App.People;
using Titer.App.Tests.Sites;
using Titer.App.Trail;
using Titer.Core;
using Titer.Records;
using Titer.Records.Signatures;

namespace Titer.App.Tests.Trail;

/// <summary>The audit trail is found again, shown without harm, and its review signed.</summary>
public sealed class TrailTests
{
    private static readonly TrailQuery Everything = new(null, null, null, null, null, null);

    [Fact]
    public void The_trail_is_searched_by_time_person_what_kind_and_text()
    {
        using var site = new TestSite();
        site.Add("bob", Role.Operator);
        site.Clock.Pass(TimeSpan.FromDays(1));
        DateTimeOffset day = site.Clock.GetUtcNow();
        site.Administration.Disable(site.Administrator, "bob", "left for Basel");
        site.Clock.Pass(TimeSpan.FromDays(1));
        site.People.Authenticate("mallory", "x");

        Assert.Equal(site.Events().Length, Found(site, Everything).Length);
        Assert.Equal(PeopleAdministration.Disabled, Assert.Single(Found(site, Everything with { Text = "BASEL" })).Event.Code);
        Assert.Equal(["login", PeopleAdministration.Disabled], Found(site, Everything with { From = day, To = day.AddHours(1) }).Select(l => l.Event.Code));
        Assert.Empty(Found(site, Everything with { From = day.AddTicks(1), To = day.AddHours(1) }));
        Assert.Equal("mallory", Assert.Single(Found(site, Everything with { Who = "mall" })).Who);
        Assert.All(Found(site, Everything with { Who = "Ada" }), l => Assert.Equal("Ada First", l.Who));
        Assert.Equal([PeopleAdministration.Added, PeopleAdministration.Disabled], Found(site, Everything with { What = "account bob" }).Select(l => l.Event.Code));
        Assert.Equal([FailedLogIns.Failed], Found(site, Everything with { Kind = "login.failed" }).Select(l => l.Event.Code));
        Assert.Equal(site.Events().Length - 1, Found(site, Everything with { Kind = "access" }).Length);
        Assert.Empty(Found(site, Everything with { Who = "Ada", Text = "' OR 1=1 --" }));
    }

    [Fact]
    public void A_broken_trail_is_shown_up_to_where_it_breaks_and_said_to_be_broken()
    {
        using var site = new TestSite();
        SiteTests.Sql(site.TrailFile, "DROP TRIGGER IF EXISTS entry_no_update; "
            + "CREATE TABLE copy AS SELECT * FROM entry; DROP TABLE entry; ALTER TABLE copy RENAME TO entry; UPDATE entry SET time = time + 1 WHERE number = 3");
        using IRecord record = site.Site.Settings.Trail.Open();
        int shown = 0;
        Verification found = TrailReading.Read(record, Everything, _ => shown++).Result;
        Assert.Equal((3L, 2), (found.FirstBroken, shown));
    }

    [Fact]
    public void What_people_typed_moves_no_cursor_and_opens_no_formula()
    {
        var line = new TrailLine(7, "ab", new Event(DateTimeOffset.UnixEpoch, EventKind.Access, Severity.Low, "site", "login.failed", "=cmd|' /C calc'!A0\u001b[2J")
            .With("login", "@SUM(1)\u202e,\"x\"\r\n").With("reason", new string('r', 1000)));
        string shown = TrailTable.Of(line);
        Assert.DoesNotContain(shown.Replace("\n", "", StringComparison.Ordinal), c => char.IsControl(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format);
        Assert.Contains("\\u{1b}[2J", shown, StringComparison.Ordinal);
        Assert.Contains("(1000 characters)", shown, StringComparison.Ordinal);
        string csv = TrailCsv.Of(line);
        Assert.Contains(",\"'@SUM(1)\u202e,\"\"x\"\"\r\n\",", csv, StringComparison.Ordinal);
        Assert.Contains(",'=cmd|", csv, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-03-01", "2026-03-01T00:00:00Z")]
    [InlineData("2026-03-01T06:30", "2026-03-01T06:30:00Z")]
    [InlineData("2026-03-01T06:30+02:00", "2026-03-01T04:30:00Z")]
    [InlineData("2026-03-01T06:30:15Z", "2026-03-01T06:30:15Z")]
    public void A_moment_is_in_UTC(string text, string moment) =>
        Assert.Equal(DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture), TrailQuery.Moment(text, "--from"));

    [Theory]
    [InlineData("yesterday")]
    [InlineData("2026-02-30")]
    [InlineData("")]
    public void What_is_no_moment_is_one_sentence(string text) =>
        Assert.Contains("a moment looks like", Assert.Throws<InputException>(() => TrailQuery.Moment(text, "--from")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_review_is_a_signature_over_exactly_the_events_of_the_range()
    {
        using var site = new TestSite();
        Identified quinn = site.Add("quinn", Role.Quality);
        DateTimeOffset from = site.Clock.GetUtcNow();
        site.Clock.Pass(TimeSpan.FromHours(1));
        TrailReview review = Look(site, from, site.Clock.GetUtcNow());
        long entry = review.Sign(site.Site, quinn, "nothing unusual");

        var signed = Signature.Of(site.Events()[^1].Event)!;
        Assert.Equal((quinn.Person, SignatureMeaning.Reviewed, "quality", "nothing unusual"), (signed.Person, signed.Meaning, signed.Role, signed.Comment));
        Assert.Equal(entry - 1, signed.Content.Entry);
        string listed = string.Concat(Found(site, Everything with { From = from, To = site.Clock.GetUtcNow() }).Select(l => $"{l.Number} {l.Hash}\n"));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(listed))), signed.Content.Document);
        Assert.Equal($"{review.Events}", site.Events()[^1].Event.Data["events"]);
        Verification found = site.Site.Settings.Trail.Verify();
        Assert.True(found.Ok, found.Reason);
        Assert.Equal(2, Look(site, from, site.Clock.GetUtcNow()).Sign(site.Site, quinn, "") - entry + 1);
    }

    [Fact]
    public void A_review_is_refused_to_whom_it_is_not_and_of_what_it_cannot_be()
    {
        using var site = new TestSite();
        Identified quinn = site.Add("quinn", Role.Quality), oskar = site.Add("oskar", Role.Operator);
        DateTimeOffset from = site.Clock.GetUtcNow();
        site.Clock.Pass(TimeSpan.FromHours(1));
        DateTimeOffset to = site.Clock.GetUtcNow();
        TrailReview review = Look(site, from, to);
        Refused("may not review the audit trail", () => review.Sign(site.Site, oskar, ""));
        Refused("not the one that was shown", () => (review with { Digest = new string('0', 64) }).Sign(site.Site, quinn, ""));
        Refused("not the one that was shown", () => (review with { Events = review.Events - 1 }).Sign(site.Site, quinn, ""));
        Refused("in the future", () => Look(site, from, to.AddSeconds(1)));
        Refused("no event", () => Look(site, from.AddMinutes(1), to.AddMinutes(-1)));
        Assert.DoesNotContain(site.Events(), e => e.Event.Kind == EventKind.Signature);

        // Whoever changed something in the range does not review it.
        Identified cleo = site.Add("cleo", Role.Administrator);
        site.Administration.Disable(cleo, "oskar", "left");
        site.Administration.SetRoles(site.Administrator, "cleo", [Role.Quality], "new post");
        site.Clock.Pass(TimeSpan.FromHours(1));
        Refused("who acted does not review", () => Look(site, from, site.Clock.GetUtcNow()).Sign(site.Site, site.LogIn("cleo"), ""));
    }

    private static TrailReview Look(TestSite site, DateTimeOffset from, DateTimeOffset to)
    {
        using IRecord trail = site.Site.Settings.Trail.Open();
        return TrailReview.Of(trail, "trail", from, to, site.Clock.GetUtcNow());
    }

    private static TrailLine[] Found(TestSite site, TrailQuery query)
    {
        using IRecord record = site.Site.Settings.Trail.Open();
        List<TrailLine> lines = [];
        Assert.True(TrailReading.Read(record, query, lines.Add).Result.Ok);
        return [.. lines];
    }

    private static void Refused(string reason, Action act) => Assert.Contains(reason, Assert.Throws<InputException>(act).Message, StringComparison.Ordinal);
}
