using Titer.App.People;
using Titer.Core;
using Titer.Records;
using Titer.Records.Trail;

namespace Titer.App.Sites;

/// <summary>
/// A site: the people who work there and the trail of what they do apart from batches. A folder with <c>site.yaml</c>, <c>people.db</c> and, unless
/// it is in a database, <c>trail.db</c>. Whoever writes, writes through <see cref="Write"/>: one process at a time.
/// </summary>
internal sealed class Site
{
    /// <summary>Codes of the events of a site itself.</summary>
    public const string RulesChanged = "site.rules", ChangeLost = "account.change.lost", AccountsOlder = "accounts.older";

    /// <summary>Source of the events of a site and its accounts.</summary>
    public const string Source = "site";

    private const string ChangePrefix = "account.";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly string _people;

    private Site(string folder, SiteSettings settings, TimeProvider clock) =>
        (Folder, Settings, Clock, _people) = (folder, settings, clock, Path.Combine(folder, PeopleContext.FileName));

    public string Folder { get; }

    /// <summary>The folder's own name, by which authenticator apps list it.</summary>
    public string Name => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(Folder)));

    public SiteSettings Settings { get; }

    public TimeProvider Clock { get; }

    // Each event is vouched for at once: there are few, and the end of a trail must not be cut off. Who only reads needs no key.
    private CheckpointSigner Signer => new(SigningKey.OpenOrCreate(Settings.Key ?? SigningKey.DefaultFile), Clock) { Every = 1 };

    /// <summary>A site that is there.</summary>
    /// <param name="rules">Other rules than those of <c>site.yaml</c>.</param>
    /// <exception cref="InputException">There is none, or its settings are wrong.</exception>
    public static Site Open(string folder, TimeProvider clock, PeopleRules? rules = null)
    {
        if (!IsOne(folder)) throw new InputException(folder,
            $"this folder is no site, which has a {SiteSettings.FileName}; 'titer site new {Visible.Of(folder)}' makes one.");
        SiteSettings settings = SiteSettings.Read(folder);
        return new Site(folder, rules is null ? settings : settings with { Rules = rules }, clock);
    }

    public static bool IsOne(string folder) => File.Exists(Path.Combine(folder, SiteSettings.FileName));

    /// <summary>Makes a site without accounts. The settings are written last, so that a site is whole or is none.</summary>
    /// <param name="trail">Address of a run in a database that is to hold the trail; null for a file in the folder.</param>
    /// <param name="key">File of the key that signs the trail; null for the user's own.</param>
    /// <exception cref="InputException">There is something already, or it cannot be written.</exception>
    public static Site Create(string folder, PostgresAddress? trail, string? key, TimeProvider clock, PeopleRules? rules = null)
    {
        if (File.Exists(folder)) throw new InputException(folder, "this is a file, and a site needs a folder of its own.");
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            throw new InputException(folder, "this folder is not empty, and a site needs a folder of its own.");
        try
        {
            PrivateFolder.Create(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(folder, $"the folder of the site cannot be made: {e.Message.TrimEnd('.')}.");
        }
        RecordPlace place = trail is null ? RecordPlace.Of(Path.Combine(folder, SiteSettings.TrailFile)) : RecordPlace.Of(trail);
        var site = new Site(folder, new SiteSettings(place, key, rules ?? new PeopleRules()), clock);
        using (IRecord record = place.Create(site.Signer))
        using (var begun = new AuditTrail(record, clock))
            begun.Add(time => new Event(time, EventKind.Run, Severity.Information, Source, AuditTrail.Began,
                "The trail of a site begins.").With("site", site.Name));
        PeopleContext.Create(site._people);
        string yaml = "# The site: where its audit trail is, and rules for accounts other than the usual ones (docs/people.md).\n"
            + $"trail: {Quoted(trail?.ToString() ?? SiteSettings.TrailFile)}\n"
            + (key is null ? "" : $"signing-key: {Quoted(Path.GetFullPath(key))}\n");
        OutputFile.WriteText(Path.Combine(folder, SiteSettings.FileName), yaml);
        return site;
    }

    /// <summary>
    /// Changes accounts, or adds to the trail, or both. What is done to the accounts lasts if this returns, and the trail has it by then; if it
    /// throws, or the process ends before, the accounts are as they were. The trail is written first: it never lacks a change that was made, and one
    /// that it has and that was not made it says so with the next writing (<see cref="ChangeLost"/>).
    /// </summary>
    /// <exception cref="InputException">What the change throws; or another process keeps the site busy; or the trail is not the one that the accounts
    /// know.</exception>
    /// <exception cref="IOException">The trail or the accounts cannot be written; then nothing was changed.</exception>
    public T Write<T>(Func<SiteWriter, T> change) => PeopleContext.Attempt(_people, () =>
    {
        using PeopleContext people = PeopleContext.Open(_people);
        // BEGIN IMMEDIATE: one process at a time, and the others wait. It holds for the trail too, which has one writer as every record.
        using var transaction = people.Database.BeginTransaction();
        using IRecord record = Settings.Trail.OpenForAppend(Signer, patience: Patience);
        using var trail = new AuditTrail(record, Clock);
        TrailMark mark = people.Marks.Single();
        var writer = new SiteWriter(this, people, record, trail, mark);
        bool noted = Settle(mark, record, writer) | FailedLogIns.Summarise(writer) | NoteRules(mark, writer);
        Mark(mark, record);
        people.SaveChanges();
        transaction.CreateSavepoint("noted");
        T result;
        try
        {
            result = change(writer);
        }
        catch (InputException) when (noted)
        {
            // What was noted before the change stands, or it would be noted again.
            transaction.RollbackToSavepoint("noted");
            transaction.Commit();
            throw;
        }
        Mark(mark, record);
        people.SaveChanges();
        transaction.Commit();
        return result;
    });

    /// <summary>Looks at accounts without changing any.</summary>
    public T Read<T>(Func<PeopleContext, T> look) => PeopleContext.Attempt(_people, () =>
    {
        using PeopleContext people = PeopleContext.Open(_people);
        return look(people);
    });

    /// <summary>The trail that the accounts know is there to its last known entry. What it has beyond was added by a process that ended before it
    /// changed the accounts; or by many that did change them, and older accounts were put in their place, with sessions that ended since.</summary>
    private bool Settle(TrailMark mark, IRecord record, SiteWriter writer)
    {
        List<long> lost = [];
        long since = mark.Entry, acts = 0;
        var decoder = new EntryDecoder();
        bool known = mark.Entry == 0;
        foreach (Entry entry in record.Read(Math.Max(mark.Entry, 1)))
        {
            if (entry.Number == mark.Entry) known = Convert.ToHexStringLower(entry.Hash.Span) == mark.Hash;
            else if (entry.Kind == EntryKind.Event && decoder.Event(entry) is var happened && !IsNote(happened.Code))
            {
                acts++;
                if (happened.Code.StartsWith(ChangePrefix, StringComparison.Ordinal)) lost.Add(entry.Number);
            }
        }
        if (!known)
            throw new InputException($"{Settings.Trail}",
                $"this is not the trail that the accounts of this site know: its entry {mark.Entry} is another one or gone.");
        foreach (long number in lost)
        {
            writer.Add(ChangeLost, Severity.Medium,
                $"The change that entry {number} announces is not in the accounts: the process ended before, or older accounts were put in place.",
                ("entry", $"{number}"));
        }
        // One process that ends leaves one act; the first entry of a new site is no act of people.
        bool older = since > 0 && acts > 1;
        if (older)
        {
            foreach (Session session in writer.People.Sessions.Where(s => !s.Ended)) session.Ended = true;
            writer.Add(AccountsOlder, Severity.High,
                $"The accounts are those of entry {since}, and the trail has {acts} later acts: {PeopleContext.FileName} was exchanged for an older one, "
                + "or the process ended again and again. All sessions were ended; look at each change since.", ("entry", $"{since}"), ("acts", $"{acts}"));
        }
        return older || lost.Count > 0;
    }

    // What the writing itself notes, once more after each process that ended.
    private static bool IsNote(string code) =>
        code is ChangeLost or AccountsOlder or RulesChanged or FailedLogIns.Flood or FailedLogIns.Failed or PeopleDirectory.Locked;

    private bool NoteRules(TrailMark mark, SiteWriter writer)
    {
        string rules = Settings.Rules.ToString(), old = mark.Rules;
        if (old == rules) return false;
        mark.Rules = rules;
        if (old.Length == 0) return false;
        writer.Add(RulesChanged, Severity.Medium, $"The rules of {SiteSettings.FileName} were changed.", ("what", "rules for accounts"), ("old", old),
            ("new", rules));
        return true;
    }

    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static void Mark(TrailMark mark, IRecord record) => (mark.Entry, mark.Hash) = (record.Count, Convert.ToHexStringLower(record.Head.Span));
}
