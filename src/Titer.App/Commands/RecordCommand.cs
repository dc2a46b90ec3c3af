using System.CommandLine;
using System.Text.Json;
using Titer.App.Commands.Importing;
using Titer.App.Runs;
using Titer.Core;
using Titer.Plant.Running;
using Titer.Records;
using Titer.Records.BatchRecords;
using Titer.Records.Documents;
using Titer.Records.Exports;
using Titer.Records.Reports;
using Command = System.CommandLine.Command;

namespace Titer.App.Commands;

/// <summary><c>titer record RUN</c>: the batch record as HTML, PDF and JSON, its review by exception, and exports for others.</summary>
internal static class RecordCommand
{
    private static readonly string[] Forms = ["html", "pdf", "json"];

    public static Command Create()
    {
        Argument<string> run = RunArgument.Create();
        Dictionary<string, Option<string?>> forms = Forms.ToDictionary(f => f, f => new Option<string?>($"--{f}")
        {
            Description = $"Write this {f.ToUpperInvariant()} file; when no file is named, record.html, record.pdf and record.json are written "
                + "in the folder of the run.",
        });
        var jsonld = new Option<string?>("--jsonld") { Description = "Write the record as linked data, JSON-LD (docs/schema)." };
        var batchml = new Option<string?>("--batchml") { Description = "Write it as BatchML, a BatchProductionRecord of B2MML V0701 (ISA-88)." };
        var parquet = new Option<string?>("--parquet") { Description = "Write every measurement, estimate and command as a table, Parquet." };
        (forms["jsonld"], forms["batchml"]) = (jsonld, batchml);
        var picture = new Option<string?>("--picture") { Description = "Also write one picture of the whole batch, PNG." };
        var upto = new Option<long?>("--upto") { Description = "The record as it was up to this entry: what somebody saw who signed it then." };
        var figures = new Option<bool>("--figures")
        {
            Description = "Print what was written, the hashes and the exceptions as one line of JSON and nothing else.",
        };
        var command = new Command("record", "Write the batch record of a run: what quality reviews by exception and signs.") { run, picture, upto,
            figures, parquet };
        foreach (Option<string?> form in forms.Values) command.Options.Add(form);
        command.SetAction(parsed =>
        {
            RunPlace place = RunPlace.Find(parsed.GetValue(run)!);
            using IRecord record = place.Record.Open();
            if (parsed.GetValue(upto) is { } last && (last < 1 || last > record.Count))
                throw new InputException($"--upto {last}: the record has entries 1 to {record.Count}.");
            if (ImportHeader.IsOne(record))
                throw new InputException(place.Name, "these are imported measurements and no batch; 'titer report' and 'titer trend' show them.");
            RunHeader header = RunHeader.ReadFrom(record, place.Name);
            ReportLayout layout = header.Kind.Layout(header);
            BatchRecord made = BatchRecord.Of(record, layout, PlannedBatch.Of(header), parsed.GetValue(upto) ?? long.MaxValue);
            Dictionary<string, string> files = Files(parsed, forms, place, parsed.GetValue(picture) is not null
                || parsed.GetValue(parquet) is not null);
            foreach ((string form, string file) in files) OutputFile.Write(file, stream => stream.Write(Bytes(form, made)));
            if (parsed.GetValue(parquet) is { } table)
            {
                OutputFile.Write(table, stream => TrendTable.Write(record, stream));
                files["parquet"] = table;
            }
            if (parsed.GetValue(picture) is { } png) BatchReport.Picture(record, layout, png);
            Print(made, files, parsed.GetValue(picture), parsed.GetValue(figures));
            return made.Figures.Verification.Ok ? 0 : 1;
        });
        return command;
    }

    private static Dictionary<string, string> Files(ParseResult parsed, Dictionary<string, Option<string?>> forms, RunPlace place, bool others)
    {
        Dictionary<string, string> named = forms.Where(f => parsed.GetValue(f.Value) is not null).ToDictionary(f => f.Key, f =>
            parsed.GetValue(f.Value)!);
        if (named.Count > 0 || others) return named;
        // The run of a database has no folder on a machine that did not run it.
        Directory.CreateDirectory(place.Folder);
        return Forms.ToDictionary(f => f, f => Path.Combine(place.Folder, $"record.{f}"));
    }

    private static byte[] Bytes(string form, BatchRecord made) => form switch
    {
        "html" => HtmlForm.Bytes(made.Document),
        "pdf" => PdfForm.Bytes(made.Document),
        "jsonld" => JsonLdForm.Bytes(made),
        "batchml" => BatchMlForm.Bytes(made),
        _ => made.Json,
    };

    private static void Print(BatchRecord made, Dictionary<string, string> files, string? picture, bool asJson)
    {
        Verification verification = made.Figures.Verification;
        if (asJson)
        {
            Console.WriteLine(JsonSerializer.Serialize(new
            {
                files, picture, document = made.Hash, entries = verification.Entries, head = verification.Head, verified = verification.Ok,
                    completed = verification.Completed,
                exceptions = made.Exceptions.Select(e => new
                {
                    severity = e.Severity.ToString(), kind = e.Kind, what = e.What, times = e.Count,
                    first_h = double.IsNaN(e.FirstHours) ? (double?)null : e.FirstHours, hours = double.IsNaN(e.Hours) ? (double?)null : e.Hours,
                }),
            }));
            return;
        }
        foreach (string file in files.Values) Console.WriteLine($"Batch record: {file}");
        if (picture is not null) Console.WriteLine($"Picture: {picture}");
        Console.WriteLine(made.Exceptions.Count == 0 ? "Nothing was other than planned." : $"Not as planned: {made.Exceptions.Count}");
        foreach (ExceptionFinding e in made.Exceptions)
        {
            string times = e.Count > 1 ? $"{e.Count} times: " : "";
            Console.WriteLine($"  {e.Severity,-11} {times}{Printed.Safe(e.What).ReplaceLineEndings(" ")}");
        }
        Console.WriteLine($"Document {made.Hash} (SHA-256 of its JSON)");
        Console.WriteLine(verification);
    }
}
