using System.Collections.Immutable;
using Titer.Batch;
using Titer.Control;
using Titer.Control.Controllers;
using Titer.Core;
using Titer.Field.Simulated;
using Titer.Plant.Bioreactor;
using Titer.Plant.Loop;
using Titer.Plant.Running;
using Titer.Plant.Tests.Batches;

namespace Titer.Plant.Tests.Evidence;

/// <summary>Faults in raw frames that the chips' own diagnosis cannot see, through the whole loop.</summary>
public sealed class SensorFaultTests
{
    private const double From = 6, To = 9, Hours = 14;

    private sealed class Kept : IJournal
    {
        public List<(Entry Entry, object Content)> All { get; } = [];

        public void Write(LoopTick tick)
        {
            foreach (object content in ((IEnumerable<object>)[.. tick.Measurements, .. tick.Estimates, .. tick.Events, .. tick.Commands]))
                All.Add((new Entry(All.Count + 1, tick.Now, default, default, default, default), content));
        }
    }

    private static BatchRecord Run(string source, Func<Frame, Frame> change)
    {
        RunHeader header = ShortRecipe.Header(ShortRecipe.Of(Hours, cells: 3), 207);
        DateTimeOffset now = header.Start;
        bool Active(DateTimeOffset t) => (t - header.Start).TotalHours is >= From and < To;
        var plant = new SimulatedBioreactor(header.Seed, now, BioreactorUnit.IntendedStart(header.Recipe()), []);
        var journal = new Kept();
        var loop = new UnitLoop(new FailingField(plant, source, (t, f) => Active(t) ? change(f) : f), header.Kind.Create(header, new IterationDeadline(100)), journal);
        loop.Tick(now, [OperatorAction.Give(ProcedureCommand.Start, "test", now)]);
        while (now < header.Start.AddHours(Hours)) loop.Tick(now += BatchRun.TickLength, []);
        return new BatchRecord(journal.All);
    }

    private static Frame Offset(Frame frame, string channel, double by) => frame with
    {
        Channels = [.. frame.Channels.Select(c => c.Name == channel ? c with { Values = [.. c.Values.Select(v => v + by)] } : c)],
    };

    private static void AssertIsolated(BatchRecord record, Tag tag, string loop, string down, params string[] sameFrame)
    {
        Event[] faults = [.. record.Events.Where(e =>
            e.Code == "alarm.raised" && e.Data.GetValueOrDefault("alarm")?.EndsWith(".fault", StringComparison.Ordinal) == true)];
        Assert.Equal([tag.Name, .. sameFrame], faults.Select(e => e.Source));
        Event raised = faults[0];
        Event cleared = Assert.Single(record.Events, e => e.Code == "alarm.cleared" && e.Data.GetValueOrDefault("alarm") == $"{tag}.fault");
        Assert.InRange(record.Hours(raised.Time), From, From + 1);
        Assert.InRange(record.Hours(cleared.Time), To, To + 4.5);
        Event step = record.Events.First(e => e.Kind == EventKind.Ladder && e.Source == loop);
        Assert.Equal((raised.Time, down), (step.Time, step.Data["to"]));
        Assert.Contains("isolated", step.Data["why"], StringComparison.Ordinal);
        Assert.DoesNotContain(record.Commands, c => c.Time >= raised.Time && c.Time < cleared.Time && c.Evidence.Any(e => e.Tag == tag));
        Assert.Empty(EvidenceAudit.Violations(record));
    }

    /// <summary>A Pt1000 has 3.85 Ohm/K.</summary>
    [Fact]
    public void A_thermometer_whose_contact_corrodes_is_isolated_and_the_jacket_held() =>
        AssertIsolated(Run("thermometer", f => Offset(f, "resistance", 6)), Tags.Temperature, "temperature", "hold");

    [Fact]
    public void A_reader_that_repeats_its_last_frame_of_the_optode_is_isolated_and_the_gas_held()
    {
        ImmutableArray<Channel> last = default;
        AssertIsolated(Run("optode", f => f with { Channels = last.IsDefault ? last = f.Channels : last }), Tags.DissolvedOxygen, "DO", "hold",
            "temperature/optode");
    }
}
