using Titer.Core;
using Titer.Records;
using Titer.Records.Trail;

namespace Titer.App.Trail;

/// <summary>Reads the events of a trail, or those of a run that people caused, and checks every entry on the way.</summary>
internal static class TrailReading
{
    /// <summary>Gives each line that is looked for, in the order of the record.</summary>
    /// <returns>The check of the whole record; when it is broken, the lines before are sound.</returns>
    /// <exception cref="InputException">The record cannot be opened.</exception>
    public static ChainCheck Read(IRecord record, TrailQuery query, Action<TrailLine> found)
    {
        var check = new ChainCheck(record.Seals());
        bool isTrail = false;
        try
        {
            foreach (Entry entry in record.Read())
            {
                object? content = check.Accept(entry);
                if (content is null) break;
                isTrail |= entry.Number == 1 && content is Event { Code: AuditTrail.Began };
                if (content is not Event happened || !(isTrail || IsOfPeople(happened))) continue;
                var line = new TrailLine(entry.Number, Convert.ToHexStringLower(entry.Hash.Span), happened);
                if (query.Takes(line)) found(line);
            }
        }
        catch (InputException e)
        {
            check.Break(e.Message);
        }
        return check;
    }

    // Runs without accounts know the operator by name only.
    private static bool IsOfPeople(Event happened) =>
        happened.Kind is EventKind.Operator or EventKind.Signature || happened.Data.ContainsKey(Person.IdKey)
            || happened.Data.ContainsKey(Person.NameKey);
}
