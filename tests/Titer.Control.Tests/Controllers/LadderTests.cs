using System.Collections.Immutable;
using CsCheck;
using Titer.Control.Controllers;
using Titer.Core;

namespace Titer.Control.Tests.Controllers;

public class LadderTests
{
    private static readonly Need Glucose = new(Tags.Glucose, TimeSpan.FromMinutes(20)), Cells = new(Tags.Biovolume, TimeSpan.FromMinutes(20));
    private static readonly ImmutableArray<Rung> Feeding = [new("feedback", [Glucose, Cells]), new("feed-forward", [Cells]), new("hold", [])];

    private readonly Scene _scene = new();
    private readonly Ladder _ladder = new("glucose", Feeding);

    [Fact]
    public void It_steps_down_at_once_and_says_from_where_to_where_and_why()
    {
        Choose(true, true);
        Assert.Empty(_scene.Events);
        Choose(false, true);
        AssertStep("ladder.down", "feedback", "feed-forward", "glucose is bad (dead)");
        Choose(false, false);
        AssertStep("ladder.down", "feed-forward", "hold", "biovolume is bad (dead)");
        Assert.True(_ladder.OnLastRung);
        Assert.Equal([Severity.Medium, Severity.High], _scene.Events.Select(e => e.Severity));
    }

    [Fact]
    public void It_steps_up_after_ten_uninterrupted_minutes_only()
    {
        Choose(true, true);
        Choose(false, false);
        for (int i = 0; i < 9; i++) Choose(true, true);
        Choose(false, true); // the break
        Assert.Equal("hold", _ladder.Current.Name);
        Choose(false, true); // cells have been good for ten minutes by now, glucose has not
        AssertStep("ladder.up", "hold", "feed-forward", "its needs have been met for 10 min");
        for (int i = 0; i < 10; i++)
        {
            Choose(true, true);
            Assert.Equal("feed-forward", _ladder.Current.Name);
        }
        Choose(true, true);
        AssertStep("ladder.up", "feed-forward", "feedback", "its needs have been met for 10 min");
        Assert.Equal(3, _scene.Events.Count);
    }

    [Fact]
    public void A_better_rung_does_not_inherit_the_patience_of_a_worse_one()
    {
        Choose(false, false);
        for (int i = 0; i < 10; i++) Choose(false, true);
        Choose(true, true); // feed-forward has waited ten minutes, feedback is met for the first time
        Assert.Equal("feed-forward", _ladder.Current.Name);
    }

    [Fact]
    public void A_rung_that_is_not_met_is_left_even_while_a_better_one_waits()
    {
        var ladder = new Ladder("DO", [new Rung("chip", [Glucose]), new Rung("spare", [Cells]), new Rung("hold", [])]);
        Read(false, true);
        ladder.Choose(_scene.Situation, _scene.Events, out _);
        Assert.Equal("spare", ladder.Current.Name);
        Read(true, false);
        ImmutableArray<Evidence> evidence = ladder.Choose(_scene.Situation, _scene.Events, out _);
        Assert.Equal("hold", ladder.Current.Name);
        Assert.Empty(evidence);
    }

    [Fact]
    public void A_rung_may_ask_for_more_than_readings()
    {
        string? missing = null;
        var ladder = new Ladder("glucose", [new Rung("feedback", [Cells], _ => missing), new Rung("hold", [])]);
        Read(true, true);
        ladder.Choose(_scene.Situation, _scene.Events, out _);
        Assert.Equal("feedback", ladder.Current.Name);
        missing = "the feed pump does not deliver what it is told";
        ladder.Choose(_scene.Situation, _scene.Events, out bool changed);
        Assert.True(changed);
        AssertStep("ladder.down", "feedback", "hold", missing);
    }

    private static readonly Tag[] Sensors = [Tags.PH, Tags.DissolvedOxygen, Tags.Glucose];

    private sealed record Sample(double Minutes, (int Status, double Age)[] Readings);

