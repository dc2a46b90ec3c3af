using Npgsql;

namespace Titer.Records;

/// <summary>Frame files in a table of their own, committed with the entries that name them.</summary>
public sealed partial class PostgresRecord
{
    // Their table came with those of the trends.
    private bool HasFrames => Tiers is not null;

    public override byte[] FrameFile(string name, int bytes)
    {
        (int Length, byte[]? Content)? found = Reading<(int, byte[]?)?>(() =>
        {
            if (!HasFrames) return null;
            using NpgsqlCommand select = Command(PostgresSchema.SelectFrame);
            select.Parameters.AddWithValue(Convert.FromHexString(name));
            select.Parameters.AddWithValue(bytes);
            using NpgsqlDataReader row = select.ExecuteReader();
            return row.Read() ? (row.GetInt32(0), row.IsDBNull(1) ? null : row.GetFieldValue<byte[]>(1)) : null;
        });
        return found is not { } file ? throw new InvalidDataException($"The frame file {name} is missing.")
            : file.Content ?? throw new InvalidDataException($"The frame file {name} has {file.Length} bytes, and its entry says {bytes}.");
    }

    public override IEnumerable<string> FrameFiles() => Reading(() =>
    {
        List<string> names = [];
        if (!HasFrames) return names;
        using NpgsqlCommand select = Command(PostgresSchema.SelectFrames);
        using NpgsqlDataReader row = select.ExecuteReader();
        while (row.Read()) names.Add(Convert.ToHexStringLower(row.GetFieldValue<byte[]>(0)));
        return names;
    });

    private protected override void Keep(string name, ReadOnlySpan<byte> content)
    {
        try
        {
            Flush();
            if (!HasFrames)
                throw new IOException(
                    $"{Place}: this database has no table for large frames; its owner makes it with 'titer database ADDRESS --service ROLE'.");
            _transaction ??= _connection.BeginTransaction();
            using NpgsqlCommand insert = Command(PostgresSchema.InsertFrame);
            insert.Parameters.AddWithValue(Convert.FromHexString(name));
            insert.Parameters.AddWithValue(content.ToArray());
            insert.ExecuteNonQuery();
        }
        catch (Exception e) when (PostgresDatabase.IsFault(e) && e is not IOException)
        {
            throw new IOException($"{Place}: a large frame could not be written: {PostgresDatabase.Sentence(e)}.", e);
        }
    }
}
