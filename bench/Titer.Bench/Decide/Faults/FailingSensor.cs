using Titer.Control.Estimators.Faults;
using Titer.Core;
using Titer.Sensing;

namespace Titer.Bench.Decide.Faults;

/// <summary>A sensor whose measurements fail as told, on top of whatever its chip does.</summary>
internal sealed class FailingSensor(ISensor sensor, IReadOnlyList<SensorFailure> failures, DateTimeOffset start) : ISensor
{
    private readonly Dictionary<SensorFailure, double> _frozen = [];

    public string Source => sensor.Source;

    public string CalibrationHash => sensor.CalibrationHash;

    public void Sense(Frame frame, List<Measurement> measurements)
    {
        int first = measurements.Count;
        sensor.Sense(frame, measurements);
        for (int i = first; i < measurements.Count; i++)
            foreach (SensorFailure failure in failures) measurements[i] = Apply(failure, measurements[i]);
    }

    private Measurement Apply(SensorFailure failure, Measurement m)
    {
        double hour = (m.Time - start).TotalHours;
        if (m.Tag.Name != failure.Tag || !failure.IsActive(hour) || m.Quality.IsBad) return m;
        if (failure.Kind != FaultKind.Freeze) return m with { Value = failure.Apply(hour, m.Value) };
        _frozen.TryAdd(failure, m.Value);
        return m with { Value = _frozen[failure] };
    }
}
