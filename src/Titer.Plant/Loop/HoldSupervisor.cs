using Titer.Batch;
using Titer.Control.Interlocks;

namespace Titer.Plant.Loop;

/// <summary>
/// Asks for a hold of the batch when the plant cannot go on as planned: the stirrer stands. Once it has turned again for a time
/// of calm, and if nobody else held the batch, asks to restart when it may (in simulation); otherwise a person does.
/// </summary>
public sealed class HoldSupervisor(StirrerInterlock stirrer, bool mayRestart, TimeSpan calm)
{

    private DateTimeOffset? _calmSince;
    private bool _heldByPlant;

    public void Watch(DateTimeOffset now, ProcedureState state, List<OperatorAction> requests)
    {
        if (stirrer.Tripped)
        {
            _calmSince = null;
            if (state != ProcedureState.Running) return;
            _heldByPlant = true;
            requests.Add(OperatorAction.RequestHold("the stirrer stands", now));
            return;
        }
        if (!_heldByPlant) return;
        _calmSince ??= now;
        if (state != ProcedureState.Held)
        {
            if (state == ProcedureState.Running && now - _calmSince >= calm) _heldByPlant = false;
            return;
        }
        if (!mayRestart || now - _calmSince < calm) return;
        _heldByPlant = false;
        requests.Add(OperatorAction.Give(ProcedureCommand.Restart, OperatorAction.Plant, now, "the stirrer turns again"));
    }
}
