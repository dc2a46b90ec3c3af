namespace Titer.Records;

/// <summary>What the check of a record found.</summary>
/// <param name="Entries">Entries that are sound, from the first one on.</param>
/// <param name="Head">Hash of the last sound entry, 64 lower-case hexadecimal digits.</param>
/// <param name="Completed">
/// The last entry is the event <c>run.completed</c>, or nothing but signatures follow it. The chain cannot show that entries were cut off at its end; a record
/// that is sound and completed has its end.
/// </param>
/// <param name="FirstBroken">Number of the first broken or missing entry; null when every entry is sound.</param>
/// <param name="Reason">One sentence saying what is wrong with it; empty when nothing is.</param>
public sealed record Verification(long Entries, string Head, bool Completed, long? FirstBroken, string Reason)
{
    public bool Ok => FirstBroken is null;

    /// <summary>Sound checkpoints.</summary>
    public int Checkpoints { get; init; }

    /// <summary>The last entry that a sound checkpoint vouches for; 0 when there is none.</summary>
    public long Vouched { get; init; }

    /// <summary>Fingerprint of the key that signed the last sound checkpoint; empty when there is none.</summary>
    public string Key { get; init; } = "";

    /// <summary>Checkpoints that the clock of the machine dates before the one before them. Their order is that of their numbers and of the chain; a clock
    /// that was put back breaks nothing, and is shown.</summary>
    public int SteppedBack { get; init; }

    /// <summary>Frame files, or what lies in their place, that no entry names: left by a process that ended before its entry, or put there.</summary>
    public int Unnamed { get; init; }

    /// <summary>What people signed, in one sentence; empty when nobody did.</summary>
    public string People { get; init; } = "";

    /// <summary>It is the audit trail of a site, which goes on as long as the site does and never completes.</summary>
    public bool IsTrail { get; init; }

    /// <summary>What the checkpoints say, in one sentence.</summary>
    public string Signed => Checkpoints == 0 ? "No checkpoint is signed."
        : $"{Checkpoints} {(Checkpoints == 1 ? "checkpoint is" : "checkpoints are")} signed, the last one over {(Vouched == Entries ? "the last entry" : $"entry {Vouched}")} by the key {Key}.";

    public override string ToString() => !Ok ? $"BROKEN at entry {FirstBroken}: {Reason}"
        : $"{Entries} entries verified, head {Head}, {(IsTrail ? "an audit trail" : Completed ? "the run completed" : "the run did not complete")}. {Signed}"
            + (SteppedBack > 0 ? $" The clock of the machine was put back before {SteppedBack} of them." : "") + (People.Length > 0 ? $" {People}" : "") + (Unnamed > 0 ? $" {Unnamed} in {FrameFolder.Name} belong to no entry." : "");
}
