using Titer.Core;
using Titer.Field.Simulated;
using Titer.Numerics;
using Titer.Processes.CellCulture;
using Titer.Sensing;
using P = Titer.Processes.CellCulture.ChoParameter;
using X = Titer.Processes.CellCulture.ChoState;

namespace Titer.Field.Tests.Simulated;

public class SimulatedBioreactorTests
{
    private static readonly DateTimeOffset Start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly double[] Intended = ChoFedBatch.Description.DefaultStates();

    private static SimulatedBioreactor Plant(ulong seed, params string[] faults) => new(seed, Start, Intended, [.. faults.Select(f => Fault.Parse(f, SimulatedBioreactor.Faults))]);

    private static Command Tell(string actuator, double value) => new(new Tag(actuator), Start, value, Unit.One, -1e9, 1e9, "test", "", []);

    /// <summary>Runs by the minute; <paramref name="commands"/> are given after each reading.</summary>
    private static List<Frame> Run(SimulatedBioreactor plant, double hours, Func<int, Command[]>? commands = null)
    {
        var frames = new List<Frame>();
        for (int minute = 0; minute <= hours * 60; minute++)
        {
            Assert.True(plant.Read(Start.AddMinutes(minute), frames));
            plant.Act(Start.AddMinutes(minute), commands?.Invoke(minute) ?? []);
        }
        return frames;
    }

    private static double FeedLeft(Frame frame) => frame["balance"][0];

    private static List<Frame> Of(List<Frame> frames, string source) => frames.FindAll(f => f.Source == source);

    private static string Text(Frame f) =>
        $"{f.Source} {f.Time:O} {f.Sequence} {string.Join(';', f.Channels.Select(c => $"{c.Name} {c.Unit} {string.Join(',', c.Values.Select(v => BitConverter.DoubleToInt64Bits(v)))}"))}";

    [Fact]
    public void The_same_seed_and_commands_give_the_same_frames_bit_for_bit_and_another_seed_others()
    {
        static Command[] Commands(int minute) => [Tell("feed-pump", 0.1 + 0.001 * minute), Tell("jacket", 36 + minute % 3)];
        List<string> a = [.. Run(Plant(7, "ph-light@1"), 4, Commands).Select(Text)], b = [.. Run(Plant(7, "ph-light@1"), 4, Commands).Select(Text)];
        List<string> other = [.. Run(Plant(8, "ph-light@1"), 4, Commands).Select(Text)];
        Assert.Equal(a, b);
        Assert.NotEqual(a[0], other[0]);
    }

    [Fact]
    public void Chips_are_read_every_one_five_and_fifteen_minutes_without_a_gap()
    {
        List<Frame> frames = Run(Plant(1), 3);
        foreach (ISimulatedChip chip in SimulatedChips.ForBioreactor(1))
        {
            int period = chip.Source switch { "impedance" => 5, "raman" => 15, _ => 1 };
            List<Frame> own = Of(frames, chip.Source);
            Assert.Equal(180 / period + 1, own.Count);
            for (int i = 0; i < own.Count; i++) Assert.Equal((Start.AddMinutes(i * period), i), (own[i].Time, own[i].Sequence));
        }
    }

    [Fact]
    public void A_sample_goes_to_the_laboratory_daily_and_its_results_arrive_three_to_five_hours_later()
    {
        List<Frame> results = Of(Run(Plant(3), 54), "lab");
        Assert.Equal(3, results.Count);
        for (int i = 0; i < 3; i++)
        {
            double ago = results[i]["sampled"][0];
            Assert.InRange(ago, 3, 5 + 1.0 / 60);
            Assert.InRange((results[i].Time.AddHours(-ago) - Start.AddDays(i)).Ticks, -1, 1);
            Assert.Equal(i, results[i].Sequence);
        }
        Assert.Equal(3, results.Select(r => r["sampled"][0]).Distinct().Count());
    }

    [Fact]
    public void The_volume_changes_by_feeds_less_evaporation_and_samples()
    {
        SimulatedBioreactor plant = Plant(5);
        PlantDraw draw = PlantDraw.From(5, Intended);
        double litres = draw.Start[X.Volume], gas = 0.0, feed = 0.0, alkali = 0.0;
        Assert.Equal(litres, plant.Truth[X.Volume]);
        Run(plant, 30, minute =>
        {
            (feed, alkali, double air) = (0.2 + 0.1 * (minute / 60 % 3), minute % 2 * 0.05, 3 + minute / 600);
            if (minute < 30 * 60)
            {
                gas = air + 0.5 + 0.2 + 1e-3;
                litres += (feed + alkali - draw.Parameters[P.Evaporation] * gas) / 60;
            }
            return [Tell("feed-pump", feed), Tell("base-pump", alkali), Tell("air", air), Tell("oxygen", 0.5), Tell("carbon-dioxide", 0.2)];
        });
        litres -= 2 * 0.2; // at the start and after a day
        Assert.Equal(litres, plant.Truth[X.Volume], 1e-5);
    }

