using System.Diagnostics;
using System.Globalization;

namespace Titer.App.Commands.Sensing;

/// <summary>Says how far a calibration is: at once on a terminal, elsewhere when it takes longer than some seconds.</summary>
internal sealed class CalibrationProgress(TextWriter text, bool patient)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly Lock _turn = new();
    private int _said;

    /// <summary>Called by any thread; says nothing that is behind what was said.</summary>
    public void Report(int done, int all)
    {
        lock (_turn)
        {
            TimeSpan passed = Stopwatch.GetElapsedTime(_start);
            if (done <= _said || (patient && passed < Patience)) return;
            _said = done;
            text.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"Cross-validation: {done} of {all} parts done after {passed.TotalSeconds:F0} s."));
        }
    }
}
