using Titer.Core;

namespace Titer.Records;

/// <summary>Where a record is: a file, an exported file, or a run in a PostgreSQL database. The one place that knows which stores there
/// are.</summary>
public sealed class RecordPlace
{
    private readonly PostgresAddress? _address;
    private readonly string _file = "";

    private RecordPlace(PostgresAddress address) => _address = address;

    private RecordPlace(string file) => _file = file;

    /// <summary>An address that begins with <c>postgres://</c>, else a folder or a file.</summary>
    /// <exception cref="InputException">It looks like an address and is none.</exception>
    public static RecordPlace Of(string text) =>
        PostgresAddress.IsOne(text) ? new RecordPlace(PostgresAddress.Parse(text)) : new RecordPlace(SqliteRecord.FileOf(text));

    public static RecordPlace Of(PostgresAddress address) => new(address);

    /// <inheritdoc cref="SqliteRecord.Create(string, CheckpointSigner)"/>
    /// <param name="spool">Keeps what a server that is away cannot take; null to stop then. A file is never away.</param>
    public IRecord Create(CheckpointSigner? signer = null, Spool? spool = null) => _address is null ? SqliteRecord.Create(_file, signer)
        : spool is null ? PostgresRecord.Create(_address, signer)
        : SpooledRecord.Create(() => PostgresRecord.Create(_address.Within(spool.PatienceSeconds), signer), Again(_address, signer, spool), spool);

    /// <inheritdoc cref="SqliteRecord.Open"/>
    public IRecord Open() => _address is not null ? PostgresRecord.Open(_address)
        : ExportedRecord.IsOne(_file) ? ExportedRecord.Open(_file) : SqliteRecord.Open(_file);

    /// <inheritdoc cref="SqliteRecord.OpenForAppend"/>
    /// <inheritdoc cref="Create" path="/param"/>
    /// <param name="patience">How long to wait for another process that writes the file.</param>
    public IRecord OpenForAppend(CheckpointSigner? signer = null, Spool? spool = null, TimeSpan patience = default) =>
        _address is null ? SqliteRecord.OpenForAppend(_file, signer, patience)
        : spool is null ? PostgresRecord.OpenForAppend(_address, signer)
        : SpooledRecord.OpenForAppend(Again(_address, signer, spool), spool);

    /// <summary>Checks the record. A file that is there and cannot be opened is broken; a server that cannot be reached says nothing about the
    /// record.</summary>
    /// <exception cref="InputException">There is no such record, or its server cannot be reached.</exception>
    public Verification Verify(string? trusted = null)
    {
        if (_address is null) return ChainVerifier.Verify(_file, trusted);
        using PostgresRecord record = PostgresRecord.Open(_address);
        return ChainVerifier.Verify(record, trusted);
    }

    private static Func<IRecord> Again(PostgresAddress address, CheckpointSigner? signer, Spool spool) =>
        () => PostgresRecord.OpenForAppend(address.Within(spool.PatienceSeconds), signer);

    /// <summary>The file, or the address without its password.</summary>
    /// <summary>The address, or the file with its whole path: the same from whatever folder it is named.</summary>
    public string Whole => _address?.ToString() ?? Path.GetFullPath(_file);

    public override string ToString() => _address?.ToString() ?? _file;
}