    private static readonly Gen<Sample[]> Samples = Gen.Select(
        Gen.Double[0.2, 6], Gen.Select(Gen.Frequency((5, Gen.Const(0)), (1, Gen.Int[0, 4])), Gen.Frequency((5, Gen.Double[0, 5]), (1, Gen.Double[0, 60]))).Array[3],
        (minutes, readings) => new Sample(minutes, readings)).Array[1, 120];

    private static readonly Gen<Rung[]> Rungs = Gen.Select(Gen.Int[0, 2], Gen.Double[5, 30], (sensor, age) => new Need(Sensors[sensor], TimeSpan.FromMinutes(age)))
        .Array[1, 3].Array[1, 3].Select(needs => needs.Select((n, i) => new Rung($"rung-{i}", [.. n])).Append(new Rung("hold", [])).ToArray());

    [Fact]
    public void Whatever_the_sensors_do_every_decision_stands_on_inputs_that_are_good_and_fresh() => Gen.Select(Rungs, Samples).ForAll(200, c =>
    {
        (Rung[] rungs, Sample[] samples) = c;
        var scene = new Scene();
        var ladder = new Ladder("loop", [.. rungs]);
        var metSince = new DateTimeOffset?[rungs.Length];
        int current = -1;
        foreach (Sample sample in samples)
        {
            scene.Pass(sample.Minutes);
            for (int i = 0; i < Sensors.Length; i++)
                scene.Read(Sensors[i], 1, new Quality((Ne107)sample.Readings[i].Status, "seeded"), sample.Readings[i].Age);
            for (int i = 0; i < rungs.Length; i++)
                metSince[i] = rungs[i].Needs.All(n => IsGood(scene, n)) ? metSince[i] ?? scene.Now : null;

            var events = new List<Event>();
            ImmutableArray<Evidence> evidence = ladder.Choose(scene.Situation, events, out bool changed);
            int next = Array.IndexOf(rungs, ladder.Current);
            Assert.NotNull(metSince[next]);
            Assert.Equal(ladder.Current.Needs.Select(n => n.Tag), evidence.Select(e => e.Tag));
            Assert.All(evidence, e => Assert.True(!e.Quality.IsBad && scene.Now - e.Time <= e.MaximumAge));
            Assert.Equal(next != current, changed);
            if (current >= 0 && next < current) Assert.True(scene.Now - metSince[next] >= Ladder.Hysteresis, "up too early");
            if (next > Math.Max(current, 0)) Assert.All(Enumerable.Range(Math.Max(current, 0), next - Math.Max(current, 0)), i => Assert.Null(metSince[i]));
            for (int i = 0; i < next; i++) Assert.False(scene.Now - metSince[i] >= Ladder.Hysteresis, "up too late");

            Assert.Equal(next != current && (current >= 0 || next > 0) ? 1 : 0, events.Count);
            foreach (Event step in events)
            {
                Assert.Equal(current < 0 ? "" : rungs[current].Name, step.Data["from"]);
                Assert.Equal(rungs[next].Name, step.Data["to"]);
                Assert.NotEmpty(step.Data["why"]);
                Assert.Equal(next > current ? "ladder.down" : "ladder.up", step.Code);
            }
            current = next;
        }
    });

    private static bool IsGood(Scene scene, Need need)
    {
        Measurement m = scene.Situation.Measurements[need.Tag];
        return m.Quality.Status is not (Ne107.Failure or Ne107.FunctionCheck) && scene.Now - m.Time <= need.MaximumAge;
    }

    private void Read(bool glucose, bool cells)
    {
        _scene.Pass();
        _scene.Read(Tags.Glucose, 20, glucose ? Quality.Good : Scene.Dead);
        _scene.Read(Tags.Biovolume, 1, cells ? Quality.Good : Scene.Dead);
    }

    private void Choose(bool glucose, bool cells)
    {
        Read(glucose, cells);
        _ladder.Choose(_scene.Situation, _scene.Events, out _);
    }

    private void AssertStep(string code, string from, string to, string why)
    {
        Event step = _scene.Events[^1];
        Assert.Equal((_scene.Now, code, from, to, why), (step.Time, step.Code, step.Data["from"], step.Data["to"], step.Data["why"]));
    }
}
