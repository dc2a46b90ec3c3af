using Titer.App.Web.Api.Units;
using Titer.Core;
using Titer.Plant.Running;
using Titer.Records;
using Titer.Records.BatchRecords;
using Titer.Records.Signatures;

namespace Titer.App.Web.Api.Runs;

internal sealed record RunLineView(string Id, bool Live);

/// <param name="Live">A unit of this server is running it.</param>
internal sealed record RunView(
    string Id, bool Live, string Recipe, string Version, string Kind, DateTimeOffset Start, ulong Seed, IReadOnlyList<string> Faults, bool IsGmp,
    string? StartedBy, long Entries)
{
    public static RunView Of(string id, bool live, RunHeader header, IRecord record) => new(id, live, header.Recipe().Name, header.Recipe().Version,
        header.Kind.Name, header.Start, header.Seed, [.. header.Faults.Select(f => $"{f}")], header.Gmp is not null, header.StartedBy?.Name, record.Count);
}

internal sealed record SeriesView(string Tag, SeriesKind Kind, string Unit, string Source, long Count, DateTimeOffset Begin, DateTimeOffset End);

/// <summary>One series, thinned so that no extreme is lost.</summary>
/// <param name="WidthSeconds">Of each stretch of time; 0 where the points are the values themselves.</param>
internal sealed record TrendView(string Tag, SeriesKind Kind, string Unit, string Source, double WidthSeconds, IReadOnlyList<PointView> Points)
{
    public static TrendView Of(TrendLine line) => new(line.Series.Tag.Name, line.Series.Kind, line.Series.Unit.Code, line.Series.Source,
        line.Width.TotalSeconds,
        [.. line.Buckets.Select(b => new PointView(b.Start, b.Count, b.Bad, UnitView.Finite(b.Minimum), UnitView.Finite(b.Mean), UnitView.Finite(b.Maximum),
            UnitView.Finite(b.Uncertainty), b.Worst))]);
}

/// <param name="Bad">How many of the values were bad; they are in no other figure.</param>
internal sealed record PointView(
    DateTimeOffset Time, long Count, long Bad, double? Minimum, double? Mean, double? Maximum, double? Uncertainty, Ne107 WorstStatus);

internal sealed record VerificationView(bool Ok, bool Completed, long Entries, string Head, long? FirstBroken, string Sentence)
{
    public static VerificationView Of(Verification v) => new(v.Ok, v.Completed, v.Entries, v.Head, v.FirstBroken, $"{v}");
}

internal sealed record ExceptionView(Severity Severity, string Kind, string What, int Times, double? FirstHours, double? Hours)
{
    public static ExceptionView Of(ExceptionFinding e) =>
        new(e.Severity, e.Kind, e.What, e.Count, UnitView.Finite(e.FirstHours), UnitView.Finite(e.Hours));
}

/// <param name="Document">SHA-256 of the batch record's JSON: what a signature is bound to.</param>
internal sealed record ReviewView(string Document, VerificationView Verification, IReadOnlyList<ExceptionView> Exceptions);

/// <param name="Meaning">executed, reviewed, approved or rejected.</param>
/// <param name="Document">What the person has read: the hash that the review gave.</param>
/// <param name="Password">Proves again, in this request, who signs.</param>
/// <param name="Code">Of the second factor, where the account has one.</param>
internal sealed record SignRequest(string Meaning, string Document, string Password, string Comment = "", string? Code = null);

internal sealed record SignatureView(int Number, string Name, string Role, string Meaning, DateTimeOffset Time, string Comment, bool Stands)
{
    public static SignatureView Of(Signature s) => new(s.Number, s.Person.Name, s.Role, s.Meaning.Word(), s.Time, s.Comment, s.Stands);
}
