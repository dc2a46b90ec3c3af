using Titer.Core;
using Titer.Plant.Running;
using Titer.Plant.Tests.Batches;
using Titer.Records;

namespace Titer.Plant.Tests.Running;

public sealed class ReplayTests(RecordedBatches batches)
{
    private static ReplayResult Replay(string file)
    {
        using SqliteRecord record = SqliteRecord.Open(file);
        return ReplayResult.Of(record, file);
    }

    [Fact]
    public void A_run_with_a_fault_in_it_is_replayed_bit_for_bit()
    {
        string file = batches.TenHours(1);
        ReplayResult result = Replay(file);
        Assert.Null(result.Difference);
        BatchRecord record = BatchRecord.Read(file);
        Assert.Contains(record.Events, e => e.Kind == EventKind.Ladder);
        Assert.Equal(record.All.Count(a => a.Content is not Event { Kind: EventKind.Run }), result.Entries);
        Assert.Equal(record.Commands.Select(c => c.Time).Distinct().Count(), result.Ticks);
    }

    [Theory]
    [InlineData("ion-fet", 40)]
    [InlineData("optode", 200)]
    [InlineData("raman", 20)]
    [InlineData("impedance", 60)]
    public void One_changed_value_of_one_frame_is_found_although_the_chain_is_sound(string source, long sequence)
    {
        using var folder = new TempFolder();
        long changed = 0;
        Rewriting.Copy(batches.TenHours(1), folder["changed.db"], (entry, content) =>
        {
            if (content is not Frame frame || frame.Source != source || frame.Sequence != sequence) return content;
            changed = entry.Number;
            Channel first = frame.Channels[0];
            double value = first.Values[0];
            return frame with { Channels = frame.Channels.SetItem(0, first with { Values = first.Values.SetItem(0, value + 0.02 * Math.Max(Math.Abs(value), 1e-3)) }) };
        });
        Assert.True(changed > 0);
        Assert.True(ChainVerifier.Verify(folder["changed.db"]).Ok);
        ReplayResult result = Replay(folder["changed.db"]);
        Assert.NotNull(result.Difference);
        Assert.InRange(result.Difference.Value.Entry, changed + 1, changed + 100);
    }

    [Theory]
    [InlineData("measurement")]
    [InlineData("estimate")]
    [InlineData("command")]
    [InlineData("event")]
    public void One_changed_or_missing_result_is_found_at_its_entry(string kind)
    {
        using var folder = new TempFolder();
        long changed = 0;
        Rewriting.Copy(batches.TenHours(1), folder["changed.db"], (entry, content) =>
        {
            if (changed > 0 || entry.Number < 3000) return content;
            object? other = (kind, content) switch
            {
                ("measurement", Measurement m) => m with { Value = Math.BitIncrement(m.Value) },
                ("estimate", Estimate e) => e with { Values = e.Values.SetItem(3, Math.BitIncrement(e.Values[3])) },
                ("command", Command c) => new Command(c.Actuator, c.Time, c.Value, c.Unit, c.Lower, c.Upper, c.Controller, c.Reason + "!", c.Evidence),
                ("event", Event { Kind: EventKind.Ladder }) => null,
                _ => content,
            };
            if (!ReferenceEquals(other, content)) changed = entry.Number;
            return other;
        });
        Assert.True(changed > 0);
        ReplayResult result = Replay(folder["changed.db"]);
        Assert.Equal(changed, result.Difference?.Entry);
    }

    [Fact]
    public void The_same_seed_gives_the_same_record_and_another_seed_another()
    {
        string Head(ulong seed)
        {
            using var folder = new TempFolder();
            using BatchRun run = BatchRun.Start(ShortRecipe.Header(ShortRecipe.Of(2), seed), SqliteRecord.Create(folder["record.db"]));
            while (!run.HasEnded) run.Step();
            run.Finish();
            return ChainVerifier.Verify(folder["record.db"]).Head;
        }
        string one = Head(1);
        Assert.Equal(one, Head(1));
        Assert.NotEqual(one, Head(2));
    }
}
