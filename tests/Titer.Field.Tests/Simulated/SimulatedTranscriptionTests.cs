using Titer.Core;
using Titer.Field.Simulated;
using Titer.Processes.Transcription;
using X = Titer.Processes.Transcription.IvtState;

namespace Titer.Field.Tests.Simulated;

public class SimulatedTranscriptionTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 6, 0, 0, TimeSpan.Zero);

    private static readonly double[] Mix =
    [
        .. new IvtConditions
        {
            Atp = 6, Utp = 6, Ctp = 6, Gtp = 6, Cap = 4, Magnesium = 25, Polymerase = 200, Template = 50, Pyrophosphatase = 3, Volume = 3,
            Composition = (1000, 1000, 1000, 1000),
        }.Start(),
    ];

    private static SimulatedTranscription Plant(ulong seed, params string[] faults) =>
        new(seed, Start, Mix, InVitroTranscription.Description.DefaultParameters(), [.. faults.Select(f => Fault.Parse(f, SimulatedTranscription.Faults))]);

    private static List<Frame> Run(SimulatedTranscription plant, int minutes, double gtp = 0)
    {
        var frames = new List<Frame>();
        for (int minute = 0; minute <= minutes; minute++)
        {
            DateTimeOffset now = Start.AddMinutes(minute);
            plant.Read(now, frames);
            plant.Act(now,
            [
                new Command(new Tag("GTP-pump"), now, gtp, Unit.LitrePerHour, 0, 1, "test/off", "", []),
                new Command(new Tag("agitation"), now, 100, Unit.PerMinute, 0, 200, "test/off", "", []),
            ]);
        }
        return frames;
    }

    private static string Bits(IEnumerable<Frame> frames) => string.Join('|', frames.SelectMany(f => f.Channels).SelectMany(c => c.Values)
        .Select(v => BitConverter.DoubleToInt64Bits(v)));

    [Fact]
    public void The_same_seed_gives_the_same_frames_bit_for_bit_and_another_gives_others()
    {
        string first = Bits(Run(Plant(201), 10));
        Assert.Equal(first, Bits(Run(Plant(201), 10)));
        Assert.NotEqual(first, Bits(Run(Plant(202), 10)));
    }

    [Fact]
    public void It_makes_RNA_and_what_is_fed_fills_the_vessel()
    {
        SimulatedTranscription plant = Plant(201);
        Run(plant, 0);
        double volume = plant.Truth[X.Volume];
        Run(plant, 60, gtp: 0.12);
        Assert.Equal(volume + 0.12, plant.Truth[X.Volume], 1e-6);
        Assert.InRange(plant.Truth[X.Rna], 0.5, 4 * 6 / 0.868); // no more than the nucleotides of transcripts of 868
    }

    [Fact]
    public void A_seized_pump_feeds_nothing_while_it_is_told_to()
    {
        SimulatedTranscription plant = Plant(201, "gtp-pump-stuck@0+1");
        Run(plant, 0);
        double volume = plant.Truth[X.Volume];
        Run(plant, 30, gtp: 0.12);
        Assert.Equal(volume, plant.Truth[X.Volume], 1e-9);
    }

    [Fact]
    public void Light_is_read_every_five_minutes_and_electrophoresis_answers_ten_minutes_after_each_sample()
    {
        List<Frame> frames = Run(Plant(201), 60);
        Assert.Equal([0, 5, 10, 15], frames.Where(f => f.Source == "raman").Take(4).Select(f => (f.Time - Start).TotalMinutes));
        double[] lanes = [.. frames.Where(f => f.Source == "electrophoresis").Select(f => (f.Time - Start).TotalMinutes)];
        Assert.Equal(3, lanes.Length);
        Assert.All(lanes.Zip([0.0, 20, 40]), l => Assert.InRange(l.First - l.Second, 9, 12));
    }

    [Fact]
    public void Every_fault_changes_what_is_read_or_done()
    {
        string good = Bits(Run(Plant(203), 60, gtp: 0.05));
        foreach (string fault in SimulatedTranscription.Faults.Keys.Where(f => !f.EndsWith("-pump-stuck", StringComparison.Ordinal) || f.StartsWith("gtp", StringComparison.Ordinal)))
            Assert.True(good != Bits(Run(Plant(203, $"{fault}@0.1"), 60, gtp: 0.05)), fault);
    }

    [Fact]
    public void A_command_for_what_it_has_not_is_a_broken_invariant() =>
        Assert.Throws<ArgumentException>(() => Plant(201).Act(Start, [new Command(new Tag("air"), Start, 1, Unit.LitrePerMinute, 0, 1, "x/off", "", [])]));
}
