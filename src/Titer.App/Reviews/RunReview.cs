using System.Collections.Immutable;
using Titer.Core;
using Titer.Records;
using Titer.Records.Documents;
using Titer.Records.Signatures;

namespace Titer.App.Reviews;

/// <summary>A run of the runs folder, with what quality sees of it. Immutable: a record that has grown gives another one.</summary>
/// <param name="Name">Name of the run's folder.</param>
public sealed record RunReview(string Name, ReviewState State)
{
    /// <summary>Recipe and its version; empty until it is read.</summary>
    public string Title { get; init; } = "";

    /// <summary>Number of the batch, as its record has it.</summary>
    public string Number { get; init; } = "";

    public DateTimeOffset? Began { get; init; }

    public DateTimeOffset? Ended { get; init; }

    /// <summary>Kinds of things that were not as planned.</summary>
    public int Exceptions { get; init; }

    /// <summary>The worst of them; <see cref="Severity.Information"/> when there is none.</summary>
    public Severity Worst { get; init; }

    /// <summary>Null until it is read.</summary>
    public Verification? Verification { get; init; }

    /// <summary>What record and trail of the site do not agree in; empty when they agree.</summary>
    public string Disagreement { get; init; } = "";

    /// <summary>SHA-256 of the batch record: what a signature is bound to, with <see cref="Head"/>.</summary>
    public string Document { get; init; } = "";

    public string Head => Verification?.Head ?? "";

    /// <summary>The batch record's first page: the review by exception.</summary>
    public ImmutableArray<Block> FirstPage { get; init; } = [];

    /// <summary>Signatures and assessments; nothing is added to it any more.</summary>
    public SignatureLedger? Ledger { get; init; }

    /// <summary>Why it cannot be read, in one sentence.</summary>
    public string Trouble { get; init; } = "";

    /// <summary>The record is whole and can be signed.</summary>
    public bool CanBeSigned => State is ReviewState.ToReview or ReviewState.ToApprove or ReviewState.Approved or ReviewState.Rejected;
}
