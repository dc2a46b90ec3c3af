using System.Collections.Immutable;
using CsCheck;
using Titer.Core;
using Titer.Numerics;
using Titer.Sensing.Electrophoresis;

namespace Titer.Sensing.Tests.Transcription;

public class ElectrophoresisTests
{
    private static readonly ElectrophoresisCalibration Calibration = ElectrophoresisCalibration.Nominal;

    private static Frame Run(SimulatedElectrophoresis chip, in Broth broth, ChipFault fault = ChipFault.None, double hours = 1)
    {
        chip.Draw(hours, broth, fault);
        Assert.False(chip.TryReport(hours + 0.1, out _));
        Assert.True(chip.TryReport(hours + 0.2, out ImmutableArray<Channel> channels));
        return Bench.Frame(ElectrophoresisSensor.SourceName, hours + 0.2, channels);
    }

    private static List<Measurement> Sense(Frame frame) => Bench.Sense(new ElectrophoresisSensor(Calibration), frame);

    [Fact]
    public void Fragments_of_chance_breaks_and_unbroken_strands_are_all_the_mass() =>
        Gen.Select(Gen.Int[2, 3000], Gen.Double[0.01, 1]).ForAll(60, c =>
        {
            (int length, double intact) = c;
            double breaks = ElectrophoresisPhysics.Breaks(intact, length);
            Assert.Equal(1 - intact, ElectrophoresisPhysics.FragmentMass(1, length - 1, length, breaks), 9);
            int n = 1 + length / 3;
            if (n < length) Assert.Equal(ElectrophoresisPhysics.FragmentMass(n, length, breaks), ElectrophoresisPhysics.FragmentMass(n, n, length, breaks), 12);
        });

    [Fact]
    public void The_95_percent_interval_covers_many_chips_and_samples()
    {
        Coverage rna = new(), integrity = new(), length = new();
        for (ulong seed = 200; seed < 290; seed++)
        {
            var chip = new SimulatedElectrophoresis(Gaussian.Stream(seed, "chip/electrophoresis"));
            var draw = new Gaussian(seed);
            for (int k = 0; k < 6; k++)
            {
                Broth broth = Mix.Drawn(draw) with { Rna = draw.Uniform(0.8, 11), IntactFraction = draw.Uniform(0.5, 1) };
                List<Measurement> all = Sense(Run(chip, broth));
                Assert.True(all.All(m => m.Quality == Quality.Good), $"seed {seed}, {broth.Rna:F2} g/L, {broth.IntactFraction:P0}: {all[1].Quality} {all[2].Quality}");
                rna.Add(all[0].Value, all[0].StandardUncertainty, broth.Rna);
                integrity.Add(all[1].Value, all[1].StandardUncertainty, 100 * broth.IntactFraction);
                length.Add(all[2].Value, all[2].StandardUncertainty, broth.TranscriptLength);
            }
        }
        Assert.True(rna.Fraction is > 0.92 and < 0.99, $"RNA {rna.Fraction}, ratio {rna.Ratio}");
        Assert.True(integrity.Fraction is > 0.92 and < 0.99, $"integrity {integrity.Fraction}, ratio {integrity.Ratio}");
        Assert.True(length.Fraction is > 0.92 and < 0.995, $"length {length.Fraction}, ratio {length.Ratio}");
    }

    [Fact]
    public void Results_are_those_of_an_at_line_method_and_belong_to_the_time_of_the_sample()
    {
        List<Measurement> all = Sense(Run(SimulatedChips.Electrophoresis(1), Mix.Typical));
        Assert.Equal(["electrophoresis/RNA", "electrophoresis/integrity", "electrophoresis/length"], all.Select(m => m.Tag.Name));
        Assert.All(all, m => Assert.Equal(0, (m.Time - Bench.Start.AddHours(1)).TotalSeconds, 3));
        Assert.InRange(all[0].StandardUncertainty / all[0].Value, 0.03, 0.08);
        Assert.InRange(all[1].StandardUncertainty, 0.5, 2);
        Assert.InRange(all[2].StandardUncertainty, 10, 80);
    }

    [Theory]
    [InlineData(0.6)]
    [InlineData(0.3)]
    [InlineData(0.1)]
    [InlineData(0.01)]
    public void A_degraded_sample_is_a_true_reading_and_no_fault(double intact)
    {
        for (ulong seed = 200; seed < 210; seed++)
        {
            List<Measurement> all = Sense(Run(SimulatedChips.Electrophoresis(seed), Mix.Typical with { IntactFraction = intact }));
            Assert.Equal(Quality.Good, all[0].Quality);
            Assert.Equal(Quality.Good, all[1].Quality);
            Assert.InRange(all[1].Value, 100 * intact - 4 * all[1].StandardUncertainty, 100 * intact + 4 * all[1].StandardUncertainty);
        }
    }

    [Theory]
    [InlineData(ChipFault.NoMarker, 0.4)]
    [InlineData(ChipFault.NoMarker, 8)]
    [InlineData(ChipFault.Overloaded, 0.7)]
    [InlineData(ChipFault.Overloaded, 8)]
    public void Without_a_marker_or_with_an_overloaded_lane_nothing_is_read(ChipFault fault, double rna)
    {
        for (ulong seed = 200; seed < 220; seed++)
        {
            List<Measurement> all = Sense(Run(SimulatedChips.Electrophoresis(seed), Mix.Typical with { Rna = rna }, fault));
            Assert.All(all, m => Assert.Equal(Ne107.Failure, m.Quality.Status));
        }
    }

    [Fact]
    public void Before_there_is_RNA_the_lane_reads_zero_and_gives_no_integrity()
    {
        for (ulong seed = 200; seed < 220; seed++)
        {
            List<Measurement> all = Sense(Run(SimulatedChips.Electrophoresis(seed), Mix.Typical with { Rna = 0 }));
            Assert.Equal(Quality.Good, all[0].Quality);
            Assert.InRange(all[0].Value, -3 * all[0].StandardUncertainty, 3 * all[0].StandardUncertainty);
            Assert.Equal(Ne107.Failure, all[1].Quality.Status);
        }
    }

    [Fact]
    public void Twice_the_sample_is_twice_the_mass()
    {
        var chip = new SimulatedElectrophoresis(Gaussian.Stream(3, "chip/electrophoresis"));
        Frame frame = Run(chip, Mix.Typical);
        // Everything above the baseline, but not the marker, which ends before 25 s.
        ImmutableArray<double> trace = frame["sample"];
        double first = trace.Take(280).Average(), last = trace.Skip(1290).Average();
        Frame twice = Bench.With(frame, "sample", [.. trace.Select((v, i) => i < 500 ? v : 2 * v - (first + (last - first) * (i - 140) / 1205))]);
        Assert.Equal(2 * Sense(frame)[0].Value, Sense(twice)[0].Value, 0.25);
    }

    [Fact]
    public void A_broken_frame_fails_and_never_throws()
    {
        foreach (Frame broken in Bench.Broken(Run(SimulatedChips.Electrophoresis(1), Mix.Typical)))
        {
            List<Measurement> all = Sense(broken);
            Assert.Equal(3, all.Count);
            Assert.All(all, m => Assert.Equal(Ne107.Failure, m.Quality.Status));
        }
        // A lane of nothing, or of one value.
        Frame frame = Run(SimulatedChips.Electrophoresis(1), Mix.Typical);
        foreach (double v in new[] { 0.0, 1e300, -1e300 })
            Assert.All(Sense(Bench.With(frame, "ladder", [.. Enumerable.Repeat(v, 1400)])), m => Assert.Equal(Ne107.Failure, m.Quality.Status));
    }
}
