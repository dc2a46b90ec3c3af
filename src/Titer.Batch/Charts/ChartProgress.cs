namespace Titer.Batch.Charts;

public enum StepProgress { Pending, Current, Held, Ended }

/// <summary>How far a batch has come, as the steps of its chart show it.</summary>
/// <param name="Phase">Index of the phase that is active or held; -1 for none.</param>
public readonly record struct ChartProgress(ProcedureState State, int Phase)
{
    public static readonly ChartProgress Nowhere = new(ProcedureState.Idle, -1);

    /// <summary>Where a batch stands. A step that a batch was stopped in is not known any more, and all that is not begun is pending.</summary>
    public StepProgress Of(ChartStep step)
    {
        bool held = State is ProcedureState.Holding or ProcedureState.Held or ProcedureState.Restarting, done = State == ProcedureState.Complete;
        return step.Kind switch
        {
            ChartStepKind.Initial => State == ProcedureState.Idle ? StepProgress.Current : StepProgress.Ended,
            ChartStepKind.Final => done ? StepProgress.Current : StepProgress.Pending,
            ChartStepKind.Held => held && step.Phase == Phase ? StepProgress.Held : StepProgress.Pending,
            _ when done || step.Phase < Phase => StepProgress.Ended,
            _ when step.Phase > Phase || Phase < 0 => StepProgress.Pending,
            _ => held ? StepProgress.Held : StepProgress.Current,
        };
    }
}
