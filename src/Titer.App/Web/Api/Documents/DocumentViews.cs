using Titer.Records.Versions;

namespace Titer.App.Web.Api.Documents;

internal sealed record DocumentView(string Kind, string Name, int Version, string State, string Hash, long Size, IReadOnlyList<StepView> Steps)
{
    public static DocumentView Of(DocumentVersion v) => new(v.Kind.Word(), v.Name, v.Number, v.State.Word(), v.Hash, v.Size,
        [.. v.Steps.Select(s => new StepView(s.State.Word(), s.Person.Name, s.Role, s.Time, s.Reason, s.Entry))]);
}

/// <param name="Entry">Number of the entry of the trail that signs it.</param>
internal sealed record StepView(string State, string Name, string Role, DateTimeOffset Time, string Reason, long Entry);

/// <param name="Content">The text of the document.</param>
/// <param name="Password">Proves again, in this request, who signs.</param>
/// <param name="Code">Of the second factor, where the account has one.</param>
internal sealed record AddDocumentRequest(string Kind, string Name, string Content, string Reason, string Password, string? Code = null);

/// <inheritdoc cref="AddDocumentRequest"/>
/// <param name="State">reviewed, effective or retired.</param>
internal sealed record BringDocumentRequest(string State, string Reason, string Password, string? Code = null);
