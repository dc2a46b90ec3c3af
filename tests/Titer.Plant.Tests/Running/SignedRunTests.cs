using System.Text;
using Titer.Batch;
using Titer.Core;
using Titer.Plant.Running;
using Titer.Plant.Tests.Batches;
using Titer.Records;
using Titer.Records.Signatures;

namespace Titer.Plant.Tests.Running;

/// <summary>Runs under accounts, and runs that were signed.</summary>
public sealed class SignedRunTests(RecordedBatches batches)
{
    private static readonly Person Ola = new("id-ola", "Ola Nord"), Eva = new("id-eva", "Eva Lind"), Rut = new("id-rut", "Rut Berg");

    [Fact]
    public void A_signed_run_replays_as_before_and_is_not_resumed()
    {
        using var folder = new TempFolder();
        var signer = new CheckpointSigner(SigningKey.OpenOrCreate(folder["key.pem"]), TimeProvider.System);
        File.Copy(batches.TenHours(1), folder["record.db"]);
        using (var signing = new RecordSigning(SqliteRecord.OpenForAppend(folder["record.db"], signer), "run", TimeProvider.System))
        {
            signing.Assess(Rut, ["quality"], [.. signing.Ledger.Alarms.Keys], "Drawn by the seed.", ContentHash.Of("shown"));
            signing.Give(Rut, ["quality"], SignatureMeaning.Reviewed, "", ContentHash.Of("shown"));
            signing.Give(Eva, ["quality"], SignatureMeaning.Approved, "", ContentHash.Of("shown"));
        }
        Assert.True(ChainVerifier.Verify(folder["record.db"]) is { Ok: true, Completed: true });
        using (SqliteRecord record = SqliteRecord.Open(folder["record.db"])) Assert.Null(ReplayResult.Of(record, "run").Difference);
        using SqliteRecord again = SqliteRecord.OpenForAppend(folder["record.db"], signer);
        Assert.Contains("has ended", Assert.Throws<InputException>(() => BatchRun.Resume(again, "run")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_under_accounts_with_a_step_for_two_is_resumed_between_them_and_replays()
    {
        using var folder = new TempFolder();
        string text = Encoding.UTF8.GetString(ShortRecipe.Of(3).Files[0].Content.AsSpan()).Replace("Inoculum added and sampled\"", "Inoculum added and sampled\" by two", StringComparison.Ordinal);
        Recipe recipe = Recipe.FromFiles(new RecipeFile("short.yaml", [.. Encoding.UTF8.GetBytes(text)]), ShortRecipe.Full.Files[1]);
        RunHeader header = ShortRecipe.Header(recipe, 1) with { AutoConfirm = false, StartedBy = Ola };
        using (BatchRun run = BatchRun.Start(header, SqliteRecord.Create(folder["record.db"])))
        {
            while (run.Engine.PendingConfirmation is null) run.Step();
            run.Step([OperatorAction.Confirm(run.Engine.PendingConfirmation, Ola, run.Now)]);
            run.Step([OperatorAction.Confirm(run.Engine.PendingConfirmation, Ola, run.Now)]);
            run.Suspend();
        }
        using (BatchRun run = BatchRun.Resume(SqliteRecord.OpenForAppend(folder["record.db"]), "run", by: Eva))
        {
            Assert.Equal("Ola Nord", run.Engine.FirstToConfirm(run.Engine.PendingConfirmation!)!.Person);
            while (!run.HasEnded) run.Step(run.Engine.PendingConfirmation is { } question ? [OperatorAction.Confirm(question, Eva, run.Now)] : []);
            run.Finish();
        }
        using SqliteRecord record = SqliteRecord.Open(folder["record.db"]);
        Assert.Null(ReplayResult.Of(record, "run").Difference);
        Assert.Equal(header.StartedBy, RunHeader.ReadFrom(record, "run").StartedBy);
        Assert.Equal([Ola, Eva], ChainVerifier.Check(record).Signatures.Acted);
    }
}
