using System.Collections.Immutable;
using System.Diagnostics;
using Titer.Design.Space;
using Titer.Design.Transcription;
using Titer.Processes.Transcription;

namespace Titer.Bench.Mrna;

/// <summary>100,000 runs of the design space of 'titer space ivt', on as many threads as the machine has.</summary>
internal sealed class SpacePart : IMrnaPart
{
    private const int Samples = 214;

    private static readonly ImmutableArray<SpaceAxis> Axes =
        [new("magnesium", "mmol/L", 10, 58, 13), new("each NTP", "mmol/L", 2, 10, 9), new("polymerase", "nmol/L", 60, 210, 4),
            new("time", "h", 0.5, 4, 8)];

    public string Name => "space";

    public void Run(Dictionary<string, object?> figures)
    {
        ImmutableArray<Specification> specifications = IvtSpaceProcess.Specifications(3, 1, 90, 90);
        long start = Stopwatch.GetTimestamp();
        DesignSpace space = SpaceMap.Compute<InVitroTranscription>(new IvtSpaceProcess(IvtCalibration.Manufacturing), Axes, specifications,
            IvtCalibration.Samples(IvtCalibration.Akama, IvtCalibration.Manufacturing, Samples, 1), IvtCalibration.Accuracy,
                Environment.ProcessorCount);
        double mapped = Stopwatch.GetElapsedTime(start).TotalSeconds;
        AcceptableRegion region = AcceptableRegion.Of(space, 0.9, 0.95);
        NextExperiment next = NextExperiment.Of(space, 0.05, 0.05);
        double all = Stopwatch.GetElapsedTime(start).TotalSeconds;
        figures["space_100k_s"] = all * 1e5 / space.Runs;
        Console.WriteLine(FormattableString.Invariant(
            $"{space.Runs} runs in {mapped:F1} s, region and next experiment {all - mapped:F1} s; {space.Failed} failed"));
        Console.WriteLine(FormattableString.Invariant($"{region.Proven} of {space.Points} points proven, {region.Points} in the box; ")
            + FormattableString.Invariant($"next experiment takes {next.Reduction:P0} of the border's variance"));
    }
}
