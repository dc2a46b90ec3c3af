using System.Collections.Immutable;
using System.CommandLine;
using Titer.App.Runs;
using Titer.Core;
using Titer.Records;
using Command = System.CommandLine.Command;

namespace Titer.App.Commands.Importing;

/// <summary>
/// <c>titer import FILE...</c>: measurements from CSV files into a record of their own. All rows are checked before the first one is recorded. What
/// is recorded is durable as it comes; when the process ends on the way, the same command goes on where it ended.
/// </summary>
internal static class ImportCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "CSV files with the columns of 'titer sense --out', also gzip'ed; the record has them in this order.",
            Arity = ArgumentArity.OneOrMore,
        };
        var output = new Option<string?>("--out") { Description = "Folder of the record; runs/FILE-001 and so on when not given." };
        Option<string?> record = RunArgument.Record(), key = RunArgument.Key();
        var command = new Command("import", "Import measurements from CSV files into a record of their own.") { files, output, record, key };
        command.SetAction((parsed, cancelled) =>
        {
            string[] paths = parsed.GetValue(files)!;
            ImmutableArray<MeasurementFile> inputs = [.. paths.Select(p => new MeasurementFile(p))];
            DateTimeOffset now = TimeProvider.System.GetUtcNow();
            ImportHeader header = ImportHeader.Of(inputs, now);
            string? folder = parsed.GetValue(output), address = parsed.GetValue(record);
            RunPlace? begun = Begun(folder, address);
            RunPlace place = begun ?? RunPlace.New(folder, address, NameOf(paths[0]));
            CheckpointSigner signer = RunArgument.Signer(parsed.GetValue(key));
            bool whole;
            using (IRecord to = begun is null ? place.Record.Create(signer) : place.Record.OpenForAppend(signer))
                whole = Import(inputs, header, now, to, place.Name, cancelled);
            if (!whole)
            {
                Console.WriteLine($"Interrupted; the same command with {(address is null ? $"--out {place.Folder}" : $"--record {place.Name}")} goes on.");
                return Task.FromResult(1);
            }
            Console.WriteLine($"{header.Measurements} measurements of {header.Tags} {(header.Tags == 1 ? "tag" : "tags")} are in {place.Name}.");
            Verification found = place.Record.Verify();
            Console.WriteLine(found);
            return Task.FromResult(found.Ok ? 0 : 1);
        });
        return command;
    }

    /// <summary>False when it was cancelled on the way.</summary>
    private static bool Import(
        ImmutableArray<MeasurementFile> files, ImportHeader header, DateTimeOffset now, IRecord record, string name, CancellationToken cancelled)
    {
        long there = header.AlreadyIn(record, name), number = 0;
        if (record.Count == 0) record.Append(header.Begin, header.Started(now));
        record.Commit();
        var clock = new ImportClock(header.Begin);
        var rules = new MeasurementRules(now);
        using (var stream = new MeasurementStream(record, clock))
        {
            foreach (Measurement measurement in files.SelectMany(f => f.Read(rules)))
            {
                clock.Reach(measurement.Time);
                if (++number > there) stream.Add(measurement);
                if (!cancelled.IsCancellationRequested) continue;
                stream.Flush();
                return false;
            }
            stream.Flush();
        }
        for (int i = 0; i < files.Length; i++)
        {
            if (files[i].Hash() != header.Files[i].Hash)
                throw new InputException(files[i].Name, $"the file was changed while it was imported; the record in {name} is not completed.");
        }
        record.Append(header.End, header.Completed());
        record.Commit();
        return true;
    }

    /// <summary>The place of a record that is there already; null when there is none.</summary>
    private static RunPlace? Begun(string? folder, string? record)
    {
        if (record is null) return folder is not null && File.Exists(RunFolder.RecordOf(folder)) ? RunPlace.Find(folder) : null;
        if (!PostgresAddress.IsOne(record)) return null;
        PostgresAddress address = PostgresAddress.Parse(record);
        return address.Run is not null && PostgresDatabase.Runs(address).Contains(address.Run) ? RunPlace.Find(record) : null;
    }

    private static string NameOf(string path)
    {
        string name = Path.GetFileName(path);
        foreach (string ending in (string[])[".gz", ".csv"])
            if (name.EndsWith(ending, StringComparison.OrdinalIgnoreCase) && name.Length > ending.Length) name = name[..^ending.Length];
        // What follows reads it as the path of a recipe, and drops an ending.
        return name + ".csv";
    }
}
