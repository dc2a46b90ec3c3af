using System.Text.Json;
using Titer.Core;

namespace Titer.Sensing;

/// <summary>
/// A calibration as text and as hash. JSON of System.Text.Json writes the shortest digits that read back to the same double,
/// so that a saved calibration is the same calibration bit for bit.
/// </summary>
internal static class CalibrationText
{
    public static string Write<T>(T calibration) => JsonSerializer.Serialize(calibration);

    // Not kept in the calibration: a copy made by `with` would take the old hash along.
    public static string Hash<T>(T calibration) => ContentHash.Of(Write(calibration));
}
