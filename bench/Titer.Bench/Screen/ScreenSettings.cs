using System.Globalization;

namespace Titer.Bench.Screen;

/// <summary>What is asked of a measurement of the screen.</summary>
/// <param name="Units">Live units behind the pages.</param>
/// <param name="Speed">How many times faster than real time each turns; at 60 each has a tick a second, so that every row changes once a second.</param>
/// <param name="Minutes">How long the memory of the browser is watched.</param>
internal sealed record ScreenSettings(int Units = 200, double Speed = 60, double Minutes = 5)
{
    public static bool TryRead(ReadOnlySpan<string> args, out ScreenSettings settings)
    {
        settings = new ScreenSettings();
        for (; args.Length >= 2; args = args[2..])
        {
            if (!double.TryParse(args[1], CultureInfo.InvariantCulture, out double value) || !(value > 0)) return false;
            switch (args[0])
            {
                case "--units" when value is <= 1000 && value == Math.Floor(value): settings = settings with { Units = (int)value }; break;
                case "--speed" when value is >= 1 and <= 1000: settings = settings with { Speed = value }; break;
                case "--minutes" when value <= 24 * 60: settings = settings with { Minutes = value }; break;
                default: return false;
            }
        }
        return args.IsEmpty;
    }
}
