using Titer.Batch;
using Titer.Core;
using Titer.Plant.Running;

namespace Titer.App.Consoles;

/// <summary>
/// The operator at the console, for runs without <c>--auto-confirm</c>: answers the recipe's questions, and restarts, stops or aborts a held batch.
/// "Not yet" lets an hour of the process go by before it asks again.
/// </summary>
internal sealed class OperatorConsole(BatchRun run, string name, TextReader from, TextWriter to)
{
    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);
    private DateTimeOffset _askAgain;

    public IReadOnlyList<OperatorAction> Actions()
    {
        if (run.Now < _askAgain) return [];
        if (run.Engine.PendingConfirmation is { } question)
            return Ask($"{question}? [yes/no]") == "yes" ? [OperatorAction.Confirm(question, Person, run.Now)] : Later();
        if (run.Engine.State.State != ProcedureState.Held) return [];
        return Ask("The batch is held. [restart/stop/abort/wait]") switch
        {
            "restart" => [OperatorAction.Give(ProcedureCommand.Restart, Person, run.Now)],
            "stop" => [OperatorAction.Give(ProcedureCommand.Stop, Person, run.Now)],
            "abort" => [OperatorAction.Give(ProcedureCommand.Abort, Person, run.Now)],
            _ => Later(),
        };
    }

    private static string Person => Environment.UserName;

    private string Ask(string question)
    {
        to.Write(FormattableString.Invariant($"{run.Hours,7:F2} h  {question} "));
        string? answer = from.ReadLine()?.Trim().ToLowerInvariant();
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
