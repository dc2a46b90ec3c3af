using System.Collections.Immutable;
using Titer.Control;
using Titer.Control.Controllers;
using Titer.Control.Estimators.Transcription;
using Titer.Core;
using Titer.Plant.Loop;
using U = Titer.Processes.Transcription.IvtInput;

namespace Titer.Plant.Transcription;

/// <summary>
/// Measurements to estimates of a transcription. The filter moves every tick, and its estimate is published every tick: minutes count. Inputs are
/// what the pumps
/// were told, unless a balance says that a pump does something else.
/// </summary>
internal sealed class TranscriptionEstimateStage(IvtEstimator estimator, ImmutableArray<TranscriptionPump> pumps, Situation situation, double jacket)
    : IStage
{
    private readonly double[] _inputs = new double[U.Count];

    public void Run(LoopTick tick)
    {
        situation.Now = tick.Now;
        foreach (Measurement m in tick.Measurements) situation.Measurements[m.Tag] = m;
        foreach (TranscriptionPump pump in pumps)
        {
            double told = situation.InForce.TryGetValue(pump.Actuator, out Command? command) ? command.Value : 0;
            pump.Monitor.Update(tick.Now, Fresh(pump.Mass), told, tick.Hours, tick.Events);
            _inputs[pump.Input] = pump.Monitor.Flow(told);
        }
        _inputs[U.Jacket] = situation.InForce.TryGetValue(Actuators.Jacket, out Command? warm) ? warm.Value : jacket;

        estimator.Update(tick.Now, _inputs, tick.Measurements);
        estimator.Report(tick.Events);
        situation.Isolated = estimator.Isolated;
        situation.Estimate = estimator.Publish();
        tick.Estimates.Add(situation.Estimate);
    }

    private Measurement? Fresh(Tag tag) =>
        situation.Measurements.TryGetValue(tag, out Measurement? m) && m.Time == situation.Now && !m.Quality.IsBad ? m : null;
}
