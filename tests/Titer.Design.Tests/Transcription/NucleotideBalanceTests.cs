using System.Collections.Immutable;
using Titer.Core;
using Titer.Design.Calibration;
using Titer.Design.Transcription;
using Titer.Processes.Transcription;

namespace Titer.Design.Tests.Transcription;

public class NucleotideBalanceTests
{
    private static IvtDataSet Data(IvtConditions mix, params Observation[] observations) => new("data.csv", "made",
        [new("mix", "made", mix.Start(), [.. InVitroTranscription.Description.DefaultInputs()], mix.Own(), [.. observations])], [mix], ImmutableDictionary<int, string>.Empty, []);

    private static Observation Rna(double micromolar, int line, double factor = 1) => new(1, IvtState.Rna, factor, micromolar * factor, 0.05 * factor, $"data.csv:{line}");

    [Fact]
    public void Data_that_the_nucleotides_allow_pass() =>
        // 0.8 mmol/L of UTP make 3.25 umol/L of a transcript with 246 of them
        NucleotideBalance.Check(Data(Made.Mix(0.8, 8), Rna(1, 2), Rna(3.25, 3), Rna(3.4, 4), Rna(3.2, 5, 0.28)));

    [Fact]
    public void Rows_that_would_need_more_than_was_fed_are_named()
    {
        var refused = Assert.Throws<InputException>(() => NucleotideBalance.Check(Data(Made.Mix(0.2, 8), Rna(0.5, 2), Rna(1.6, 3), Rna(0.8, 4), Rna(2.5, 7))));
        Assert.Contains("lines 3, 7 would need more nucleotide than was fed", refused.Message);
        Assert.Contains("UTP", refused.Message);
    }

    [Fact]
    public void The_scarcest_nucleotide_counts() => Assert.Contains("CTP", Assert.Throws<InputException>(() =>
        NucleotideBalance.Check(Data(Made.Mix(2, 8) with { Ctp = 0.2 }, Rna(2, 2)))).Message);

    [Fact]
    public void Pyrophosphate_cannot_exceed_the_nucleotides()
    {
        NucleotideBalance.Check(Data(Made.Mix(0.8, 8), new Observation(1, IvtState.Pyrophosphate, 1, 3.0, 0.1, "data.csv:2")));
        Assert.Throws<InputException>(() => NucleotideBalance.Check(Data(Made.Mix(0.8, 8), new Observation(1, IvtState.Pyrophosphate, 1, 4.5, 0.1, "data.csv:2"))));
    }
}
