using System.Text.Json;
using Titer.Bench.Decide.Models;

namespace Titer.Numerics.Tests.OptimalControl;

public sealed class DompcTests(ITestOutputHelper output)
{
    private static (double[][] X, double[][] U) Read(string name)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.SharedData("dompc"), name)));
        double[][] Rows(string key) => [.. document.RootElement.GetProperty(key).EnumerateArray().Select(r => r.EnumerateArray().Select(v => v.GetDouble()).ToArray())];
        return (Rows("_x"), Rows("_u"));
    }

    [Fact]
    public void Batch()
    {
        (double[][] x, double[][] u) = Read("batch-reactor-mpc.json");
        var solver = new SqpSolver<BatchReactor>(BatchReactor.Problem());
        solver.Start(x[0], [0]);
        double[] before = [0];
        for (int k = 0; k < 5; k++)
        {
            long t0 = System.Diagnostics.Stopwatch.GetTimestamp();
            SqpStatus status = solver.Solve(0, x[k], before);
            double ms = System.Diagnostics.Stopwatch.GetElapsedTime(t0).TotalMilliseconds;
            output.WriteLine($"{status} it {solver.Iterations} qp {solver.QpIterations} u {solver.Input(0)[0]} want {u[k][0]} cost {solver.Cost} {ms:F3} ms");
            before = u[k]; for (int q = 165; q < 181 && k==0; q++) output.WriteLine(string.Join(" ", solver.State(q).ToArray()) + " u " + string.Join(" ", solver.Input(q).ToArray()));
        }
    }

    [Fact]
    public void Cstr()
    {
        (double[][] x, double[][] u) = Read("cstr-mpc.json");
        var solver = new SqpSolver<StirredTank>(StirredTank.Problem());
        solver.Start(x[0], [5, 0]);
        double[] before = [0, 0];
        for (int k = 0; k < 5; k++)
        {
            long t0 = System.Diagnostics.Stopwatch.GetTimestamp();
            SqpStatus status = solver.Solve(0, x[k], before);
            double ms = System.Diagnostics.Stopwatch.GetElapsedTime(t0).TotalMilliseconds;
            output.WriteLine($"{status} it {solver.Iterations} qp {solver.QpIterations} u {solver.Input(0)[0]} {solver.Input(0)[1]} want {u[k][0]} {u[k][1]} cost {solver.Cost} {ms:F3} ms");
            before = u[k]; for (int q = 165; q < 181 && k==0; q++) output.WriteLine(string.Join(" ", solver.State(q).ToArray()) + " u " + string.Join(" ", solver.Input(q).ToArray()));
        }
    }
}
