using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Titer.App.Tests.Commands;

/// <summary>The built <c>titer</c> as people start it: a process of its own with arguments, standard input, a current folder and an exit code.</summary>
internal sealed class TiterProcess : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private static readonly Lazy<TempFolder> Configuration = new(() =>
    {
        var folder = new TempFolder();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Dispose();
        return folder;
    });

    private readonly Process _process;
    private readonly Task<string> _error;

    private TiterProcess(string folder, string[] arguments, bool elsewhere = false)
    {
        // The host that runs this test: <root>/shared/Microsoft.NETCore.App/<version>/ -> <root>/dotnet.
        string dotnet = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));
        var start = new ProcessStartInfo(elsewhere ? "setsid" : dotnet, elsewhere ? ["--wait", dotnet] : [])
        {
            WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "titer.dll"));
        // The key that signs records is kept away from the user's own.
        start.Environment["XDG_CONFIG_HOME"] = Configuration.Value.Path;
        foreach (string argument in arguments) start.ArgumentList.Add(argument);
        _process = Process.Start(start)!;
        _error = _process.StandardError.ReadToEndAsync();
    }

    public sealed record Result(int ExitCode, string Output, string Error)
    {
        public string LastLine => Output.TrimEnd('\n').Split('\n')[^1];
    }

    public static TiterProcess Start(string folder, params string[] arguments) => new(folder, arguments);

    /// <summary>Runs to the end with nothing on standard input.</summary>
    public static Result Run(string folder, params string[] arguments) => Answering(folder, "", arguments);

    /// <summary>Runs in a session of its own, as from another terminal.</summary>
    public static Result Elsewhere(string folder, params string[] arguments)
    {
        using var titer = new TiterProcess(folder, arguments, elsewhere: true);
        return titer.Answer("");
    }

    public static Result Answering(string folder, string input, params string[] arguments)
    {
        using var titer = new TiterProcess(folder, arguments);
        return titer.Answer(input);
    }

    public int Id => _process.Id;

    public string? ReadLine() => _process.StandardOutput.ReadLine();

    /// <summary>SIGKILL: the process has no say in it.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public Result Answer(string input)
    {
        try
        {
            _process.StandardInput.Write(input);
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading its input.
        }
        return Wait();
    }

    public Result Wait()
    {
        Task<string> output = _process.StandardOutput.ReadToEndAsync();
        if (!_process.WaitForExit(Limit))
        {
            Kill();
            Assert.Fail($"titer did not end within {Limit}");
        }
        return new Result(_process.ExitCode, output.Result, _error.Result);
    }

    public void Dispose()
    {
        if (!_process.HasExited) Kill();
        _process.Dispose();
    }
}
