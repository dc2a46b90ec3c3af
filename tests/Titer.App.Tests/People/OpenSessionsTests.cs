using Titer.App.People;
using Titer.App.Tests.Sites;
using Titer.Core;

namespace Titer.App.Tests.People;

public sealed class OpenSessionsTests : IDisposable
{
    private readonly TestSite _site = new();

    private OpenSessions Open => new(_site.Site, _site.People);

    private Sessions Sessions => new(_site.Site);

    public void Dispose() => _site.Dispose();

    [Fact]
    public void An_administrator_sees_and_ends_the_session_of_anybody_with_a_reason()
    {
        Identified olga = _site.Add("olga.operator", Role.Operator), ada = _site.Administrator;
        string token = Sessions.Open(olga);
        OpenSession session = Assert.Single(Open.Of(ada));
        Assert.Equal("olga.operator", session.LogIn);
        Assert.DoesNotContain(session.Id, token);
        Assert.Throws<InputException>(() => Open.End(ada, session.Id, " "));
        Open.End(ada, session.Id, "left the terminal");
        Assert.Null(Sessions.Use(token));
        Assert.Equal("left the terminal", _site.Last(OpenSessions.EndedByOther).Data["reason"]);
        Assert.Empty(Open.Of(ada));
    }

    [Fact]
    public void Others_see_and_end_only_their_own_and_an_attempt_at_anothers_is_in_the_trail()
    {
        Identified olga = _site.Add("olga.operator", Role.Operator), otto = _site.Add("otto.operator", Role.Operator);
        string olgas = Sessions.Open(olga), ottos = Sessions.Open(otto);
        OpenSession own = Assert.Single(Open.Of(otto)), other = Assert.Single(Open.Of(olga));
        Assert.Throws<InputException>(() => Open.End(otto, other.Id, "no reason"));
        Assert.Equal(1, _site.Count(PeopleDirectory.Denied));
        Assert.NotNull(Sessions.Use(olgas));
        Open.End(otto, own.Id, "");
        Assert.Null(Sessions.Use(ottos));
    }

    [Fact]
    public void A_session_that_is_over_by_itself_is_in_no_list()
    {
        Sessions.Open(_site.Add("olga.operator", Role.Operator));
        _site.Clock.Pass(TimeSpan.FromMinutes(_site.Site.Settings.Rules.IdleMinutes));
        Assert.Empty(Open.Of(_site.Administrator));
    }
}
