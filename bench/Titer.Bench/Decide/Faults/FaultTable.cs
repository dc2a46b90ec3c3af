using Titer.Control.Estimators.Faults;

namespace Titer.Bench.Decide.Faults;

/// <summary>The failures that are tried: offset, drift and freeze of each sensor of the estimator.</summary>
internal static class FaultTable
{
    // Hours that a failure lasts: time to tell it and to take the sensor back; of the laboratory three results.
    private const double Chip = 28, Laboratory = 74;

    /// <summary>Sensor, offset, drift per hour; relative where the sensor's uncertainty is.</summary>
    private static readonly (string Tag, double Bias, double Drift, bool IsRelative)[] Sizes =
    [
        ("pH", 0.15, 0.01, false), ("DO", 30, 4, false), ("temperature", 0.6, 0.05, false),
        ("temperature/ion-fet", 1, 0.1, false), ("temperature/optode", 1, 0.1, false),
        ("biovolume", 0.3, 0.015, true), ("volume", 8, 0.3, false),
        ("glucose", 5, 0.3, false), ("lactate", 5, 0.3, false), ("glutamine", 2, 0.1, false), ("ammonia", 3, 0.15, false),
        ("lab/VCD", 0.3, 0.01, true), ("lab/viability", -15, -0.4, false), ("lab/glucose", 0.3, 0.01, true), ("lab/lactate", 4, 0.15, false),
        ("lab/glutamine", 1.5, 0.06, false), ("lab/ammonia", 2, 0.06, false), ("lab/pH", 0.12, 0.004, false), ("lab/titre", 0.3, 0.012, true),
    ];

    /// <summary>Batches of failures: each sensor and each way once, several in one batch, at different times of it but never together.</summary>
    public static IReadOnlyList<IReadOnlyList<SensorFailure>> Batches()
    {
        List<SensorFailure> chips = [.. All(laboratory: false)], laboratory = [.. All(laboratory: true)];
        return [.. Schedule(chips, Chip, [36, 82, 128, 174, 220, 266]), .. Schedule(laboratory, Laboratory, [46, 142, 238])];
    }

    /// <summary>
    /// Failures that the unit has the means to tell. Offset and drift of oxygen are not: they look like another gas transfer. A method of the
    /// laboratory that repeats itself reads the same as a culture at rest, and a drift of the only titre like another productivity.
    /// </summary>
    public static bool IsIsolable(SensorFailure f) => (f.Tag, f.Kind) switch
    {
        ("DO", FaultKind.Bias or FaultKind.Drift) => false,
        ("lab/titre", FaultKind.Drift) => false,
        (_, FaultKind.Freeze) => !f.Tag.StartsWith("lab/", StringComparison.Ordinal),
        _ => true,
    };

    private static IEnumerable<SensorFailure> All(bool laboratory)
    {
        foreach (FaultKind kind in (FaultKind[])[FaultKind.Bias, FaultKind.Drift, FaultKind.Freeze])
            foreach ((string tag, double bias, double drift, bool relative) in Sizes)
            {
                if (tag.StartsWith("lab/", StringComparison.Ordinal) != laboratory) continue;
                yield return new SensorFailure(tag, kind, kind == FaultKind.Bias ? bias : kind == FaultKind.Drift ? drift : 0, relative);
            }
    }

    private static IEnumerable<IReadOnlyList<SensorFailure>> Schedule(List<SensorFailure> failures, double length, double[] times) =>
        failures.Chunk(times.Length).Select(batch => (IReadOnlyList<SensorFailure>)
            [.. batch.Select((f, i) => f with { From = times[i], To = times[i] + length })]);
}
