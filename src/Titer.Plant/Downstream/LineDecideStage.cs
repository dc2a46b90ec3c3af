using Titer.Batch;
using Titer.Control;
using Titer.Control.Controllers;
using Titer.Control.Estimators.Downstream;
using Titer.Core;
using Titer.Plant.Loop;

namespace Titer.Plant.Downstream;

/// <summary>
/// Decides as any unit does, and says when a phase behind the reactor has ended what it did with the RNA and which models say so. What a phase was
/// for is known from the set points under which it ran, so that a recipe may name and order its phases as it likes.
/// </summary>
internal sealed class LineDecideStage(
    DecideStage decide, BatchEngine engine, FiltrationEstimator filtration, DownstreamFormula formula, Situation situation) : IStage
{
    private readonly DoseStatements _statements = new(formula);
    private readonly HashSet<Tag> _targets = [];
    private PhaseStep? _phase;

    public void Run(LoopTick tick)
    {
        foreach (Tag tag in situation.Targets.Keys) _targets.Add(tag);
        if (filtration.HasBegun && _targets.Contains(DownstreamTags.TotalFlow)) _statements.Watch(situation);
        decide.Run(tick);
        if (engine.Phase == _phase) return;
        if (_phase is { } ended && filtration.HasBegun)
            _statements.Ended(ended, _targets, situation, filtration.Inputs, filtration.Mean, tick.Events);
        _phase = engine.Phase;
        _targets.Clear();
    }
}
