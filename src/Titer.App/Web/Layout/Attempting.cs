using Microsoft.AspNetCore.Components;
using Titer.Core;

namespace Titer.App.Web.Layout;

/// <summary>A component whose handlers may be refused: the sentence is shown, and what was typed stays.</summary>
public abstract class Attempting : ComponentBase
{
    /// <summary>Why the last attempt was refused; empty when it was not.</summary>
    protected string Refusal { get; private set; } = "";

    protected async Task Attempt(Func<Task> act)
    {
        Refusal = "";
        try
        {
            await act();
        }
        catch (Exception e) when (e is InputException or IOException)
        {
            Refusal = e.Message;
        }
    }

    protected void Attempt(Action act)
    {
        Refusal = "";
        try
        {
            act();
        }
        catch (Exception e) when (e is InputException or IOException)
        {
            Refusal = e.Message;
        }
    }
}
