using System.Diagnostics;
using Titer.Bench.Decide.Models;
using Titer.Numerics;

namespace Titer.Bench.Decide;

internal static class DecideSuite
{
    public static int Run(string[] args)
    {
        Time<BatchReactor>("batch", BatchReactor.Problem(), [1, 0.5, 0, 120], [0], [0.5, 200], 60);
        Time<StirredTank>("cstr", StirredTank.Problem(), [0.8, 0.5, 134.14, 130], [0, 0], [1, 1], 50);
        return 0;
    }

    private static void Time<TModel>(string name, OptimalControlProblem problem, double[] start, double[] before, double[] p, int steps) where TModel : IOptimalControlModel
    {
        foreach (bool rti in (bool[])[false, true])
        {
            var solver = new SqpSolver<TModel>(problem);
            var ms = new List<double>();
            long bytes = 0; int it = 0, qp = 0, bad = 0, n = 0;
            for (int round = 0; round < 12; round++)
            {
                double[] x = [.. start], u = [.. before];
                solver.Start(x, u);
                for (int k = 0; k < steps; k++)
                {
                    long b0 = GC.GetAllocatedBytesForCurrentThread(), t0 = Stopwatch.GetTimestamp();
                    SqpStatus status;
                    if (rti && k > 0) { solver.Prepare(0); status = solver.Feedback(x, u); }
                    else status = solver.Solve(0, x, u);
                    double t = Stopwatch.GetElapsedTime(t0).TotalMilliseconds;
                    bytes += GC.GetAllocatedBytesForCurrentThread() - b0;
                    if (round >= 4 && k > 0) { ms.Add(t); it += solver.Iterations; qp += solver.QpIterations; n++; if (status is not (SqpStatus.Solved or SqpStatus.Iterated)) bad++; }
                    solver.Input(0).CopyTo(u);
                    Advance<TModel>(x, u, p, problem.Step);
                    solver.Shift();
                }
            }
            ms.Sort();
            Console.WriteLine($"{name} rti {rti}: median {ms[ms.Count / 2]:F4} p99 {ms[(int)(ms.Count * 0.99)]:F4} ms; it {(double)it / n:F2} qp {(double)qp / n:F1} bad {bad}/{n} bytes {bytes}");
        }
    }

    private static void Advance<TModel>(Span<double> x, double[] u, double[] p, double h) where TModel : IOptimalControlModel
    {
        int n = x.Length;
        var k = new double[4, n]; var y = new double[n]; var dx = new double[n];
        for (int sub = 0; sub < 20; sub++)
        {
            double s = h / 20;
            for (int stage = 0; stage < 4; stage++)
            {
                for (int i = 0; i < n; i++) y[i] = x[i] + (stage == 0 ? 0 : stage == 3 ? s * k[2, i] : s / 2 * k[stage - 1, i]);
                TModel.Derivatives<Real>(0.0, y.AsSpan().AsReal(), u.AsSpan().AsReal(), p.AsSpan().AsReal(), dx.AsSpan().AsReal());
                for (int i = 0; i < n; i++) k[stage, i] = dx[i];
            }
            for (int i = 0; i < n; i++) x[i] += s / 6 * (k[0, i] + 2 * k[1, i] + 2 * k[2, i] + k[3, i]);
        }
    }
}
