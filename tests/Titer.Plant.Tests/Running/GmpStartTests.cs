using Titer.Core;
using Titer.Plant.Running;
using Titer.Plant.Tests.Batches;
using Titer.Records;
using Titer.Records.Trail;
using Titer.Records.Versions;

namespace Titer.Plant.Tests.Running;

/// <summary>What a run needs to start in GMP mode.</summary>
public sealed class GmpStartTests
{
    private static readonly Person Egon = new("id-eng", "Egon Holm"), Rut = new("id-rut", "Rut Berg");

    [Fact]
    public void Every_part_of_a_run_must_be_in_force_and_the_header_keeps_which_version_was()
    {
        using var folder = new TempFolder();
        var signer = new CheckpointSigner(SigningKey.OpenOrCreate(folder["key.pem"]), TimeProvider.System);
        using var trail = new AuditTrail(SqliteRecord.Create(folder["trail.db"], signer), TimeProvider.System);
        var desk = new DocumentDesk(trail);
        RunHeader header = ShortRecipe.Header(ShortRecipe.Of(10, predictive: true), 1);
        (DocumentKind Kind, string Name, System.Collections.Immutable.ImmutableArray<byte> Content)[] parts = [.. GmpStart.Parts(header)];
        Assert.Equal([DocumentKind.Recipe, DocumentKind.Equipment, DocumentKind.Calibration, DocumentKind.Model, DocumentKind.Model], parts.Select(p => p.Kind));
        for (int i = 0; i < parts.Length; i++)
        {
            Assert.Contains($"this {parts[i].Kind.ToString().ToLowerInvariant()} (SHA-256", Refused(), StringComparison.Ordinal);
            string id = desk.Add(parts[i].Kind, $"part-{i}", parts[i].Content.AsMemory(), Egon, ["engineer"], "New").Id;
            Assert.Contains($"is {id}, which is draft and not effective", Refused(), StringComparison.Ordinal);
            desk.Bring(id, DocumentState.Reviewed, Rut, ["quality"], "Looked through");
            desk.Bring(id, DocumentState.Effective, Rut, ["quality"], "Released");
        }
        GmpStart start = GmpStart.Of(header, desk.Library, (15, new string('a', 64)));
        Assert.Equal(["recipe/part-0@1", "equipment/part-1@1", "calibration/part-2@1", "model/part-3@1", "model/part-4@1"], start.Versions.Select(v => v.Document));

        using SqliteRecord record = SqliteRecord.Create(folder["record.db"]);
        (header with { Gmp = start, StartedBy = Rut }).WriteTo(record);
        RunHeader read = RunHeader.ReadFrom(record, "run");
        Assert.Equal((start.Trail, Rut), (read.Gmp!.Trail, read.StartedBy!));
        Assert.Equal(start.Versions, read.Gmp.Versions);
        // Who made a version effective did not thereby act in the run.
        Assert.Equal([Rut], ChainVerifier.Check(record).Signatures.Acted);

        desk.Bring("recipe/part-0@1", DocumentState.Retired, Rut, ["quality"], "Replaced");
        Assert.Contains("which is retired", Refused(), StringComparison.Ordinal);

        string Refused() => Assert.Throws<InputException>(() => GmpStart.Of(header, desk.Library, (1, ""))).Message;
    }

    [Fact]
    public void A_model_in_force_is_the_one_that_estimates_name()
    {
        RunHeader header = ShortRecipe.Header(ShortRecipe.Of(10), 1);
        string[] hashes = [.. GmpStart.Parts(header).Where(p => p.Kind == DocumentKind.Model).Select(p => ContentHash.Of(p.Content.AsSpan()))];
        using var folder = new TempFolder();
        using BatchRun run = BatchRun.Start(header, SqliteRecord.Create(folder["record.db"]));
        while (run.LastEstimate is null) run.Step();
        Assert.Equal([run.LastEstimate.Model], hashes);
    }
}
