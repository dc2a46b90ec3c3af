using Microsoft.AspNetCore.Components;

namespace Titer.App.Web.Layout;

/// <summary>A component that looks again once a second, and is drawn anew when <see cref="Look"/> has seen something else.</summary>
public abstract class EverySecond : ComponentBase, IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _gone = new();

    [Inject] protected TimeProvider Clock { get; set; } = default!;

    /// <summary>Takes what there is to show now.</summary>
    /// <returns>Whether it is something else than a second ago.</returns>
    protected abstract bool Look();

    protected override void OnInitialized() => Look();

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender) _ = Watch();
    }

    private async Task Watch()
    {
        using var timer = new PeriodicTimer(Second, Clock);
        try
        {
            while (await timer.WaitForNextTickAsync(_gone.Token))
            {
                await InvokeAsync(() =>
                {
                    if (Look()) StateHasChanged();
                });
            }
        }
        catch (OperationCanceledException)
        {
            // The page is gone.
        }
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (!disposing) return;
        _gone.Cancel();
        _gone.Dispose();
    }
}
