using Microsoft.Data.Sqlite;
using SQLitePCL;
using Titer.Core;

namespace Titer.Records;

/// <summary>The file of a record as a file, with what belongs to it: copied, taken away.</summary>
public sealed partial class SqliteRecord
{
    /// <summary>Takes the file of a record away that is kept elsewhere, then its frame files; these stay where another record lies beside it, which may
    /// name them too.</summary>
    /// <param name="kept">Where it is kept: the record must end with the same entry, and nobody may be writing it.</param>
    /// <exception cref="InputException">It does not, or somebody is, or the file cannot be removed.</exception>
    public static void Remove(string path, IRecord kept)
    {
        string file = Existing(path), folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        using (SqliteRecord record = OpenForAppend(file))
        {
            if (!record.Head.Span.SequenceEqual(kept.Head.Span))
                throw new InputException(file, "the record has gone on since it was archived, and stays where it is.");
        }
        try
        {
            bool alone = Directory.EnumerateFiles(folder, "*.db").All(f => Path.GetFileName(f) is FileName or TrendArchive.FileName);
            foreach (string part in FilesOf(file)) File.Delete(part);
            if (alone) new FrameFolder(folder).Remove(kept.FrameFiles());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(file, $"the record cannot be removed: {e.Message.TrimEnd('.')}.");
        }
    }

    /// <summary>
    /// Copies what is committed, page by page, into a new file, while another process may go on writing: a reader of the write-ahead log sees one
    /// state for as long as it reads, and holds up nobody (SQLite, Online Backup API).
    /// </summary>
    /// <exception cref="InputException">The record cannot be read.</exception>
    /// <exception cref="IOException">The copy cannot be written.</exception>
    internal void CopyTo(string file)
    {
        using var copy = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadWriteCreate, Pooling = false }.ToString());
        try
        {
            copy.Open();
            sqlite3_backup backup = raw.sqlite3_backup_init(copy.Handle!, "main", _database, "main") ?? throw new SqliteFault(copy.Handle!);
            // In one step: between two, a writer would make it begin again.
            int code = raw.sqlite3_backup_step(backup, -1);
            raw.sqlite3_backup_finish(backup);
            if (code != raw.SQLITE_DONE) throw new SqliteFault(copy.Handle!);
            // The copy is complete by itself, as a closed record is.
            SqliteStatement.Execute(copy.Handle!, "PRAGMA journal_mode=DELETE");
        }
        catch (Exception e) when (e is SqliteFault or SqliteException)
        {
            throw new IOException($"{file}: the copy could not be written: {e.Message.TrimEnd('.')}.", e);
        }
    }

    /// <summary>Keeps the frame files that its entries name.</summary>
    /// <exception cref="IOException">They cannot be written.</exception>
    internal void KeepFiles(IReadOnlyDictionary<string, int> files, IRecord from)
    {
        try
        {
            foreach ((string name, int bytes) in files) _frames.Keep(name, from.FrameFile(name, bytes));
        }
        catch (InvalidDataException e)
        {
            throw new IOException($"{Place}: {e.Message}", e);
        }
    }

    /// <summary>The file of a record, and what SQLite may have beside it.</summary>
    internal static string[] FilesOf(string file) => [file, file + "-wal", file + "-shm", file + "-journal"];

    /// <summary>Whether a file is what a process left that ended while it created a record: a database in which nothing was ever committed.</summary>
    internal static bool IsUnbegun(string file)
    {
        using var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString());
        try
        {
            connection.Open();
            return SqliteStatement.Scalar(connection.Handle!, "PRAGMA schema_version") == 0;
        }
        catch (Exception e) when (e is SqliteFault or SqliteException)
        {
            return false;
        }
    }
}
