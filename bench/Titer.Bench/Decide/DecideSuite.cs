using System.Globalization;
using System.Text.Json;
using Titer.Bench.Decide.Campaign;
using Titer.Bench.Decide.Models;
using Titer.Numerics;

namespace Titer.Bench.Decide;

/// <summary>
/// Predictive control on the reference problems of do-mpc: agreement with its published closed loops, and time per control step on one core; stiff
/// integration against CVODE; isolation of failing sensors.
/// </summary>
internal static class DecideSuite
{
    private const int WarmUp = 6, Rounds = 20, Steps = 50;

    /// <param name="first">First seed of the campaign.</param>
    public static int Run(ulong first, ulong last)
    {
        string? published = Folders.SharedData("dompc");
        var figures = new Dictionary<string, object?> { ["suite"] = "decide" };
        long bytes = 0;
        Console.WriteLine("problem               median ms   p99 ms   failures");
        Problem<BatchReactor>("batch_reactor", BatchReactor.Problem(), [1, 0.5, 0, 120], [0], [0.5, 200], "batch-reactor-mpc.json", realTime: true);
        Problem<StirredTank>("cstr", StirredTank.Problem(), [0.8, 0.5, 134.14, 130], [0, 0], [1, 1], "cstr-mpc.json", realTime: false);
        foreach ((string key, object? value) in CampaignPart.Run(first, last))
        {
            if (key == "allocated") bytes = Math.Max(bytes, (long)value!);
            else figures[key] = value;
        }
        figures["allocated_bytes_per_step"] = bytes;
        figures["cvode_ratio"] = CvodePart.Run();
        figures["fault_isolation"] = FaultPart.Run();
        figures["estimators"] = EstimatorPart.Run();
        Console.WriteLine(JsonSerializer.Serialize(figures));
        return 0;

        void Problem<TModel>(string name, OptimalControlProblem problem, double[] x, double[] u, double[] p, string file,
            bool realTime) where TModel : IOptimalControlModel
        {
            var loop = new ClosedLoop<TModel>(problem, x, u, p);
            figures[$"{name}_max_rel_error"] = published is null ? null : Compare(name, loop, Path.Combine(published, file));
            Time(name, iterate: false);
            if (realTime) Time($"{name}_rti", iterate: true);

            void Time(string label, bool iterate)
            {
                for (int i = 0; i < WarmUp; i++) loop.Run(Steps, iterate);
                ClosedLoop<TModel>.Result[] results = [.. Enumerable.Range(0, Rounds).Select(_ => loop.Run(Steps, iterate))];
                // The first step of a batch starts from nothing and is not one of steady control.
                Report(label, results.SelectMany(r => r.Milliseconds.Skip(1)));
                if (iterate) Report($"{name}_feedback", results.SelectMany(r => r.Feedback.Skip(1)));
                bytes = Math.Max(bytes, results.Max(r => r.AllocatedBytes) / Steps);

                void Report(string what, IEnumerable<double> milliseconds)
                {
                    double[] times = [.. milliseconds.Order()];
                    (figures[$"{what}_ms"], figures[$"{what}_ms_p99"]) = (times[times.Length / 2], times[times.Length * 99 / 100]);
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                        $"{what,-23} {times[times.Length / 2],7:F3} {times[times.Length * 99 / 100],8:F3} {results.Sum(r => r.Failures),10}"));
                }
            }
        }
    }

    /// <summary>The part on failing sensors alone.</summary>
    public static int RunFaults()
    {
        Console.WriteLine(JsonSerializer.Serialize(new Dictionary<string, object> { ["suite"] = "decide", ["fault_isolation"] = FaultPart.Run() }));
        return 0;
    }

    private static double Compare<TModel>(string name, ClosedLoop<TModel> loop, string file) where TModel : IOptimalControlModel
    {
        (double[][] states, double[][] inputs) = ClosedLoop<TModel>.Published(file);
        ClosedLoop<TModel>.Result own = loop.Run(states.Length, realTime: false);
        double worst = 0;
        foreach ((string what, double[][] theirs, double[][] ours) in ((string, double[][], double[][])[])[("state", states, own.States), ("input",
            inputs, own.Inputs)])
        {
            for (int i = 0; i < theirs[0].Length; i++)
            {
                // A state may start at exactly zero.
                double error = theirs.Select((row, k) => row[i] == ours[k][i] ? 0 : Math.Abs(ours[k][i] / row[i] - 1)).Max();
                worst = Math.Max(worst, error);
                Console.WriteLine($"{name,-15} {what} {i + 1}: largest relative difference from do-mpc {error:E1}");
            }
        }
        return worst;
    }
}
