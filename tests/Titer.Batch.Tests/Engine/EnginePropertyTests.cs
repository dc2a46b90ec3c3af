using CsCheck;
using Titer.Core;

namespace Titer.Batch.Tests;

/// <summary>What holds whatever people, readings and time do.</summary>
public class EnginePropertyTests
{
    /// <summary>One step of input. Command 0-5 is a command, 6-7 a confirmation, the rest nothing.</summary>
    private sealed record Input(double Minutes, int Command, double Temperature, double Vcd, bool Bad);

    /// <summary>The first phase ramps from wherever the reading is, which may be outside the range of set points.</summary>
    private static readonly Recipe Recipe = Sample.Read(Sample.RecipeText.Replace("{ to: warm, tolerance: 0.5 Cel }", "{ to: warm, tolerance: 0.5 Cel, ramp: 1 Cel/h }"));

    private static readonly Gen<Input[]> Inputs = Gen.Select(
        Gen.Double[1, 90], Gen.Frequency((3, Gen.Int[0, 7]), (5, Gen.Const(8))), Gen.Double[15, 45], Gen.Double[0, 20], Gen.Bool,
        (minutes, command, temperature, vcd, bad) => new Input(Math.Round(minutes), command, temperature, vcd, bad)).Array[1, 80];

    [Fact]
    public void The_batch_never_leaves_the_legal_graph() => Inputs.ForAll(250, inputs =>
    {
        Run run = Feed(inputs);
        var at = ProcedureState.Idle;
        foreach (Event change in run.Events.Where(e => e.Code == "state.changed"))
        {
            Assert.Equal(at.ToString(), change.Data["from"]);
            var next = Enum.Parse<ProcedureState>(change.Data["to"]);
            bool legal = StateMachine.Settled(at) == next
                || Enum.GetValues<ProcedureCommand>().Any(c => StateMachine.After(at, c) == next)
                || (at, next) == (ProcedureState.Running, ProcedureState.Complete);
            Assert.True(legal, $"{at} -> {next}");
            at = next;
        }
        Assert.Equal(at, run.Engine.State.State);
    });

    [Fact]
    public void Goals_are_inside_the_ranges_of_the_equipment_and_feeds_are_off_while_held() => Inputs.ForAll(250, inputs =>
    {
        Feed(inputs, run =>
        {
            Goals goals = run.Engine.Goals;
            foreach ((Tag tag, Goal goal) in goals.SetPoints)
            {
                ControlledVariable variable = run.Engine.Recipe.Equipment.Controlled[tag];
                Assert.InRange(goal.Value, variable.Low, variable.High);
                Assert.Equal(variable.Unit, goal.Unit);
            }
            GoalMode expected = run.Engine.State.State switch
            {
                ProcedureState.Running or ProcedureState.Restarting => GoalMode.Producing,
                ProcedureState.Holding or ProcedureState.Held => GoalMode.Holding,
                _ => GoalMode.Stopped,
            };
            Assert.Equal(expected, goals.Mode);
            if (goals.Mode == GoalMode.Stopped) Assert.Empty(goals.SetPoints);
            if (goals.Mode != GoalMode.Producing) Assert.False(goals.TryGet(new Tag("glucose"), out _));
        });
    });

    [Fact]
    public void The_set_points_on_record_are_those_in_force() => Inputs.ForAll(250, inputs =>
    {
        Feed(inputs, run =>
        {
            foreach (Tag tag in run.Engine.Recipe.Equipment.Controlled.Keys)
            {
                Event? last = run.Events.LastOrDefault(e => e.Code == "setpoint.changed" && e.Data["tag"] == tag.Name);
                bool on = run.Engine.Goals.TryGet(tag, out Goal goal);
                Assert.Equal(on, last is not null && last.Data["value"] != "off");
                if (on && !run.Engine.State.SetPoints[tag].IsRamping) Assert.Equal(goal.Value, double.Parse(last!.Data["value"]));
            }
        });
    });

    [Fact]
    public void Every_action_leaves_exactly_one_event_from_which_it_is_made_again() => Inputs.ForAll(250, inputs =>
    {
        var given = new List<OperatorAction>();
        Run run = Feed(inputs, given: given);
        Assert.Equal(
            given.OrderBy(a => a.ToString(), StringComparer.Ordinal),
            run.Events.Select(OperatorAction.FromEvent).OfType<OperatorAction>().OrderBy(a => a.ToString(), StringComparer.Ordinal));
    });

    [Fact]
    public void The_same_inputs_give_the_same_events() => Inputs.ForAll(200, inputs =>
        Assert.Equal(Texts(Feed(inputs)), Texts(Feed(inputs))));

    /// <summary>A replay knows only the record: the times of the steps, the readings, and the events.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Feeding_the_recorded_actions_again_gives_the_same_events(bool autoConfirmInReplay) => Inputs.ForAll(250, inputs =>
    {
        Run live = Feed(inputs, autoConfirm: true);
        var replay = new Run(live.Engine.Recipe, autoConfirmInReplay);
        foreach (Input input in inputs)
        {
            Apply(input, replay);
            DateTimeOffset now = replay.Now + TimeSpan.FromMinutes(input.Minutes);
            replay.Step(input.Minutes, [.. live.Events.Where(e => e.Time == now).Select(OperatorAction.FromEvent).OfType<OperatorAction>()]);
        }
        Assert.Equal(Texts(live), Texts(replay));
    });

    private static Run Feed(Input[] inputs, Action<Run>? check = null, List<OperatorAction>? given = null, bool autoConfirm = false)
    {
        var run = new Run(Recipe, autoConfirm);
        foreach (Input input in inputs)
        {
            Apply(input, run);
            OperatorAction[] actions = input.Command switch
            {
                < 6 => [OperatorAction.Give((ProcedureCommand)input.Command, "Ada", run.Now, input.Bad ? "to see" : "")],
                6 or 7 => [OperatorAction.Confirm(input.Command == 6 ? "Go on" : "Nobody asked", "Grace", run.Now)],
                _ => [],
            };
            given?.AddRange(actions);
            run.Step(input.Minutes, actions);
            check?.Invoke(run);
        }
        return run;
    }

    private static void Apply(Input input, Run run)
    {
        run.Readings["temperature"] = input.Temperature;
        run.Readings["VCD"] = input.Vcd;
        if (input.Bad) run.Readings.Bad("VCD");
    }

    private static IEnumerable<string> Texts(Run run) =>
        run.Events.Select(e => $"{e.Time:O} {e.Kind} {e.Severity} {e.Source} {e.Code} {e.Message} {string.Join(",", e.Data)}");
}
