using System.ComponentModel;
using Titer.Batch;
using Titer.Core;

namespace Titer.App.Web.Api.Units;

/// <summary>A batch to start.</summary>
internal sealed record StartRequest(
    [property: Description("File of the recipes folder.")] string Recipe,
    [property: Description("What people call the unit.")] string Name)
{
    public ulong Seed { get; init; } = 1;

    [Description("How many times faster than real time, 1 to 1000.")]
    public double Speed { get; init; } = 1;

    public bool Gmp { get; init; }

    [Description("The simulation answers the recipe's questions itself.")]
    public bool AutoConfirm { get; init; }

    [Description("What goes wrong in the simulated plant, each NAME@HOUR or NAME@HOUR+DURATION.")]
    public IReadOnlyList<string> Faults { get; init; } = [];
}

internal sealed record CommandRequest([property: Description("Hold, Restart, Stop or Abort.")] ProcedureCommand Command, string Reason);

internal sealed record ConfirmRequest([property: Description("The question, word for word.")] string Question);

internal sealed record TurningRequest(bool Paused, double Speed);

internal enum InterventionKind { Hand, Automatic, SetPoint, Fault }

/// <summary>What a person does to a running batch besides its commands.</summary>
internal sealed record InterventionRequest(
    InterventionKind Kind,
    [property: Description("Actuator for Hand and Automatic, controlled variable for SetPoint, name for Fault.")] string Target)
{
    [Description("In the unit of the actuator or variable; hours for Fault, where it may be left open.")]
    public double? Value { get; init; }

    [Description("Needed for all but Automatic.")]
    public string Reason { get; init; } = "";

    /// <exception cref="InputException">It is not whole.</exception>
    public Intervention Read() => (Kind, Value) switch
    {
        (InterventionKind.Hand, { } value) => new TakeByHand(TagOf(), value),
        (InterventionKind.Automatic, null) => new GiveBack(TagOf()),
        (InterventionKind.SetPoint, { } value) => new ChangeSetPoint(TagOf(), value),
        (InterventionKind.Fault, _) => new InjectFault(Target, Value),
        (InterventionKind.Automatic, _) => throw new InputException("Automatic takes no value."),
        _ => throw new InputException($"{Kind} takes a value."),
    };

    private Tag TagOf()
    {
        try
        {
            return new Tag(Target);
        }
        catch (ArgumentException)
        {
            throw new InputException($"'{Visible.Of(Target)}' is not the name of anything in the unit.");
        }
    }
}
