namespace Titer.Batch;

/// <summary>States of a procedure (IEC 61512-1, table 1). Those in -ing are acting states that end by themselves.</summary>
public enum ProcedureState
{
    Idle,
    Running,
    Holding,
    Held,
    Restarting,
    Stopping,
    Stopped,
    Aborting,
    Aborted,
    Complete,
}

/// <summary>Commands of IEC 61512-1, table 2.</summary>
public enum ProcedureCommand
{
    Start,
    /// <summary>Keep the cells alive and wait: feeds off, everything else at its set point.</summary>
    Hold,
    /// <summary>Go on with the phase that was held.</summary>
    Restart,
    /// <summary>End the batch in order; it cannot be restarted.</summary>
    Stop,
    /// <summary>End the batch at once; wins over a stop under way.</summary>
    Abort,
    /// <summary>Make an ended batch ready to start anew.</summary>
    Reset,
}
