using System.Globalization;
using Titer.Core;

namespace Titer.App.Trail;

/// <summary>What is looked for in an audit trail; what is not given takes everything. Text is found anywhere and in any case.</summary>
/// <param name="From">First moment.</param>
/// <param name="To">First moment after.</param>
/// <param name="Who">Part of a printed name or of a log-in name, or a whole id.</param>
/// <param name="What">Part of what was changed or done.</param>
/// <param name="Kind">A kind of event (access, document, signature, ...), or the beginning of a code (account, login.failed).</param>
/// <param name="Text">Part of the sentence or of any particular.</param>
internal sealed record TrailQuery(DateTimeOffset? From, DateTimeOffset? To, string? Who, string? What, string? Kind, string? Text)
{
    public bool Takes(TrailLine line) =>
        !(line.Event.Time < From) && !(line.Event.Time >= To)
        && (Who is null || Holds(line.Who, Who) || Holds(line.Event.Data.GetValueOrDefault("login", ""), Who) || line.PersonId == Who)
        && (What is null || Holds(line.What, What))
        && (Kind is null || line.Event.Kind.ToString().Equals(Kind, StringComparison.OrdinalIgnoreCase)
            || line.Event.Code.StartsWith(Kind, StringComparison.OrdinalIgnoreCase))
        && (Text is null || Holds(line.Event.Message, Text) || line.Event.Data.Any(d => Holds(d.Value, Text)));

    /// <summary>A moment as people give it: 2026-03-01, or 2026-03-01T06:00 with or without seconds; UTC unless it says otherwise.</summary>
    /// <param name="option">The option that gave it, for the message.</param>
    /// <exception cref="InputException">It is none.</exception>
    public static DateTimeOffset? Moment(string? text, string option)
    {
        if (text is null) return null;
        string[] forms = ["yyyy-MM-dd", "yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-ddTHH:mmK", "yyyy-MM-ddTHH:mm:ssK",
            "yyyy-MM-ddTHH:mm:ss.FFFFFFFK"];
        return DateTimeOffset.TryParseExact(text, forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset moment)
            ? moment.ToUniversalTime()
            : throw new InputException($"{option} {Visible.Of(text)}: a moment looks like 2026-03-01 or 2026-03-01T06:00, in UTC.");
    }

    private static bool Holds(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);
}
