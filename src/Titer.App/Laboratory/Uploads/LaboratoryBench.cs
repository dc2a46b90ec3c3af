using System.Collections.Concurrent;
using System.Globalization;
using Titer.Core;

namespace Titer.App.Laboratory.Uploads;

/// <summary>
/// Where uploaded files are worked on: one thing at a time, so that the units keep a processor, and one per person; on a thread of its own, for a bounded time.
/// The files are gone afterwards, whatever happened.
/// </summary>
/// <param name="longest">How long a file is worked on.</param>
internal sealed class LaboratoryBench(TimeProvider clock, TimeSpan longest) : IDisposable
{
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private const int LongestSentence = 600;

    private readonly SemaphoreSlim _turn = new(1);
    private readonly ConcurrentDictionary<string, bool> _busy = new(StringComparer.Ordinal);

    /// <param name="person">Whose files they are.</param>
    /// <param name="bring">Puts the files into the folder.</param>
    /// <param name="work">Looks at its token where it can; what goes on beyond its time holds its place until it ends.</param>
    /// <exception cref="InputException">The files cannot be used, it took too long, or something of the person is being worked on already.</exception>
    public async Task<T> Run<T>(
        string person, Func<UploadFolder, CancellationToken, Task> bring, Func<UploadFolder, CancellationToken, T> work, CancellationToken stop)
    {
        if (!_busy.TryAdd(person, true)) throw new InputException("Files of yours are being worked on; wait until that is done.");
        var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        UploadFolder? folder = null;
        Task<T>? job = null;
        bool turn = false;
        try
        {
            folder = new UploadFolder();
            await bring(folder, stop);
            await _turn.WaitAsync(stop);
            turn = true;
            job = Task.Factory.StartNew(() => AsCommand(() => work(folder, limit.Token)), CancellationToken.None, TaskCreationOptions.LongRunning,
                TaskScheduler.Default);
            return await job.WaitAsync(longest, clock, stop);
        }
        catch (TimeoutException)
        {
            throw new InputException($"This takes longer than {longest.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s and was given up; "
                + "the command on a machine of your own has no such limit.");
        }
        catch (InputException e) when (folder is not null)
        {
            // A sentence may quote the file, which may be one line of megabytes.
            throw new InputException(Visible.Of(folder.Shown(e.Message), LongestSentence));
        }
        finally
        {
            await limit.CancelAsync();
            if (job is { IsCompleted: false }) _ = job.ContinueWith(_ => Leave(), TaskScheduler.Default);
            else Leave();
        }

        void Leave()
        {
            folder?.Dispose();
            limit.Dispose();
            if (turn) _turn.Release();
            _busy.TryRemove(person, out bool _);
        }
    }

    /// <summary>Numbers are read and written as by the command, whatever the language of the page.</summary>
    private static T AsCommand<T>(Func<T> work)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        return work();
    }

    public void Dispose() => _turn.Dispose();
}
