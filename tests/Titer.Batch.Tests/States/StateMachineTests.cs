namespace Titer.Batch.Tests;

public class StateMachineTests
{
    // Rows: states; columns: Start, Hold, Restart, Stop, Abort, Reset. After table 1 of IEC 61512-1; '-' is impossible.
    private const string Table = """
        Idle        Running  -        -           -         -         -
        Running     -        Holding  -           Stopping  Aborting  -
        Holding     -        -        -           Stopping  Aborting  -
        Held        -        -        Restarting  Stopping  Aborting  -
        Restarting  -        Holding  -           Stopping  Aborting  -
        Stopping    -        -        -           -         Aborting  -
        Stopped     -        -        -           -         -         Idle
        Aborting    -        -        -           -         -         -
        Aborted     -        -        -           -         -         Idle
        Complete    -        -        -           -         -         Idle
        """;

    public static TheoryData<ProcedureState, ProcedureCommand, ProcedureState?> Cells
    {
        get
        {
            var cells = new TheoryData<ProcedureState, ProcedureCommand, ProcedureState?>();
            foreach (string line in Table.Split('\n'))
            {
                string[] row = line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
                for (int i = 1; i < row.Length; i++)
                    cells.Add(Enum.Parse<ProcedureState>(row[0]), (ProcedureCommand)(i - 1), row[i] == "-" ? null : Enum.Parse<ProcedureState>(row[i]));
            }
            return cells;
        }
    }

    [Fact]
    public void The_table_has_every_state_and_every_command() =>
        Assert.Equal(Enum.GetValues<ProcedureState>().Length * Enum.GetValues<ProcedureCommand>().Length, Cells.Count);

    [Theory]
    [MemberData(nameof(Cells))]
    public void A_command_leads_where_the_table_says(ProcedureState state, ProcedureCommand command, ProcedureState? next) =>
        Assert.Equal(next, StateMachine.After(state, command));

    /// <summary>The same through the engine, which must get into every state, obey or refuse, and record it.</summary>
    [Theory]
    [MemberData(nameof(Cells))]
    public void The_engine_obeys_or_refuses_as_the_table_says(ProcedureState state, ProcedureCommand command, ProcedureState? next)
    {
        Run run = In(state);
        run.Events.Clear();
        // Acting states settle at the beginning of a step; a command meets them when it comes in the same step as the one before.
        ProcedureState? settled = StateMachine.Settled(state);
        ProcedureState? expected = settled is { } s ? StateMachine.After(s, command) ?? s : next ?? state;
        run.Give(command);
        Assert.Equal(expected, run.Engine.State.State);
        bool refused = StateMachine.After(settled ?? state, command) is null;
        Assert.Equal(refused ? 1 : 0, run.Codes.Count(c => c == "command.refused"));
        Assert.Equal(refused ? 0 : 1, run.Codes.Count(c => c == "command.accepted"));
    }

    [Theory]
    [InlineData(ProcedureState.Holding, ProcedureState.Held)]
    [InlineData(ProcedureState.Restarting, ProcedureState.Running)]
    [InlineData(ProcedureState.Stopping, ProcedureState.Stopped)]
    [InlineData(ProcedureState.Aborting, ProcedureState.Aborted)]
    public void An_acting_state_ends_by_itself_in_one_step(ProcedureState acting, ProcedureState end)
    {
        Run run = In(acting);
        Assert.Equal(acting, run.Engine.State.State);
        Assert.Equal(end, run.Step(1).Engine.State.State);
    }

    private static Run In(ProcedureState state)
    {
        var run = new Run(Sample.Read());
        if (state == ProcedureState.Idle) return run;
        run.Give(ProcedureCommand.Start);
        switch (state)
        {
            case ProcedureState.Holding: return run.Give(ProcedureCommand.Hold);
            case ProcedureState.Held: return run.Give(ProcedureCommand.Hold).Step(1);
            case ProcedureState.Restarting: return run.Give(ProcedureCommand.Hold).Step(1).Give(ProcedureCommand.Restart);
            case ProcedureState.Stopping: return run.Give(ProcedureCommand.Stop);
            case ProcedureState.Stopped: return run.Give(ProcedureCommand.Stop).Step(1);
            case ProcedureState.Aborting: return run.Give(ProcedureCommand.Abort);
            case ProcedureState.Aborted: return run.Give(ProcedureCommand.Abort).Step(1);
            case ProcedureState.Complete: return run.Hours(5.5).Confirm("Go on");
            default: return run;
        }
    }
}
