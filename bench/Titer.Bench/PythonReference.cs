using System.Diagnostics;
using System.Text.Json;

namespace Titer.Bench;

/// <summary>
/// A reference timed in the same run: a script of <c>bench/references</c> run by a Python that has what it imports. It prints one line
/// of JSON last. Where it cannot run, the ratio to it is null.
/// </summary>
internal static class PythonReference
{
    // Debian's Python has Debian's packages; another one may be first on the path.
    private static readonly string[] Interpreters = ["/usr/bin/python3", "python3"];
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <summary>The last line of the script as JSON; null, with the reason printed, when it did not run.</summary>
    public static JsonElement? Run(string script, params string[] arguments)
    {
        string problem = "no Python was found";
        foreach (string interpreter in Interpreters)
        {
            var start = new ProcessStartInfo(interpreter) { RedirectStandardOutput = true, RedirectStandardError = true };
            start.ArgumentList.Add(Path.Combine(Folders.Root, "bench", "references", script));
            foreach (string argument in arguments) start.ArgumentList.Add(argument);
            // Settings that slow a current OpenBLAS on purpose would make the reference easy to beat.
            start.Environment.Remove("OPENBLAS_CORETYPE");
            start.Environment.Remove("OPENBLAS_L2_SIZE");
            try
            {
                using Process process = Process.Start(start)!;
                Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
                if (!process.WaitForExit(Limit))
                {
                    process.Kill(entireProcessTree: true);
                    problem = $"it took longer than {Limit.TotalMinutes} minutes";
                    continue;
                }
                if (process.ExitCode == 0) return JsonDocument.Parse(output.Result.TrimEnd('\n').Split('\n')[^1]).RootElement.Clone();
                problem = error.Result.TrimEnd('\n').Split('\n')[^1];
            }
            catch (System.ComponentModel.Win32Exception)
            {
                // no such interpreter; the next may be there
            }
        }
        Console.WriteLine($"Reference {script} did not run: {problem}.");
        return null;
    }
}
