using Titer.Batch;
using Titer.Core;
using Titer.Plant.Running;
using Titer.Plant.Tests.Batches;
using Titer.Records;

namespace Titer.Plant.Tests.Interventions;

/// <summary>A short run in which people intervene at given minutes, and its record read back.</summary>
internal static class HandledRun
{
    public static readonly Person Ada = new("a1", "Ada");

    public static OperatorAction[] By(Person who, params (double Minute, Intervention What)[] acts) =>
        [.. acts.Select(a => OperatorAction.Give(a.What, who, StandardRun.Start.AddMinutes(a.Minute), "as told"))];

    /// <summary>Runs to the end, or through so many ticks and then dies without a word.</summary>
    public static void Run(BatchRun run, IReadOnlyList<OperatorAction> acts, int ticks = int.MaxValue)
    {
        using (run)
        {
            while (!run.HasEnded && ticks-- > 0) run.Step(acts.Where(a => a.Time == run.Now));
            if (run.HasEnded) run.Finish();
        }
    }

    public static BatchRecord Record(Recipe recipe, ulong seed, params OperatorAction[] acts)
    {
        using var folder = new TempFolder();
        Run(BatchRun.Start(ShortRecipe.Header(recipe, seed), SqliteRecord.Create(folder["record.db"])), acts);
        using (SqliteRecord record = SqliteRecord.Open(folder["record.db"])) Assert.Null(ReplayResult.Of(record, "run").Difference);
        BatchRecord read = BatchRecord.Read(folder["record.db"]);
        Assert.Empty(Evidence.EvidenceAudit.Violations(read).Take(3));
        return read;
    }

    public static Command[] Of(this BatchRecord record, Tag actuator, double fromMinute, double toMinute) =>
    [
        .. record.Commands.Where(c => c.Actuator == actuator && c.Time >= record.Start.AddMinutes(fromMinute) && c.Time < record.Start.AddMinutes(toMinute)),
    ];

    public static Event Answer(this BatchRecord record, string target) =>
        record.Events.Single(e => e.Code.StartsWith("intervention.", StringComparison.Ordinal) && e.Data["target"] == target);
}
