using System.CommandLine;
using System.Text;
using Titer.App.Alarms;
using Titer.App.Runs;
using Titer.Control.Alarms;
using Titer.Core;
using Titer.Plant.Alarms;
using Titer.Records;
using Command = System.CommandLine.Command;

namespace Titer.App.Commands.Alarms;

/// <summary><c>titer alarms RUN...</c>: the history of the alarms of runs, and how good their alarm system was by EEMUA 191 and ISA-18.2.</summary>
internal static class AlarmsCommand
{
    public static Command Create()
    {
        var runs = new Argument<string[]>("RUN") { Description = RunArgument.Create().Description, Arity = ArgumentArity.OneOrMore };
        var json = new Option<bool>("--json") { Description = "Print history and figures as one line of JSON and nothing else." };
        var csv = new Option<string?>("--csv") { Description = "Write the history into this file, comma-separated." };
        var operators = new Option<int>("--operators") { Description = "How many operators share the alarms.", DefaultValueFactory = _ => 1 };
        var command = new Command("alarms", "The alarms of runs: when each came, who acknowledged it, when it went, what to do; and the figures of EEMUA 191 and ISA-18.2.")
        {
            runs, json, csv, operators,
        };
        command.SetAction(parsed =>
        {
            int shared = parsed.GetValue(operators);
            if (shared < 1) throw new InputException($"--operators {shared}: at least one operator is there.");
            List<RecordedAlarms> read = [.. parsed.GetValue(runs)!.Select(Read)];
            AlarmFigures figures = AlarmFigures.Of([.. read.Select(r => r.Period)], shared);
            if (parsed.GetValue(csv) is { } file)
                OutputFile.Write(file, stream =>
                {
                    using var writer = new StreamWriter(stream, new UTF8Encoding(false));
                    writer.Write(AlarmCsv.Header);
                    foreach (AlarmOccurrence o in read.SelectMany(r => r.Period.History)) writer.Write(AlarmCsv.Of(o.Key.Unit, o));
                });
            if (parsed.GetValue(json)) Console.WriteLine(AlarmJson.Of(read, figures));
            else foreach (string line in AlarmText.Of(read, figures)) Console.WriteLine(line);
            return 0;
        });
        return command;
    }

    private static RecordedAlarms Read(string run)
    {
        RunPlace place = RunPlace.Find(run);
        using IRecord record = place.Record.Open();
        return RecordedAlarms.Of(record, place.Name);
    }
}
