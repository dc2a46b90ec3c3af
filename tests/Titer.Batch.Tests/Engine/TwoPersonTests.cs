using Titer.Core;

namespace Titer.Batch.Tests;

/// <summary>A step that two different persons have to confirm.</summary>
public class TwoPersonTests
{
    private static readonly Person Ola = new("id-ola", "Ola Nord"), Rut = new("id-rut", "Rut Berg");

    private static Run Asked(string until = "confirm \"Inoculum added\" by two", bool autoConfirm = false) =>
        new Run(Sample.Until(until), autoConfirm).Give(ProcedureCommand.Start).Step(1);

    [Fact]
    public void The_phase_ends_when_two_different_persons_have_confirmed()
    {
        Run run = Asked();
        Assert.Equal("2", run.Events.First(e => e.Code == "confirm.requested").Data["persons"]);
        Confirm(run, Ola);
        Assert.Equal("Inoculum added", run.Engine.PendingConfirmation);
        Assert.Equal("Ola Nord", run.Engine.FirstToConfirm("Inoculum added")!.Person);
        Confirm(run, Rut);
        Assert.Equal("Second", run.Engine.Phase!.Phase.Name);
        Assert.Equal([("Ola Nord", "id-ola", "1 of 2"), ("Rut Berg", "id-rut", "2 of 2")],
            run.Events.Where(e => e.Code == "confirm.accepted").Select(e => (e.Data["person"], e.Data["person-id"], e.Data["confirmation"])));
    }

    public static TheoryData<string, string?> SamePerson => new()
    {
        { "Ola Nord", "id-ola" }, { "OLA NORD", "id-ola" }, { "Somebody Else", "ID-OLA" }, { "ola nord", "id-of-a-second-account" }, { " Ola Nord ", null },
    };

    [Theory]
    [MemberData(nameof(SamePerson))]
    public void The_same_person_does_not_count_twice_whatever_the_case_or_account(string name, string? id)
    {
        Run run = Confirm(Asked(), Ola);
        OperatorAction again = id is null ? OperatorAction.Confirm("Inoculum added", name, run.Now) : OperatorAction.Confirm("Inoculum added", new Person(id, name), run.Now);
        run.Step(1, again);
        Event refused = run.Events.Single(e => e.Code == "confirm.refused");
        Assert.Contains("Ola Nord confirmed it already, and a second person has to", refused.Message, StringComparison.Ordinal);
        Assert.Equal("Inoculum added", run.Engine.PendingConfirmation);
        Assert.Equal("Second", Confirm(run, Rut).Engine.Phase!.Phase.Name);
    }

    [Fact]
    public void Both_may_answer_in_one_step_and_the_same_person_twice_may_not()
    {
        Run run = Asked();
        run.Step(1, OperatorAction.Confirm("Inoculum added", Ola, run.Now), OperatorAction.Confirm("Inoculum added", Ola, run.Now));
        Assert.Equal("First", run.Engine.Phase!.Phase.Name);
        Assert.Equal("Second", run.Step(1, OperatorAction.Confirm("Inoculum added", Rut, run.Now)).Engine.Phase!.Phase.Name);
    }

    [Fact]
    public void A_first_confirmation_outlives_a_hold()
    {
        Run run = Confirm(Asked(), Ola).Give(ProcedureCommand.Hold).Step(1).Give(ProcedureCommand.Restart).Step(1);
        Assert.Equal("Second", Confirm(run, Rut).Engine.Phase!.Phase.Name);
    }

    [Fact]
    public void A_simulation_answers_under_two_names()
    {
        Run run = Asked(autoConfirm: true);
        Assert.Equal("Second", run.Engine.Phase!.Phase.Name);
        OperatorAction[] answers = [.. run.Events.Where(e => e.Code == "confirm.accepted").Take(2).Select(e => OperatorAction.FromEvent(e)!)];
        Assert.Equal([OperatorAction.AutoConfirm, OperatorAction.SecondAutoConfirm], answers.Select(a => a.Person));
        Assert.All(answers, a => Assert.True(a.IsOwn));
        // An account that happens to have such a name is a person all the same.
        Assert.False(OperatorAction.Confirm("Inoculum added", new Person("id", OperatorAction.AutoConfirm), run.Now).IsOwn);
    }

    [Fact]
    public void What_was_confirmed_is_made_again_from_its_events()
    {
        Run run = Confirm(Confirm(Confirm(Asked(), Ola), Ola), Rut);
        var again = new Run(run.Engine.Recipe);
        var events = new List<Event>();
        foreach (IGrouping<DateTimeOffset, Event> step in run.Events.GroupBy(e => e.Time))
            again.Engine.Step(step.Key, again.Readings, [.. step.Select(OperatorAction.FromEvent).OfType<OperatorAction>()], events);
        Assert.Equal(run.Events.Select(Text), events.Select(Text));

        static string Text(Event e) => $"{e.Time:O} {e.Message} {string.Join(", ", e.Data)}";
    }

    [Fact]
    public void The_dry_run_says_who_will_be_asked()
    {
        Plan plan = DryRun.Check(Sample.Until("elapsed >= 1 h and confirm \"Inoculum added\" by two"));
        Assert.Contains("asks two persons to confirm: Inoculum added", plan.ToText(), StringComparison.Ordinal);
        Assert.Contains("elapsed >= 1 h and confirm \"Inoculum added\" by two", plan.ToText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("confirm \"Inoculum added\" by three", "expected 'two' after 'by'")]
    [InlineData("confirm \"Inoculum added\" two", "expected 'and', 'or' or the end")]
    public void Anything_else_than_two_is_refused(string until, string why) =>
        Assert.Contains(why, Assert.Throws<InputException>(() => Sample.Until(until)).Message, StringComparison.Ordinal);

    private static Run Confirm(Run run, Person person) => run.Step(1, OperatorAction.Confirm("Inoculum added", person, run.Now));
}
