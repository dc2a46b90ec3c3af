using Titer.Batch;
using Titer.Control;
using Titer.Control.Controllers;
using Titer.Control.Interlocks;
using Titer.Core;
using Titer.Plant.Bioreactor;
using Titer.Plant.Loop;

namespace Titer.Plant.Tests.Loop;

public sealed class HoldSupervisorTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 6, 0, 0, TimeSpan.Zero);

    /// <summary>A stirrer that stands or turns by the minute, and the state machine that the requests act on.</summary>
    private sealed class Bench(bool mayRestart)
    {
        private readonly StirrerInterlock _stirrer = new(new Closing(Actuators.Feed));
        private readonly Situation _situation = new();
        private readonly List<OperatorAction> _requests = [];
        private HoldSupervisor? _supervisor;

        public ProcedureState State { get; set; } = ProcedureState.Running;
        public List<(int Minute, ProcedureCommand Command)> Given { get; } = [];
        public int Minute { get; private set; }

        public void Go(int minutes, bool stands)
        {
            _supervisor ??= new HoldSupervisor(_stirrer, mayRestart, BioreactorUnit.Calm);
            for (int i = 0; i < minutes; i++, Minute++)
            {
                DateTimeOffset now = Start.AddMinutes(Minute);
                if (StateMachine.Settled(State) is { } settled) State = settled;
                foreach (OperatorAction request in _requests)
                {
                    Given.Add((Minute, request.Command!.Value));
                    State = StateMachine.After(State, request.Command.Value) ?? throw new InvalidOperationException($"{request.Command} in {State}");
                }
                _requests.Clear();
                _situation.Now = now;
                _situation.InForce[Actuators.Stirrer] = new Command(Actuators.Stirrer, now, 100, Unit.PerMinute, 0, 200, "DO/pid", "", []);
                _situation.Measurements[Tags.MeasuredAgitation] = new Measurement(Tags.MeasuredAgitation, now, stands ? 0 : 100, Unit.PerMinute, 1, Quality.Good, "equipment", Minute);
                _stirrer.Guard(_situation, 1.0 / 60, [], []);
                _supervisor.Watch(now, State, _requests);
            }
        }
    }

    [Fact]
    public void A_standing_stirrer_holds_the_batch_once()
    {
        var bench = new Bench(mayRestart: true);
        bench.Go(5, stands: false);
        bench.Go(60, stands: true);
        Assert.Equal([(6, ProcedureCommand.Hold)], bench.Given);
        Assert.Equal(ProcedureState.Held, bench.State);
    }

    [Fact]
    public void The_batch_restarts_a_quarter_of_an_hour_after_the_stirrer_turns_again()
    {
        var bench = new Bench(mayRestart: true);
        bench.Go(20, stands: true);
        bench.Go(30, stands: false);
        Assert.Equal([(1, ProcedureCommand.Hold), (36, ProcedureCommand.Restart)], bench.Given);
        Assert.Equal(ProcedureState.Running, bench.State);
    }

    [Fact]
    public void A_stirrer_that_stops_again_starts_the_wait_anew()
    {
        var bench = new Bench(mayRestart: true);
        bench.Go(20, stands: true);
        bench.Go(10, stands: false);
        bench.Go(1, stands: true);
        bench.Go(30, stands: false);
        Assert.Equal([(1, ProcedureCommand.Hold), (47, ProcedureCommand.Restart)], bench.Given);
    }

    [Fact]
    public void A_second_trip_after_the_restart_holds_again()
    {
        var bench = new Bench(mayRestart: true);
        bench.Go(5, stands: true);
        bench.Go(30, stands: false);
        bench.Go(5, stands: true);
        Assert.Equal([ProcedureCommand.Hold, ProcedureCommand.Restart, ProcedureCommand.Hold], bench.Given.Select(g => g.Command));
    }

    [Fact]
    public void Without_leave_to_restart_a_person_does_and_a_later_trip_holds_again()
    {
        var bench = new Bench(mayRestart: false);
        bench.Go(5, stands: true);
        bench.Go(60, stands: false);
        Assert.Equal([ProcedureCommand.Hold], bench.Given.Select(g => g.Command));
        bench.State = ProcedureState.Restarting;
        bench.Go(30, stands: false);
        bench.Go(5, stands: true);
        Assert.Equal([ProcedureCommand.Hold, ProcedureCommand.Hold], bench.Given.Select(g => g.Command));
    }

    [Fact]
    public void A_person_who_restarts_while_the_stirrer_stands_is_held_again()
    {
        var bench = new Bench(mayRestart: false);
        bench.Go(5, stands: true);
        Assert.Equal(ProcedureState.Held, bench.State);
        bench.State = ProcedureState.Restarting;
        bench.Go(5, stands: true);
        Assert.Equal(ProcedureState.Held, bench.State);
    }

    [Fact]
    public void A_batch_that_a_person_held_is_not_restarted_by_the_plant()
    {
        var bench = new Bench(mayRestart: true) { State = ProcedureState.Held };
        bench.Go(10, stands: true);
        bench.Go(60, stands: false);
        Assert.Empty(bench.Given);
    }
}