    [Fact]
    public void A_stuck_feed_pump_delivers_nothing_whatever_it_is_told()
    {
        List<Frame> healthy = Run(Plant(2), 6, Commands), stuck = Run(Plant(2, "feed-pump-stuck@2+3"), 6, Commands);
        for (int minute = 0; minute <= 360; minute++)
        {
            // same seed, same noise: the difference of the balances is what the fault did
            double missing = FeedLeft(Of(stuck, "equipment")[minute]) - FeedLeft(Of(healthy, "equipment")[minute]);
            double minutes = Math.Clamp(minute - 120, 0, 180);
            double dose = 1.5 * Math.Min(minutes, 1) + 0.25 * Math.Max(minutes - 1, 0);
            Assert.Equal(1.06 * dose / 60, missing, 1e-9);
        }

        static Command[] Commands(int minute) => [Tell("feed-pump", minute <= 120 ? 1.5 : 0.25)];
    }

    [Fact]
    public void A_tripped_stirrer_stands_and_turns_again()
    {
        List<Frame> frames = Of(Run(Plant(2, "stirrer-trip@1"), 2, _ => [Tell("agitation", 100)]), "equipment");
        for (int minute = 2; minute <= 120; minute++)
        {
            bool standing = minute is > 60 and <= 75;
            double tacho = frames[minute]["tacho"][0];
            if (standing) Assert.Equal(0, tacho);
            else Assert.InRange(tacho, 80, 120); // 60 teeth at 100 /min
        }
    }

    [Theory]
    [InlineData("ph-drift", "ion-fet")]
    [InlineData("ph-reference-loss", "ion-fet")]
    [InlineData("ph-light", "ion-fet")]
    [InlineData("do-dropout", "optode")]
    [InlineData("raman-saturated", "raman")]
    [InlineData("impedance-bubble", "impedance")]
    public void A_faulty_chip_gives_other_frames_from_its_hour_on_and_the_others_the_same(string fault, string source)
    {
        List<Frame> healthy = Run(Plant(4), 3), faulty = Run(Plant(4, $"{fault}@1+1"), 3);
        Assert.Equal(healthy.Count, faulty.Count);
        bool differs = false;
        foreach ((Frame expected, Frame got) in healthy.Zip(faulty))
        {
            if (expected.Source != source || expected.Time < Start.AddHours(1)) Assert.Equal(Text(expected), Text(got));
            else if (expected.Time < Start.AddHours(2)) differs |= Text(expected) != Text(got);
        }
        Assert.True(differs);
    }

    [Fact]
    public void Every_known_fault_does_something()
    {
        List<string> healthy = [.. Run(Plant(4), 1.5, Commands).Select(Text)];
        foreach (string fault in SimulatedBioreactor.Faults.Keys)
            Assert.NotEqual(healthy, [.. Run(Plant(4, $"{fault}@0.5+1"), 1.5, Commands).Select(Text)]);

        static Command[] Commands(int minute) => [Tell("feed-pump", minute <= 30 ? 1.5 : 0.25), Tell("agitation", 100)];
    }

    [Fact]
    public void Commands_act_on_the_culture()
    {
        SimulatedBioreactor fed = Plant(6), starved = Plant(6);
        Run(fed, 5, _ => [Tell("feed-pump", 1)]);
        Run(starved, 5, _ => []);
        Assert.True(fed.Truth[X.Glucose] > starved.Truth[X.Glucose] + 10);
        Assert.Equal(ChoFedBatch.OxygenSaturation(fed.Truth), fed.TrueOxygen);
        Assert.Equal(ChoFedBatch.PH(fed.Truth, PlantDraw.From(6, Intended).Parameters), fed.TruePH);
    }

    [Fact]
    public void An_actuator_that_the_bioreactor_does_not_have_is_a_mistake_of_the_caller() =>
        Assert.Throws<ArgumentException>(() => Plant(1).Act(Start, [Tell("piston", 1)]));
}
