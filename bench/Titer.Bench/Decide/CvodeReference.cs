using System.Diagnostics;
using System.Globalization;

namespace Titer.Bench.Decide;

/// <summary>One integration in a work-precision sweep: seconds a run, accepted steps, and the state at the end.</summary>
internal readonly record struct WorkPoint(double Tolerance, double Seconds, long Steps, double[] End);

/// <summary>CVODE through the driver bench/references/cvode.c, compiled for the run.</summary>
internal static class CvodeReference
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>The sweep over relative tolerances; null, with the reason printed, without a C compiler or SUNDIALS.</summary>
    /// <param name="model">C functions of the problem "model" (<see cref="Traced.Program"/>); null for a problem that the driver has.</param>
    public static WorkPoint[]? Sweep(string problem, string? model, double absoluteOverRelative, IEnumerable<double> tolerances)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("titer-cvode");
        try
        {
            string program = Path.Combine(folder.FullName, "cvode");
            string header = Path.Combine(folder.FullName, "model.h");
            if (model is not null) File.WriteAllText(header, model);
            string? compiled = Run(
                "cc", [.. model is null ? Array.Empty<string>() : [$"-DMODEL=\"{header}\""],
                "-O3", "-o", program, Path.Combine(Folders.Root, "bench", "references", "cvode.c"),
                "-lsundials_cvode", "-lsundials_nvecserial", "-lsundials_sunmatrixdense", "-lsundials_sunlinsoldense", "-lm"]);
            string? output = compiled is null ? null
                : Run(program, [problem, Text(absoluteOverRelative), .. tolerances.Select(Text)]);
            if (output is null) return null;
            return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Point)];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static WorkPoint Point(string line)
    {
        double[] v = [.. line.Split(' ').Select(s => double.Parse(s, CultureInfo.InvariantCulture))];
        return new(v[0], v[1], (long)v[2], v[3..]);
    }

    private static string? Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in arguments) start.ArgumentList.Add(argument);
        try
        {
            using Process process = Process.Start(start)!;
            Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
            if (!process.WaitForExit(Limit)) process.Kill(entireProcessTree: true);
            else if (process.ExitCode == 0) return output.Result;
            string? problem = error.Result.Split('\n').FirstOrDefault(l => l.Contains("error", StringComparison.Ordinal));
            Console.WriteLine($"CVODE did not run: {problem ?? $"{Path.GetFileName(program)} failed"}");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Console.WriteLine($"CVODE did not run: {Path.GetFileName(program)} is not there.");
        }
        return null;
    }
}
