using System.Globalization;
using Titer.Core;

namespace Titer.Sensing.PlateReader;

/// <summary>
/// What is known of one kind of fluorescence chip before it has read anything. The content hash of it is the calibration's identity.
/// </summary>
/// <remarks>
/// Oxygen: PreSens data sheet of its oxygen optodes (FTCH-PSt1, presens.de; the bioREACTOR48's PSt3 spots use the same dye
/// chemistry and no separate figure was found): accuracy 0.4 % O2 at 20.9 % O2 and 0.05 % O2 at 0.2 % O2, that is 1.9 and 0.24 % of air
/// saturation, taken as half-widths of rectangular distributions (JCGM 100:2008, 4.3.7). pH: the standard deviation of parallel
/// fluorescence pH chips in this reactor block, 0.1 at pH 7 and 0.2 at pH 6 and pH 8.5 (Kusterer, Krause, Kaufmann, Arnold and
/// Weuster-Botz, Bioprocess Biosyst. Eng. 31 (2008) 207-215).
/// </remarks>
public sealed record PlateReaderSpecification
{
    private PlateReaderSpecification() { }

    /// <summary>Behind the culture in the tag: <c>DO</c> or <c>pH</c>.</summary>
    public required string Variable { get; init; }
    public required Unit Unit { get; init; }
    /// <summary>Readings outside are impossible in an aerobic culture on air, in the unit.</summary>
    public required double Lowest { get; init; }
    public required double Highest { get; init; }
    /// <summary>A chip whose first readings lie below is still starting up; media start close to saturation with air.</summary>
    public required double AwakeAbove { get; init; }
    /// <summary>Smallest step of the read-out.</summary>
    public required double Resolution { get; init; }
    /// <summary>A single reading this far from both neighbours in time is never noise.</summary>
    public required double LeastSpike { get; init; }
    /// <summary>A single reading this many robust sigmas from both neighbours in time is an outlier.</summary>
    public double SpikeSigmas { get; init; } = 6;
    public required Func<double, double> CalibrationUncertainty { get; init; }

    public static readonly PlateReaderSpecification Oxygen = new()
    {
        Variable = "DO", Unit = Unit.Percent, Lowest = 0, Highest = 150, AwakeAbove = 20, Resolution = 0.01, LeastSpike = 8,
        CalibrationUncertainty = saturation => (0.24 + (1.91 - 0.24) * Math.Clamp(saturation / 100, 0, 1.5)) / Math.Sqrt(3),
    };

    public static readonly PlateReaderSpecification PH = new()
    {
        Variable = "pH", Unit = Unit.PH, Lowest = 3, Highest = 10, AwakeAbove = 3, Resolution = 0.01, LeastSpike = 0.2,
        CalibrationUncertainty = pH => Math.Min(0.2, 0.1 + 0.1 * Math.Max((7 - pH) / 1, (pH - 7) / 1.5)),
    };

    public string Hash
    {
        get
        {
            string text = $"plate-reader 1;{Variable};{Unit};{Lowest};{Highest};{AwakeAbove};{Resolution};{LeastSpike};{SpikeSigmas}";
            for (int i = 0; i <= 20; i++)
                text += string.Create(CultureInfo.InvariantCulture, $";{CalibrationUncertainty(Lowest + i * (Highest - Lowest) / 20):R}");
            return ContentHash.Of(text);
        }
    }
}
