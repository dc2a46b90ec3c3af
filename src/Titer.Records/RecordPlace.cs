using Titer.Core;

namespace Titer.Records;

/// <summary>Where a record is: a file, or a run in a PostgreSQL database. The one place that knows which stores there are.</summary>
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

    /// <inheritdoc cref="SqliteRecord.Create"/>
    public IRecord Create() => _address is null ? SqliteRecord.Create(_file) : PostgresRecord.Create(_address);

    /// <inheritdoc cref="SqliteRecord.Open"/>
    public IRecord Open() => _address is null ? SqliteRecord.Open(_file) : PostgresRecord.Open(_address);

    /// <inheritdoc cref="SqliteRecord.OpenForAppend"/>
    public IRecord OpenForAppend() => _address is null ? SqliteRecord.OpenForAppend(_file) : PostgresRecord.OpenForAppend(_address);

    /// <summary>Checks the record. A file that is there and cannot be opened is broken; a server that cannot be reached says nothing about the record.</summary>
    /// <exception cref="InputException">There is no such record, or its server cannot be reached.</exception>
    public Verification Verify()
    {
        if (_address is null) return ChainVerifier.Verify(_file);
        using PostgresRecord record = PostgresRecord.Open(_address);
        return ChainVerifier.Verify(record);
    }

    /// <summary>The file, or the address without its password.</summary>
    public override string ToString() => _address?.ToString() ?? _file;
}
