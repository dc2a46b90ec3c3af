using System.Diagnostics;
using System.Globalization;

namespace Titer.App.Consoles;

/// <summary>Says how far a long calculation is: at once on a terminal, elsewhere when it takes longer than some seconds.</summary>
internal sealed class ProgressLines(TextWriter text, bool patient)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly Lock _turn = new();
    private readonly Dictionary<string, int> _said = [];

    /// <summary>Called by any thread; says nothing that is behind what was said.</summary>
    /// <param name="what">The part of the calculation, as its line begins.</param>
    public void Report(string what, int done, int all)
    {
        lock (_turn)
        {
            TimeSpan passed = Stopwatch.GetElapsedTime(_start);
            if (done <= _said.GetValueOrDefault(what) || (patient && passed < Patience)) return;
            _said[what] = done;
            text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {done} of {all} done after {passed.TotalSeconds:F0} s."));
        }
    }
}
