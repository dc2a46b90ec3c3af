using Titer.Control;
using Titer.Control.Controllers;
using Titer.Control.Estimators;
using Titer.Control.Estimators.Downstream;
using Titer.Control.Estimators.Transcription;
using Titer.Core;
using Titer.Numerics;
using Titer.Plant.Loop;
using Titer.Processes.Downstream;
using A = Titer.Control.Estimators.Transcription.IvtAdaptiveState;
using D = Titer.Control.DownstreamActuators;

namespace Titer.Plant.Downstream;

/// <summary>
/// Measurements to estimates of a line: of the reactor until its content begins to be transferred, of what is behind it from then on. What is handed
/// over is the reactor's estimate with its whole covariance, so that an RNA that is too high in mind is so together with its integrity and its
/// nucleotides.
/// </summary>
internal sealed class LineEstimateStage(IStage reactor, IvtEstimator transcription, FiltrationEstimator filtration, Situation situation) : IStage
{
    private static readonly Tag[] Pumps = [D.Transfer, D.Rna, D.Acid, D.Lipid, D.Return, D.Fill];

    // What the transfer pump leaves in the vessel, L.
    private const double Dregs = 0.05;

    // The buffer is weighed in litres.
    private readonly PumpMonitor _buffer = new(D.Diafiltration.Name, density: 1, TimeSpan.FromMinutes(12), findsFrozen: false);
    private readonly double[] _flows = new double[LineFlow.Count];
    private double _left;

    public void Run(LoopTick tick)
    {
        if (!filtration.HasBegun && situation.InForce.TryGetValue(D.Transfer, out Command? transfer) && transfer.Value > 0) HandOver(transfer.Time);
        if (!filtration.HasBegun)
        {
            reactor.Run(tick);
            return;
        }
        situation.Now = tick.Now;
        foreach (Measurement m in tick.Measurements) situation.Measurements[m.Tag] = m;
        for (int i = 0; i < Pumps.Length; i++) _flows[i] = Told(Pumps[i]);
        // No more than the reactor holds.
        _flows[LineFlow.Transfer] = Math.Min(_flows[LineFlow.Transfer], _left / tick.Hours);
        _left -= _flows[LineFlow.Transfer] * tick.Hours;
        double buffer = Told(D.Diafiltration);
        situation.Measurements.TryGetValue(DownstreamTags.DiafilteredVolume, out Measurement? balance);
        _buffer.Update(tick.Now, balance is not null && balance.Time == tick.Now ? balance : null, buffer, tick.Hours, tick.Events);
        filtration.Update(tick.Now, [Told(D.Pressure), _buffer.Flow(buffer), Told(D.CrossFlow)], _flows, tick.Measurements);
        situation.Estimate = filtration.Publish();
        tick.Estimates.Add(situation.Estimate);
    }

    private void HandOver(DateTimeOffset time)
    {
        int n = A.Count, quantities = TangentialFlowState.Count;
        ReadOnlySpan<double> parameters = transcription.Parameters;
        double[] mean = new double[quantities], moved = new double[quantities], root = new double[quantities * n], state = new double[n];
        TranscribedBulk.Of(transcription.State.AsReal(), parameters.AsReal(), mean.AsSpan().AsReal());
        for (int k = 0; k < n; k++)
        {
            // The bulk is linear in the state, so that a difference is exact.
            for (int i = 0; i < n; i++) state[i] = transcription.State[i] + transcription.Root[i * n + k];
            TranscribedBulk.Of(((ReadOnlySpan<double>)state).AsReal(), parameters.AsReal(), moved.AsSpan().AsReal());
            for (int i = 0; i < quantities; i++) root[i * n + k] = moved[i] - mean[i];
        }
        filtration.Begin(time, mean, root);
        _left = Math.Max(0, mean[TangentialFlowState.Volume] - Dregs);
        situation.Isolated = new Dictionary<Tag, Control.Estimators.Faults.SensorFault>();
    }

    private double Told(Tag actuator) => situation.InForce.TryGetValue(actuator, out Command? command) ? command.Value : 0;
}
