namespace Titer.Records;

/// <summary>Checks the keys and checkpoints of a record while its entries pass by; the chain itself is the matter of <see
/// cref="ChainCheck"/>.</summary>
/// <param name="trusted">Fingerprint of a key that must have signed; null to take the record's own word for its keys.</param>
internal sealed class SealCheck(Seals seals, string? trusted)
{
    private int _passed;

    /// <summary>Sound checkpoints that were signed earlier, by the clock of the machine, than the one before them.</summary>
    public int SteppedBack { get; private set; }

    /// <summary>Checkpoints found sound so far.</summary>
    public int Passed => _passed;

    /// <summary>The last entry that a sound checkpoint vouches for; 0 when there is none.</summary>
    public long Vouched => _passed == 0 ? 0 : seals.Checkpoints[_passed - 1].Entry;

    /// <summary>The entry of the last checkpoint, sound or not; 0 when there is none.</summary>
    public long Last => seals.Checkpoints.IsEmpty ? 0 : seals.Checkpoints[^1].Entry;

    /// <summary>Fingerprint of the key of the last sound checkpoint; empty when there is none.</summary>
    public string Key => _passed == 0 ? "" : seals.Keys[(int)seals.Checkpoints[_passed - 1].Key - 1].Fingerprint;

    /// <summary>What is wrong before any entry is looked at; empty when nothing is.</summary>
    public string AtBeginning()
    {
        for (int i = 1; i < seals.Keys.Length; i++)
        {
            RecordKey key = seals.Keys[i];
            if (!seals.Keys[i - 1].Verifies(RecordKey.Message(key.PublicKey.Span), key.Introduction.Span))
                return $"Signing key {i + 1} ({key.Fingerprint}) was not introduced by the key before it.";
        }
        if (trusted is null) return "";
        int first = seals.Keys.ToList().FindIndex(k => k.Fingerprint == trusted);
        return first >= 0 && seals.Checkpoints.Any(c => c.Key > first) ? "" : "No checkpoint of this record is signed by the trusted key.";
    }

    /// <summary>What is wrong with the checkpoints over this entry, which continues the chain; empty when nothing is.</summary>
    public string Accept(long entry, ReadOnlySpan<byte> hash)
    {
        while (_passed < seals.Checkpoints.Length && seals.Checkpoints[_passed] is { } next && (next.Entry <= entry || next.Number != _passed + 1))
        {
            if (next.Number != _passed + 1) return $"Checkpoint {_passed + 1} is missing; the next one in the record is {next.Number}.";
            if (next.Entry <= Vouched
                || next.Entry < entry) return $"Checkpoint {next.Number} vouches for entry {next.Entry}, and stands after one that vouches for more.";
            if (next.Key < 1
                || next.Key > seals.Keys.Length) return $"Checkpoint {next.Number} is signed by key {next.Key}, which the record does not hold.";
            if (!seals.Keys[(int)next.Key - 1].Verifies(next.Message(),
                next.Signature.Span)) return $"The signature of checkpoint {next.Number} is not that of its key.";
            if (!next.Hash.Span.SequenceEqual(hash)) return $"Entries {Vouched + 1} to {entry} are not those that checkpoint {next.Number} signed.";
            if (_passed > 0 && next.Time < seals.Checkpoints[_passed - 1].Time) SteppedBack++;
            _passed++;
        }
        return "";
    }

    /// <summary>What is wrong when the record ends after this many entries; empty when nothing is.</summary>
    public string AtEnd(long entries) => _passed == seals.Checkpoints.Length ? ""
        : $"The record ends at entry {entries}, and checkpoint {seals.Checkpoints[_passed].Number} signed entry {seals.Checkpoints[_passed].Entry}: its end was cut off.";
}
