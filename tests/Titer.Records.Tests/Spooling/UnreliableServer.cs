using Titer.Core;

namespace Titer.Records.Tests;

/// <summary>A server of one record that goes away when it is told to: at an entry, before a commit, or after one whose answer is lost.</summary>
internal sealed class UnreliableServer(string file)
{
    public enum Loss { AtEntry, BeforeCommit, AfterCommit }

    private Loss? _next;

    /// <summary>Attempts to reach it that fail before one succeeds.</summary>
    public int Unreachable { get; private set; }

    public int Attempts { get; private set; }

    public void Lose(Loss loss, int unreachable) => (_next, Unreachable) = (loss, unreachable);

    /// <summary>Stays from now on.</summary>
    public void Settle() => (_next, Unreachable) = (null, 0);

    public IRecord Create() => new Session(SqliteRecord.Create(file), this);

    public IRecord Open()
    {
        Attempts++;
        return Unreachable-- > 0 ? throw new InputException("server", "it does not answer.") : new Session(SqliteRecord.OpenForAppend(file), this);
    }

    private sealed class Session(IRecord record, UnreliableServer server) : IRecord
    {
        public long Count => record.Count;

        public ReadOnlyMemory<byte> Head => record.Head;

        public long Append(DateTimeOffset time, Frame frame) => record.Append(time, frame);

        public long Append(DateTimeOffset time, Measurement measurement) => record.Append(time, measurement);

        public long Append(DateTimeOffset time, Estimate estimate) => record.Append(time, estimate);

        public long Append(DateTimeOffset time, Command command) => record.Append(time, command);

        public long Append(DateTimeOffset time, Event happened) => record.Append(time, happened);

        public long Append(DateTimeOffset time, Decision decision) => record.Append(time, decision);

        public long Append(DateTimeOffset time, ReadOnlySpan<Measurement> measurements) => record.Append(time, measurements);

        public void Take(Entry entry, IRecord from)
        {
            if (server._next is Loss.AtEntry) Go();
            record.Take(entry, from);
        }

        public byte[] FrameFile(string name, int bytes) => record.FrameFile(name, bytes);

        public IEnumerable<string> FrameFiles() => record.FrameFiles();

        public void Commit()
        {
            if (server._next is Loss.BeforeCommit) Go();
            record.Commit();
            if (server._next is Loss.AfterCommit) Go();
        }

        public IEnumerable<Entry> Read(long from = 1) => record.Read(from);

        public Seals Seals() => record.Seals();

        public string? StorageFault() => record.StorageFault();

        public void Dispose() => record.Dispose();

        private void Go()
        {
            server._next = null;
            throw new IOException("server: the connection was lost");
        }
    }
}
