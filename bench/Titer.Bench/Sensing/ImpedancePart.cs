using System.Diagnostics;
using System.Text.Json;
using Titer.Field.Files;
using Titer.Numerics;
using Titer.Sensing;
using Titer.Sensing.Impedance;
using Titer.Sensing.Impedance.Circuits;

namespace Titer.Bench.Sensing;

/// <summary>Circuit fits: speed against scipy, and the published fits of cell layers.</summary>
internal sealed class ImpedancePart : ISensingPart
{
    private const int Fits = 20, Repeats = 400; // the first hundred are the compiler warming up
    private const double Tolerance = 1e-8; // scipy's default

    public string Name => "impedance";

    public void Run(Dictionary<string, object?> figures)
    {
        figures["circuit_speedup"] = Speedup();
        figures["impedance_max_error"] = LargestError();
    }

    private static double? Speedup()
    {
        Circuit circuit = Circuit.Parse("R-p(R,C)-p(R,C)");
        double[] frequencies = [.. SimulatedCellLayer.Frequencies];
        var evaluator = new CircuitEvaluator(circuit);
        evaluator.SetFrequencies(frequencies);
        var problems = new List<(CircuitResiduals Residuals, FitParameter[] Start, double[] Resistance, double[] Reactance, double[] Weights)>();
        for (ulong seed = 1; seed <= Fits; seed++)
        {
            var channels = new SimulatedCellLayer(new Gaussian(seed)).Read(0, new Broth { Temperature = 37, ViableCells = 8 });
            double[] resistance = [.. channels[1].Values], reactance = [.. channels[2].Values];
            double real = resistance.Max(Math.Abs), imaginary = reactance.Max(Math.Abs);
            double[] weights = [.. Enumerable.Range(0, 2 * frequencies.Length).Select(i => 1 / (i % 2 == 0 ? real : imaginary))];
            double[] guess = [resistance.Min(), 0.6 * real, 2e-6, 0.3 * real, 2e-5];
            FitParameter[] start = [.. guess.Select(g => new FitParameter(Math.Log(g)))];
            problems.Add((new CircuitResiduals(evaluator, resistance, reactance, weights), start, resistance, reactance, weights));
        }
        var solver = new LevenbergMarquardt();
        var options = FitOptions.Default with { OffsetTolerance = Tolerance, StepTolerance = Tolerance, CostTolerance = Tolerance };
        double[] costs = new double[Fits];
        double shortest = double.PositiveInfinity;
        for (int repeat = 0; repeat < Repeats; repeat++)
        {
            long began = Stopwatch.GetTimestamp();
            for (int i = 0; i < Fits; i++) costs[i] = solver.Fit(problems[i].Residuals, problems[i].Start, options).SumOfSquares;
            shortest = Math.Min(shortest, Stopwatch.GetElapsedTime(began).TotalSeconds / Fits);
        }
        JsonElement? reference = Reference(frequencies, [.. problems.Select(p => new
        {
            resistance = p.Resistance, reactance = p.Reactance, weights = p.Weights, start = p.Start.Select(s => s.Start).ToArray(),
        })]);
        Console.WriteLine($"One fit of {circuit} to {frequencies.Length} frequencies: {1e6 * shortest:0.0} us");
        if (reference is not { } found) return null;
        double[] theirs = [.. found.GetProperty("costs").EnumerateArray().Select(c => c.GetDouble())];
        // The same minimum: ours is not above theirs by more than the tolerance leaves.
        int same = costs.Zip(theirs).Count(c => c.First <= c.Second * (1 + 1e-5));
        double seconds = found.GetProperty("seconds").GetDouble();
        Console.WriteLine($"scipy least_squares, {found.GetProperty("way").GetString()}: {1e6 * seconds:0.0} us; {same} of {Fits} minima reached");
        return same == Fits ? seconds / shortest : null;
    }

    private static JsonElement? Reference(double[] frequencies, object[] fits)
    {
        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, JsonSerializer.Serialize(new { frequencies, tolerance = Tolerance, fits }));
            return PythonReference.Run("circuit_fit.py", file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>Largest relative difference of a parameter from the published fits whose spectra are there.</summary>
    private static double? LargestError()
    {
        if (Folders.SharedData("impedance") is not { } folder) return null;
        double largest = 0;
        int fits = 0;
        foreach (string table in Directory.GetFiles(folder, "reference-fit-*.csv").Order(StringComparer.Ordinal))
        {
            CsvTable csv = CsvTable.Read(table);
            double Value(int row, string column) => csv.Number(row, csv.IndexOf(column));
            for (int row = 0; row < csv.Rows; row++)
            {
                string file = Path.Combine(folder, csv.Text(row, csv.IndexOf("plateID")) + ".txt");
                if (!File.Exists(file)) continue;
                double area = Value(row, "measArea");
                var sensor = new CircuitSensor(new CircuitCalibration { Circuit = "R-p(R,C)-p(R,C)", Area = area });
                sensor.Sense(ImpedanceFile.Read(file)[(int)Value(row, "n") - 1], []);
                // They are per area, and the order of the two arcs is any.
                (double R, double C) Arc(int arc) => (Value(row, $"R{arc}Area") / area, Value(row, $"C{arc}Area") * area);
                (double R, double C)[] sorted = [.. new[] { Arc(1), Arc(2) }.OrderBy(a => a.R * a.C)];
                double[] published = [Value(row, "RblankArea") / area, sorted[0].R, sorted[0].C, sorted[1].R, sorted[1].C];
                double error = published.Zip(sensor.Last!.Fit!.Parameters).Max(p => Math.Abs(p.Second.Value / p.First - 1));
                Console.WriteLine($"{Path.GetFileName(file)} {Value(row, "n")}: {sensor.Last.Verdict}, largest difference {100 * error:0.000} %");
                largest = Math.Max(largest, sensor.Last.Verdict.Refused ? double.PositiveInfinity : error);
                fits++;
            }
        }
        return fits == 0 ? null : largest;
    }
}
