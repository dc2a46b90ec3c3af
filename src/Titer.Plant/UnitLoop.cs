using System.Diagnostics;
using Titer.Batch;
using Titer.Control.Alarms;
using Titer.Field;
using Titer.Plant.Alarms;
using Titer.Plant.Loop;

namespace Titer.Plant;

/// <summary>
/// The platform on one page. One tick turns raw frames into commands and writes every arrow:
/// <code>
///   chips --frames--> Sense --measurements--> Estimate --estimates--> Decide --commands--> Guard --commands--> equipment
///                                                                     recipe
/// </code>
/// The stages are the same in accelerated simulation, in real time and in replay; only the field behind Read and Act and the journal
/// behind Record differ. The caller owns time and says when a tick is.
/// </summary>
public sealed class UnitLoop
{
    /// <summary>Source of the activities: one for each stage of a tick, where somebody listens.</summary>
    public const string Traced = "Titer.Loop";

    private static readonly ActivitySource Activities = new(Traced);

    private readonly LoopTick _tick = new();
    private readonly AlarmStage _alarms;
    private readonly IStage[] _stages;

    public UnitLoop(IField field, UnitStages unit, IJournal journal)
    {
        _alarms = new AlarmStage(new AlarmList(MasterAlarmReader.Shipped, unit.Engine.Recipe.Equipment.Name));
        _stages =
        [
            new ReadStage(field),
            new SenseStage(unit.Sensors),
            unit.Estimate,
            unit.Decide,
            unit.Guard,
            new ActStage(field),
            _alarms,
            new RecordStage(journal),
        ];
    }

    /// <summary>The alarms of the unit after the last tick; may be read from any thread.</summary>
    public AlarmView Alarms => _alarms.Alarms;

    /// <summary>Runs one tick and returns what it gathered; the next call overwrites it. <paramref name="now"/> must not go back.</summary>
    public LoopTick Tick(DateTimeOffset now, IEnumerable<OperatorAction> actions)
    {
        _tick.Begin(now, actions);
        foreach (IStage stage in _stages)
        {
            using Activity? traced = Activities.HasListeners() ? Activities.StartActivity(stage.GetType().Name) : null;
            stage.Run(_tick);
        }
        return _tick;
    }
}
