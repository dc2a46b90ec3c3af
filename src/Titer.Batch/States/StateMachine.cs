namespace Titer.Batch;

/// <summary>
/// The transition table of IEC 61512-1 (table 1) without its pausing states, which no phase here needs. An acting state lasts
/// one step: long enough for its goals to reach the equipment.
/// </summary>
public static class StateMachine
{
    /// <summary>Where a command leads; null when it is impossible in that state.</summary>
    public static ProcedureState? After(ProcedureState state, ProcedureCommand command) => (state, command) switch
    {
        (ProcedureState.Idle, ProcedureCommand.Start) => ProcedureState.Running,

        (ProcedureState.Running, ProcedureCommand.Hold) => ProcedureState.Holding,
        (ProcedureState.Restarting, ProcedureCommand.Hold) => ProcedureState.Holding,

        (ProcedureState.Held, ProcedureCommand.Restart) => ProcedureState.Restarting,

        (ProcedureState.Running, ProcedureCommand.Stop) => ProcedureState.Stopping,
        (ProcedureState.Holding, ProcedureCommand.Stop) => ProcedureState.Stopping,
        (ProcedureState.Held, ProcedureCommand.Stop) => ProcedureState.Stopping,
        (ProcedureState.Restarting, ProcedureCommand.Stop) => ProcedureState.Stopping,

        (ProcedureState.Running, ProcedureCommand.Abort) => ProcedureState.Aborting,
        (ProcedureState.Holding, ProcedureCommand.Abort) => ProcedureState.Aborting,
        (ProcedureState.Held, ProcedureCommand.Abort) => ProcedureState.Aborting,
        (ProcedureState.Restarting, ProcedureCommand.Abort) => ProcedureState.Aborting,
        (ProcedureState.Stopping, ProcedureCommand.Abort) => ProcedureState.Aborting,

        (ProcedureState.Complete, ProcedureCommand.Reset) => ProcedureState.Idle,
        (ProcedureState.Stopped, ProcedureCommand.Reset) => ProcedureState.Idle,
        (ProcedureState.Aborted, ProcedureCommand.Reset) => ProcedureState.Idle,
        _ => null,
    };

    /// <summary>Where an acting state ends by itself; null for a state that stays. Running ends in Complete with its last phase.</summary>
    public static ProcedureState? Settled(ProcedureState state) => state switch
    {
        ProcedureState.Holding => ProcedureState.Held,
        ProcedureState.Restarting => ProcedureState.Running,
        ProcedureState.Stopping => ProcedureState.Stopped,
        ProcedureState.Aborting => ProcedureState.Aborted,
        _ => null,
    };
}
