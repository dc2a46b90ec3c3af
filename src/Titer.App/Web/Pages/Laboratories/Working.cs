using Microsoft.AspNetCore.Components;
using Titer.App.Laboratory.Forms;
using Titer.App.Laboratory.Uploads;
using Titer.App.People;
using Titer.App.Web.Access;
using Titer.App.Web.Layout;

namespace Titer.App.Web.Pages.Laboratories;

/// <summary>A page that has uploaded files worked on at the bench; a page that is left gives up.</summary>
public abstract class Working : Attempting, IDisposable
{
    private readonly CancellationTokenSource _gone = new();

    [Inject] private LaboratoryBench Bench { get; set; } = default!;

    [Inject] private CurrentPerson Person { get; set; } = default!;

    /// <summary>Something of this page is at the bench.</summary>
    protected bool Busy { get; private set; }

    /// <summary>Asks again who it is, brings the files, works on them, and hands over what was found.</summary>
    /// <param name="work">On a thread of the bench.</param>
    /// <param name="show">Back at the page.</param>
    private protected Task Work<T>(
        FormValues values, System.Collections.Immutable.ImmutableArray<FormField> fields, Func<FormEntries, UploadFolder, CancellationToken, T> work, Action<T> show) =>
        Attempt(async () =>
        {
            Identified who = await Person.Require(Duty.UseLaboratory);
            Busy = true;
            StateHasChanged();
            try
            {
                FormEntries? entries = null;
                show(await Bench.Run(who.Person.Id, async (folder, stop) => entries = await values.Bring(fields, folder, stop),
                    (folder, stop) => work(entries!, folder, stop), _gone.Token));
            }
            catch (OperationCanceledException)
            {
                // The page is gone.
            }
            finally
            {
                Busy = false;
            }
        });

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
