namespace Titer.App.Hosting;

/// <summary>Shares the processors: units take turns on all but one of them, which is left for the pages; records are run through one at a time.</summary>
internal sealed class TurnGates : IDisposable
{
    private readonly SemaphoreSlim _turns = new(Math.Max(1, Environment.ProcessorCount - 1)), _openings = new(1);

    public Task<IDisposable> Turn(CancellationToken stop) => Enter(_turns, stop);

    public Task<IDisposable> Open(CancellationToken stop) => Enter(_openings, stop);

    public void Dispose()
    {
        _turns.Dispose();
        _openings.Dispose();
    }

    private static async Task<IDisposable> Enter(SemaphoreSlim gate, CancellationToken stop)
    {
        await gate.WaitAsync(stop);
        return new Leave(gate);
    }

    private sealed class Leave(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}
