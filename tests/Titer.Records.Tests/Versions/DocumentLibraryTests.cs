using System.Text;
using Titer.Core;
using Titer.Records.Signatures;
using Titer.Records.Trail;
using Titer.Records.Versions;
using static Titer.Records.Tests.RecordConformance;

namespace Titer.Records.Tests.Versions;

/// <summary>Versions of documents in the trail of a site: what may follow what, by whom, and what is found when somebody goes past it.</summary>
public sealed class DocumentLibraryTests : IDisposable
{
    private static readonly (Person Person, string[] Roles) Eng = (new("id-eng", "Egon Holm"), ["engineer"]), Rut = SignedRun.Rut, Quy = SignedRun.Quy, Ola = SignedRun.Ola,
        Adi = SignedRun.Adi;

    private static readonly byte[] First = Encoding.UTF8.GetBytes("recipe: A\nversion: 1\n"), Second = Encoding.UTF8.GetBytes("recipe: A\nversion: 2\n");

    private readonly TempFolder _folder = new();
    private AuditTrail _trail;
    private DocumentDesk _desk;

    public DocumentLibraryTests()
    {
        _trail = new AuditTrail(SqliteRecord.Create(_folder["trail.db"], Signer()), SignedRun.Clock);
        _desk = new DocumentDesk(_trail);
    }

