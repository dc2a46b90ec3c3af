using Titer.Control;
using Titer.Control.Controllers;
using Titer.Control.Estimators;
using Titer.Core;
using Titer.Plant.Loop;
using Titer.Processes.CellCulture;
using U = Titer.Processes.CellCulture.ChoInput;

namespace Titer.Plant.Bioreactor;

/// <summary>
/// Measurements to estimates of a cell culture. The filter moves every tick; an estimate is published every five minutes, which is fast against
/// a culture and keeps the record a fifth of the size. Inputs are what the equipment was told, unless it says that it does something else.
/// </summary>
public sealed class EstimateStage(ChoEstimator estimator, PumpMonitor feedPump, PumpMonitor basePump, Situation situation) : IStage
{
    public static readonly TimeSpan PublishEvery = TimeSpan.FromMinutes(5);

    private readonly double[] _inputs = ChoFedBatch.Description.DefaultInputs();

    private DateTimeOffset _nextPublication;

    /// <summary>Inputs of the model as the estimator had them last.</summary>
    public ReadOnlySpan<double> Inputs => _inputs;

    public void Run(LoopTick tick)
    {
        situation.Now = tick.Now;
        foreach (Measurement m in tick.Measurements) situation.Measurements[m.Tag] = m;
        _inputs[U.Feed] = Delivered(feedPump, Tags.FeedMass, Actuators.Feed, tick);
        _inputs[U.Base] = Delivered(basePump, Tags.BaseMass, Actuators.Base, tick);
        _inputs[U.Agitation] = Actual(Tags.MeasuredAgitation, Actuators.Stirrer, U.Agitation);
        _inputs[U.Air] = Actual(Tags.AirFlow, Actuators.Air, U.Air);
        _inputs[U.OxygenGas] = Actual(Tags.OxygenFlow, Actuators.Oxygen, U.OxygenGas);
        _inputs[U.CarbonDioxideGas] = Actual(Tags.CarbonDioxideFlow, Actuators.CarbonDioxide, U.CarbonDioxideGas);
        if (situation.InForce.TryGetValue(Actuators.Jacket, out Command? jacket)) _inputs[U.Jacket] = jacket.Value;

        estimator.Update(tick.Now, _inputs, tick.Measurements);
        estimator.Report(tick.Events);
        situation.Isolated = estimator.Isolated;
        if (tick.Now < _nextPublication) return;
        _nextPublication = tick.Now + PublishEvery;
        situation.Estimate = estimator.Publish();
        tick.Estimates.Add(situation.Estimate);
    }

    private double Delivered(PumpMonitor monitor, Tag mass, Tag pump, LoopTick tick)
    {
        double told = situation.InForce.TryGetValue(pump, out Command? command) ? command.Value : 0;
        monitor.Update(tick.Now, Fresh(mass), told, tick.Hours, tick.Events);
        return monitor.Flow(told);
    }

    // A set point is finer than the instrument that checks it; the instrument counts when the two disagree beyond its uncertainty.
    private double Actual(Tag measured, Tag actuator, int input)
    {
        double told = situation.InForce.TryGetValue(actuator, out Command? command) ? command.Value : _inputs[input];
        return Fresh(measured) is { } m && Math.Abs(m.Value - told) > 4 * m.StandardUncertainty ? Math.Max(0, m.Value) : told;
    }

    private Measurement? Fresh(Tag tag) =>
        situation.Measurements.TryGetValue(tag, out Measurement? m) && m.Time == situation.Now && !m.Quality.IsBad ? m : null;
}
