using Titer.App.Commands;
using Titer.App.People;
using Titer.Batch;
using Titer.Core;
using Titer.Plant.Running;

namespace Titer.App.Consoles;

/// <summary>
/// The operator at the console, for runs without <c>--auto-confirm</c>: answers the recipe's questions, and restarts, stops or aborts a held batch or
/// intervenes in it.
/// "Not yet" lets an hour of the process go by before it asks again. Under an account each answer is given with its password; where two have to
/// confirm, the second person gives name and password.
/// </summary>
/// <param name="under">Whose account the run is under; null for a run without one.</param>
internal sealed class OperatorConsole(BatchRun run, string name, TextReader from, TextWriter to, RunPerson? under = null)
{
    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);
    private DateTimeOffset _askAgain;

    public IReadOnlyList<OperatorAction> Actions()
    {
        if (run.Now < _askAgain) return [];
        if (run.Engine.PendingConfirmation is { } question) return Confirm(question);
        if (run.Engine.State.State != ProcedureState.Held) return [];
        string said = Ask($"The batch is held. [restart/stop/abort/wait] or {InterventionText.Forms}:");
        return said.ToLowerInvariant() switch
        {
            "restart" => Give(ProcedureCommand.Restart),
            "stop" => Give(ProcedureCommand.Stop),
            "abort" => Give(ProcedureCommand.Abort),
            _ => Intervene(said) ?? Later(),
        };
    }

    private OperatorAction[] Confirm(string question)
    {
        OperatorAction? first = run.Engine.FirstToConfirm(question);
        string asked = first is null ? $"{question}? [yes/no]" : $"{question}? {Visible.Of(first.Person)} confirmed it; does a second person? [yes/no]";
        if (!Ask(asked).Equals("yes", StringComparison.OrdinalIgnoreCase)) return Later();
        if (under is null)
            return [OperatorAction.Confirm(question, first is null ? Environment.UserName : Ask("Name of the second person:"), run.Now)];
        string user = first is null ? under.User : Ask("Log-in name of the second person:");
        return Proved(user, $"confirmation: {question}") is { } person ? [OperatorAction.Confirm(question, person, run.Now)] : [];
    }

    private OperatorAction[] Give(ProcedureCommand command)
    {
        if (under is null) return [OperatorAction.Give(command, Environment.UserName, run.Now)];
        return Proved(under.User, $"command: {command}") is { } person ? [OperatorAction.Give(command, person, run.Now)] : [];
    }

    /// <summary>What was typed as an intervention; null when it is none.</summary>
    private OperatorAction[]? Intervene(string said)
    {
        try
        {
            if (InterventionText.Read(said) is not var (what, reason)) return null;
            if (under is null) return [OperatorAction.Give(what, Environment.UserName, run.Now, reason)];
            return Proved(under.User, $"intervention: {said}") is { } person ? [OperatorAction.Give(what, person, run.Now, reason)] : [];
        }
        catch (InputException wrong) when (under is null or { FromInput: false })
        {
            to.WriteLine(wrong.Message);
            return [];
        }
    }

    /// <summary>Who proved to be the person of an account and may act; null when nobody did, and it is asked again.</summary>
    private Person? Proved(string user, string purpose)
    {
        try
        {
            return under!.Prove(user, Duty.RunBatch, purpose).Person;
        }
        catch (InputException refused) when (!under!.FromInput)
        {
            to.WriteLine(refused.Message);
            return null;
        }
    }

    private string Ask(string question)
    {
        to.Write(FormattableString.Invariant($"{run.Hours,7:F2} h  {question} "));
        string? answer = from.ReadLine()?.Trim();
        if (answer is null) to.WriteLine();
        return answer ?? throw new InputException(
            $"the recipe waits for an operator and nobody answers here; go on at a terminal with: titer run --resume {name}.");
    }

    private OperatorAction[] Later()
    {
        _askAgain = run.Now + Patience;
        return [];
    }
}
