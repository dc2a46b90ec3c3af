using System.Diagnostics;
using Titer.Design.Transcription;
using Titer.Numerics;
using Titer.Processes;
using Titer.Processes.Transcription;

namespace Titer.Bench.Mrna;

/// <summary>
/// Time of one simulation and its error against a tight reference, over random mixes of the ranges of both laboratories and of manufacturing. The
/// median mix by the best of some repeats is the figure: other work on the machine only adds.
/// </summary>
internal sealed class SpeedPart : IMrnaPart
{
    private const int Mixes = 60, Repeats = 30;

    public string Name => "speed";

    public void Run(Dictionary<string, object?> figures)
    {
        var random = new Gaussian(201);
        double[] milliseconds = new double[Mixes], errors = new double[Mixes];
        long allocated = 0;
        for (int i = 0; i < Mixes; i++)
        {
            double each = random.Uniform(0.4, 12), hours = random.Uniform(1, 6);
            IvtConditions mix = IvtCalibration.Manufacturing with
            {
                Atp = each, Utp = each, Ctp = each, Gtp = each, Cap = 0.8 * each, Magnesium = random.Uniform(1, 8) * each + 2,
                    Polymerase = random.Uniform(20, 500),
                Template = random.Uniform(4, 60), Pyrophosphatase = i % 3 == 0 ? 0 : random.Uniform(0.2, 5), Composition = (217, 217, 217, 217),
            };
            double[] start = [.. mix.Start()], x = new double[start.Length], reference = [.. start];
            double[] p = InVitroTranscription.Description.DefaultParameters();
            foreach ((int parameter, double value) in mix.Own()) p[parameter] = value;
            var ode = new ModelOde<InVitroTranscription>(InVitroTranscription.Description.DefaultInputs(), p);
            new Integrator(x.Length, new Tolerance(1e-11, 1e-13)).Advance(ref ode, 0, hours, reference);
            var integrator = new Integrator(x.Length, IvtCalibration.Accuracy);
            milliseconds[i] = double.PositiveInfinity;
            for (int r = 0; r < Repeats; r++)
            {
                long before = GC.GetAllocatedBytesForCurrentThread(), began = Stopwatch.GetTimestamp();
                start.CopyTo(x, 0);
                integrator.Reset();
                integrator.Advance(ref ode, 0, hours, x);
                milliseconds[i] = Math.Min(milliseconds[i], Stopwatch.GetElapsedTime(began).TotalMilliseconds);
                allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            }
            errors[i] = Math.Abs(x[IvtState.Rna] / reference[IvtState.Rna] - 1);
        }
        Array.Sort(milliseconds);
        figures["simulation_ms"] = milliseconds[Mixes / 2];
        Console.WriteLine(
            FormattableString.Invariant($"{Mixes} random mixes: median {milliseconds[Mixes / 2]:F3} ms, slowest {milliseconds[^1]:F3} ms; ")
            + FormattableString.Invariant($"largest error of RNA {errors.Max():E1}; {allocated} bytes a run"));
        Console.WriteLine("The published Python model takes 39 ms (van de Berg et al. 2021, as the issue states it).");
    }
}
