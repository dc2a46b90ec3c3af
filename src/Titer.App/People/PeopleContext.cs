using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Titer.App.Sites;
using Titer.Core;

namespace Titer.App.People;

/// <summary>
/// <c>people.db</c>: the accounts of a site in the tables of ASP.NET Core Identity, their old passwords and sessions, and how far the trail was when
/// they last changed. SQLite, readable by its owner alone.
/// </summary>
internal sealed class PeopleContext(DbContextOptions<PeopleContext> options) : IdentityDbContext<Account, IdentityRole, string>(options)
{
    public const string FileName = "people.db";

    private const int Version = 2;

    /// <summary>How long a change waits for one by another process, in seconds.</summary>
    private const int Patience = 10;

    // No account goes away and none becomes another: not by a mistake of this program, and not by a person with an SQL shell who does not mean it.
    private const string Triggers = """
        CREATE TRIGGER account_stays BEFORE DELETE ON AspNetUsers BEGIN SELECT RAISE(ABORT, 'accounts are never deleted'); END;
        CREATE TRIGGER account_is_itself BEFORE UPDATE OF Id, UserName, NormalizedUserName, LookAlike ON AspNetUsers
          WHEN OLD.Id <> NEW.Id OR OLD.UserName <> NEW.UserName OR OLD.NormalizedUserName <> NEW.NormalizedUserName OR OLD.LookAlike <> NEW.LookAlike
          BEGIN SELECT RAISE(ABORT, 'the name of an account never changes'); END;
        """;

    // Version 1 knew no tokens of programs.
    private const string SinceVersion1 = """
        CREATE TABLE IF NOT EXISTS "AccessTokens" ("TokenHash" TEXT NOT NULL CONSTRAINT "PK_AccessTokens" PRIMARY KEY, "Id" TEXT NOT NULL,
          "AccountId" TEXT NOT NULL, "Purpose" TEXT NOT NULL, "Roles" TEXT NOT NULL, "Issued" TEXT NOT NULL, "Expires" TEXT NOT NULL,
          "Revoked" INTEGER NOT NULL);
        PRAGMA user_version=2;
        """;

    public DbSet<OldPassword> OldPasswords => Set<OldPassword>();

    public DbSet<Session> Sessions => Set<Session>();

    public DbSet<AccessToken> AccessTokens => Set<AccessToken>();

    public DbSet<TrailMark> Marks => Set<TrailMark>();

    /// <summary>Makes the file of a new site.</summary>
    /// <exception cref="InputException">It cannot be made.</exception>
    public static void Create(string file) => Attempt(file, () =>
    {
        var rights = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) rights.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        new FileStream(file, rights).Dispose();
        using PeopleContext people = Connect(file, SqliteOpenMode.ReadWrite);
        people.Database.EnsureCreated();
        people.Database.ExecuteSqlRaw(Triggers);
        people.Roles.AddRange(People.Roles.Words.Select(w => new IdentityRole(w) { NormalizedName = w.ToUpperInvariant() }));
        people.Marks.Add(new TrailMark());
        people.SaveChanges();
        people.Database.ExecuteSqlRaw($"PRAGMA user_version={Version}");
        return true;
    });

    /// <exception cref="InputException">There is none, or it is something else.</exception>
    public static PeopleContext Open(string file) => Attempt(file, () =>
    {
        if (!File.Exists(file)) throw new InputException(file, "this site has no accounts; 'titer site new' makes one.");
        PrivateFolder.Require(file);
        PeopleContext people = Connect(file, SqliteOpenMode.ReadWrite);
        long version = people.Database.SqlQueryRaw<long>("PRAGMA user_version").AsEnumerable().First();
        if (version == 1)
        {
            people.Database.ExecuteSqlRaw(SinceVersion1);
            version = Version;
        }
        return version == Version ? people : throw new InputException(file,
            $"the accounts have the format version {version}; this program reads version {Version}.");
    });

    /// <summary>Runs what reads or writes the file; what SQLite says against it becomes one sentence.</summary>
    public static T Attempt<T>(string file, Func<T> run)
    {
        try
        {
            return run();
        }
        catch (Exception e) when (Fault(e) is { } fault)
        {
            throw new InputException(file, fault.SqliteErrorCode is 5 or 6
                ? "another process is changing the accounts of this site; try again."
                : $"the accounts cannot be used: {fault.Message.ReplaceLineEndings(" ").TrimEnd('.')}.");
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException && !File.Exists(file))
        {
            throw new InputException(file, $"the accounts cannot be made: {e.Message.TrimEnd('.')}.");
        }
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<Account>().HasIndex(a => a.LookAlike).IsUnique();
        builder.Entity<Session>().HasKey(s => s.TokenHash);
        builder.Entity<AccessToken>().HasKey(t => t.TokenHash);
        builder.Entity<OldPassword>().HasIndex(p => p.AccountId);
    }

    // Entity Framework and tasks wrap it.
    private static SqliteException? Fault(Exception? e) => e is null ? null : e as SqliteException ?? Fault(e.InnerException);

    // No pooling: a pooled connection would keep the file after Dispose.
    private static PeopleContext Connect(string file, SqliteOpenMode mode) => new(new DbContextOptionsBuilder<PeopleContext>()
        .UseSqlite(new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false, DefaultTimeout = Patience }.ToString())
        .Options);
}

/// <summary>How far the trail was when the accounts last changed, and failures that wait for their summary. One row.</summary>
internal sealed class TrailMark
{
    public int Id { get; set; } = 1;

    /// <summary>Number of the last entry of the trail that this file knows; 0 before the first.</summary>
    public long Entry { get; set; }

    /// <summary>Hash of that entry, hexadecimal.</summary>
    public string Hash { get; set; } = "";

    /// <summary>The rules that were last noted in the trail.</summary>
    public string Rules { get; set; } = "";

    /// <summary>Minute (since 0001-01-01 UTC) that <see cref="Failures"/> and <see cref="Unwritten"/> count.</summary>
    public long Minute { get; set; }

    /// <summary>Failed log-ins of that minute with an event of their own.</summary>
    public int Failures { get; set; }

    /// <summary>Failed log-ins without one: a flood, which is summed.</summary>
    public long Unwritten { get; set; }
}
