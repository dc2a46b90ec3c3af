using Titer.App.People;
using Titer.App.Sites;
using Titer.Core;
using Titer.Records;
using Titer.Records.Trail;

namespace Titer.App.Tests.Sites;

/// <summary>A site of its own in a temporary folder, by a clock that the test moves, with few rounds of PBKDF2 so that hundreds of log-ins take seconds.</summary>
internal sealed class TestSite : IDisposable
{
    public const string First = "ada.first", FirstPassword = "grau Tinte leise Zaun 41", Password = "violet kettle 7 moraine";

    private readonly TempFolder _folder = new();
    private readonly PeopleRules _rules;

    public TestSite(PeopleRules? rules = null)
    {
        _rules = rules ?? new PeopleRules { PasswordIterations = 1_000 };
        Site = Site.Create(Folder, null, _folder["key.pem"], Clock, _rules);
        string once = new PeopleAdministration(Site, People).AddFirst(First, "Ada First");
        Assert.Equal(AdmissionStatus.Admitted, People.ChangePassword(First, once, null, FirstPassword).Status);
    }

    public string Folder => _folder["plant"];

    public string PeopleFile => Path.Combine(Folder, PeopleContext.FileName);

    public string TrailFile => Path.Combine(Folder, SiteSettings.TrailFile);

    public ManualClock Clock { get; } = new();

    public Site Site { get; private set; }

    public PeopleDirectory People => new(Site);

    public PeopleAdministration Administration => new(Site, People);

    public Identified Administrator => LogIn(First, FirstPassword);

    /// <summary>The settings are read again, as the next process does.</summary>
    public void Reopen(PeopleRules? rules = null) => Site = Site.Open(Folder, Clock, rules ?? _rules);

    public Identified LogIn(string name, string password = Password) => People.Authenticate(name, password).Required();

    public Identified Add(string name, params Role[] roles)
    {
        string once = Administration.Add(Administrator, name, $"Person {name}", roles, "joins the site");
        Assert.Equal(AdmissionStatus.Admitted, People.ChangePassword(name, once, null, Password).Status);
        return LogIn(name);
    }

    public (long Number, Event Event)[] Events()
    {
        using IRecord record = Site.Settings.Trail.Open();
        return [.. new AuditTrail(record, Clock).Events()];
    }

    public Event Last(string code) => Events().Last(e => e.Event.Code == code).Event;

    public int Count(string code) => Events().Count(e => e.Event.Code == code);

    public void Dispose() => _folder.Dispose();

    internal sealed class ManualClock : TimeProvider
    {
        private DateTimeOffset _now = new(2026, 3, 2, 6, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => _now;

        public void Pass(TimeSpan time) => _now += time;
    }
}
