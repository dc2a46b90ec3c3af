using Titer.Core;
using Titer.Records.Signatures;

namespace Titer.Records.Trail;

/// <summary>
/// What people did at a site apart from batches: log-ins, accounts, versions of recipes and calibrations, reviews. It is a record like that of a run, so
/// that it has the same chain, checkpoints, rights and verification; its entries are events, each durable when <see cref="Add"/> returns.
/// </summary>
public sealed class AuditTrail(IRecord record, TimeProvider clock) : IDisposable
{
    /// <summary>Code of the event that is the first entry of a trail, and of no run.</summary>
    public const string Began = "trail.began";

    private readonly EntryDecoder _decoder = new();

    /// <summary>Time that the next event gets: that of the machine, but never before the last one, so that a clock that was put back cannot reorder
    /// what happened.</summary>
    public DateTimeOffset Now { get; private set; } = record.Count == 0 ? clock.GetUtcNow() : record.Read(record.Count).First().Time;

    /// <summary>Adds an event and makes it durable.</summary>
    /// <param name="make">Gives the event for the time that it gets.</param>
    /// <returns>The number of its entry.</returns>
    /// <exception cref="IOException">The storage refused it.</exception>
    public long Add(Func<DateTimeOffset, Event> make)
    {
        DateTimeOffset clocked = clock.GetUtcNow();
        Now = clocked > Now ? clocked : Now;
        long number = record.Append(Now, make(Now));
        record.Commit();
        return number;
    }

    /// <summary>All events with their numbers, oldest first, unchecked.</summary>
    /// <inheritdoc cref="IRecord.Read" path="/exception"/>
    public IEnumerable<(long Number, Event Event)> Events()
    {
        foreach (Entry entry in record.Read())
            if (entry.Kind == EntryKind.Event) yield return (entry.Number, _decoder.Event(entry));
    }

    /// <summary>The event of an entry.</summary>
    public Event At(long number) => _decoder.Event(record.Read(number).First());

    /// <summary>Checks the whole trail, and gathers what people signed in it.</summary>
    public ChainCheck Check() => ChainVerifier.Check(record);

    /// <summary>The trail as it stands, for an event that signs a document.</summary>
    /// <param name="document">SHA-256 of what is signed.</param>
    public SignedContent Here(string document) => SignedContent.Of(record, document);

    public void Dispose() => record.Dispose();
}
