using Titer.Core;

namespace Titer.Batch.Tests;

/// <summary>One engine stepped by the test, with everything that it put on record.</summary>
internal sealed class Run(Recipe recipe, bool autoConfirm = false)
{
    public static readonly DateTimeOffset Zero = new(2026, 3, 2, 6, 0, 0, TimeSpan.Zero);

    public BatchEngine Engine { get; } = new(recipe, autoConfirm);
    public Scripted Readings { get; } = new(recipe.Equipment);
    public List<Event> Events { get; } = [];
    public DateTimeOffset Now { get; private set; } = Zero;

    public IEnumerable<string> Codes => Events.Select(e => e.Code);

    public Run Step(double minutes, params OperatorAction[] actions)
    {
        Now += TimeSpan.FromMinutes(minutes);
        Engine.Step(Now, Readings, actions, Events);
        return this;
    }

    public Run Give(ProcedureCommand command, double minutes = 1) => Step(minutes, OperatorAction.Give(command, "Ada", Now));

    public Run Confirm(string question, double minutes = 1) => Step(minutes, OperatorAction.Confirm(question, "Ada", Now));

    public Run Hours(double hours)
    {
        for (int i = 0; i < hours * 6; i++) Step(10);
        return this;
    }
}