    public void Dispose()
    {
        _trail.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_version_goes_from_draft_to_reviewed_to_effective_to_retired_and_its_trail_verifies()
    {
        Assert.Equal(DocumentState.Draft, Add(First).State);
        Assert.Equal(DocumentState.Reviewed, Bring(1, DocumentState.Reviewed, Rut).State);
        Assert.Equal(DocumentState.Effective, Bring(1, DocumentState.Effective, Quy).State);
        Assert.Equal(DocumentState.Retired, Bring(1, DocumentState.Retired, Rut).State);
        Reopen();
        DocumentVersion version = _desk.Library.Find("recipe/a@1");
        Assert.Equal([("Egon Holm", "engineer"), ("Rut Berg", "quality"), ("Quy Tran", "quality"), ("Rut Berg", "quality")], version.Steps.Select(s => (s.Person.Name, s.Role)));
        Assert.Equal((ContentHash.Of(First), "Quy Tran"), (version.Hash, version.Approval!.Person.Name));
        Assert.Equal(First, _desk.Content(version));
    }

    [Fact]
    public void Making_a_version_effective_retires_the_one_before_in_the_same_event()
    {
        Effective(First);
        Add(Second);
        Bring(2, DocumentState.Reviewed, Rut);
        Assert.Equal(DocumentState.Effective, _desk.Library.Find("recipe/a@1").State);
        Bring(2, DocumentState.Effective, Quy);
        Reopen();
        Assert.Equal([DocumentState.Retired, DocumentState.Effective], _desk.Library.Of(DocumentKind.Recipe, "a").Select(v => v.State));
        Event added = _trail.At(_desk.Library.Find("recipe/a@2").Entry);
        Assert.Equal((ContentHash.Of(First), ContentHash.Of(Second)), (added.Data["old"], added.Data["new"]));
        // What is retired comes back as a new version only, with its way to go again.
        Refused(() => Bring(1, DocumentState.Effective, Quy), "never comes back");
        Assert.Equal(("recipe/a@3", DocumentState.Draft), (Add(First) is { } v ? (v.Id, v.State) : default));
    }

    [Fact]
    public void No_state_is_left_out()
    {
        Add(First);
        Refused(() => Bring(1, DocumentState.Effective, Quy), "it is draft, and only reviewed follows");
        Refused(() => Bring(1, DocumentState.Retired, Quy), "only reviewed follows");
        Bring(1, DocumentState.Reviewed, Rut);
        Refused(() => Bring(1, DocumentState.Reviewed, Quy), "only effective follows");
    }

    [Fact]
    public void The_author_judges_nothing_of_their_own_also_from_a_second_account()
    {
        _desk.Add(DocumentKind.Recipe, "a", First, Quy.Person, ["engineer", "quality"], "New");
        Refused(() => Bring(1, DocumentState.Reviewed, Quy), "Quy Tran is its author");
        Refused(() => Bring(1, DocumentState.Reviewed, (new Person("id-other", "QUY TRAN"), Quy.Roles)), "is its author");
        Bring(1, DocumentState.Reviewed, Rut);
        Refused(() => Bring(1, DocumentState.Effective, (new Person("ID-QUY", "Somebody"), Quy.Roles)), "is its author");
    }

    [Fact]
    public void Each_step_needs_its_role_and_a_reason()
    {
        Refused(() => _desk.Add(DocumentKind.Recipe, "a", First, Ola.Person, Ola.Roles, "New"), "may add it, not operator");
        Refused(() => _desk.Add(DocumentKind.Recipe, "a", First, Eng.Person, Eng.Roles, " "), "a reason is needed");
        Add(First);
        Refused(() => Bring(1, DocumentState.Reviewed, Adi), "engineer or supervisor or quality may review it, not administrator");
        Bring(1, DocumentState.Reviewed, Rut);
        Refused(() => Bring(1, DocumentState.Effective, SignedRun.Eva), "quality may make it effective, not supervisor");
    }

    [Fact]
    public void The_same_content_is_not_added_twice_and_a_name_is_plain()
    {
        Add(First);
        Refused(() => Add(First), "it is recipe/a@1 already, which is draft");
        foreach (string name in (string[])["", "A", "../a", "a b", "-a", new string('a', 101), "a\u202e"])
            Refused(() => _desk.Add(DocumentKind.Recipe, name, First, Eng.Person, Eng.Roles, "New"), "a name has");
        Refused(() => _desk.Add(DocumentKind.Recipe, "b", ReadOnlyMemory<byte>.Empty, Eng.Person, Eng.Roles, "New"), "nothing in it");
        Assert.Contains("there are recipe/a@1", Assert.Throws<InputException>(() => _desk.Library.Find("recipe/a@7")).Message, StringComparison.Ordinal);
        Assert.Contains("no such document", Assert.Throws<InputException>(() => _desk.Library.Find("recipe/c@1")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_calibration_of_some_megabytes_in_any_bytes_comes_back_as_it_was_and_too_large_a_one_is_refused()
    {
        byte[] large = new byte[5 << 20];
        new Random(3).NextBytes(large);
        DocumentVersion version = _desk.Add(DocumentKind.Calibration, "raman", large, Eng.Person, Eng.Roles, "New probe");
        Reopen();
        Assert.Equal(large, _desk.Content(_desk.Library.Find(version.Id)));
        Refused(() => _desk.Add(DocumentKind.Calibration, "raman", new byte[DocumentRules.LargestContent + 1], Eng.Person, Eng.Roles, "New"), "a document at most 67108864");
    }

    [Theory]
    [InlineData("content", "recipe: B\n", "not the one that was signed")]
    [InlineData("sha256", "0000000000000000000000000000000000000000000000000000000000000000", "what was signed is not its content")]
    [InlineData("version", "2", "number 2 where 1 is expected")]
    [InlineData("role", "operator", "may add it, not operator")]
    [InlineData("person-id", null, "not a whole event")]
    [InlineData("head", "1000000000000000000000000000000000000000000000000000000000000000", "bound to another record")]
    [InlineData("reason", "", "a reason is needed")]
    public void An_added_version_that_is_altered_is_found(string key, string? value, string why)
    {
        Add(First);
        Forge(value is null ? _trail.At(1) with { Data = _trail.At(1).Data.Remove(key) } : _trail.At(1).With(key, value), why);
    }

    [Fact]
    public void A_state_that_nobody_signed_or_that_the_author_gave_is_found()
    {
        Add(First);
        Bring(1, DocumentState.Reviewed, Rut);
        Forge(_trail.At(2).By(Eng.Person), "is its author", 1);
        Forge(_trail.At(2).With("version", "9"), "no such version", 1);
        Forge(_trail.At(2) with { Code = "document.effective" }, "only reviewed follows", 1);
        using (SqliteRecord unsigned = SqliteRecord.OpenForAppend(Copy()))
        {
            unsigned.Append(default, _trail.At(2) with { Code = "document.effective" });
            unsigned.Commit();
        }
        Assert.Contains("nobody who holds the signing key wrote it", ChainVerifier.Verify(_folder["copy.db"]).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_added_while_the_trail_is_verified_does_not_make_it_seem_broken()
    {
        using SqliteRecord reading = SqliteRecord.Open(_folder["trail.db"]);
        var check = new ChainCheck(reading.Seals());
        Add(First);
        foreach (Entry entry in reading.Read()) check.Accept(entry);
        Assert.False(check.Result.Ok);
        Assert.True(ChainVerifier.Verify(reading).Ok);
    }

    private DocumentVersion Add(byte[] content) => _desk.Add(DocumentKind.Recipe, "a", content, Eng.Person, Eng.Roles, "New");

    private DocumentVersion Bring(int version, DocumentState next, (Person Person, string[] Roles) who) =>
        _desk.Bring($"recipe/a@{version}", next, who.Person, who.Roles, "Checked against the development report");

    private void Effective(byte[] content)
    {
        DocumentVersion version = Add(content);
        Bring(version.Number, DocumentState.Reviewed, Rut);
        Bring(version.Number, DocumentState.Effective, Quy);
    }

    private static void Refused(Func<DocumentVersion> change, string why) =>
        Assert.Contains(why, Assert.Throws<InputException>(change).Message, StringComparison.Ordinal);

    /// <summary>Writes an event past the rules, with the right key, after the first entries of the trail.</summary>
    private void Forge(Event forged, string why, int after = 0)
    {
        string file = _folder[$"forged-{Guid.NewGuid()}.db"];
        using (SqliteRecord record = SqliteRecord.Create(file, Signer()))
        {
            for (int number = 1; number <= after; number++)
            {
                record.Append(SignedRun.Clock.Now, _trail.At(number));
                record.Commit();
            }
            record.Append(SignedRun.Clock.Now, forged);
            record.Commit();
        }
        Verification found = ChainVerifier.Verify(file);
        Assert.Equal(after + 1, found.FirstBroken);
        Assert.Contains(why, found.Reason, StringComparison.Ordinal);
    }

    private string Copy()
    {
        Reopen(() => File.Copy(_folder["trail.db"], _folder["copy.db"]));
        return _folder["copy.db"];
    }

    private void Reopen(Action? between = null)
    {
        _trail.Dispose();
        between?.Invoke();
        Assert.True(ChainVerifier.Verify(_folder["trail.db"]).Ok, ChainVerifier.Verify(_folder["trail.db"]).ToString());
        _trail = new AuditTrail(SqliteRecord.OpenForAppend(_folder["trail.db"], Signer()), SignedRun.Clock);
        _desk = new DocumentDesk(_trail);
    }

    private CheckpointSigner Signer() => new(SigningKey.OpenOrCreate(_folder["key.pem"]), SignedRun.Clock);
}
