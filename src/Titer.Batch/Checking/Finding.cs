namespace Titer.Batch;

public enum FindingSeverity { Warning, Error }

/// <summary>Something that a dry run found; <paramref name="Message"/> is one sentence.</summary>
public sealed record Finding(FindingSeverity Severity, Place Place, string Message)
{
    public override string ToString() => $"{Place}: {(Severity == FindingSeverity.Error ? "error" : "warning")}: {Message}";
}
