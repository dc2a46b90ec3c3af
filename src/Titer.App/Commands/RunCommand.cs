using System.Collections.Immutable;
using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Spectre.Console;
using Titer.App.Consoles;
using Titer.App.Runs;
using Titer.Batch;
using Titer.Core;
using Titer.Field.Simulated;
using Titer.Plant.Loop;
using Titer.Plant.Running;
using Titer.Records;
using Titer.Records.Reports;
using Command = System.CommandLine.Command;

namespace Titer.App.Commands;

/// <summary><c>titer run RECIPE</c>: one batch on the simulated plant, from raw chip signals to a record and a report.</summary>
internal static class RunCommand
{
    /// <summary>A batch that has not ended by then never will: nobody restarts it, or a transition waits for what does not come.</summary>
    private const double LongestHours = 2000;

    public static Command Create()
    {
        var recipe = new Argument<string?>("RECIPE") { Description = "Recipe file (YAML).", Arity = ArgumentArity.ZeroOrOne };
        var seed = new Option<string>("--seed")
        {
            Description = "Draws clone, inoculum, feed and chips of the simulated plant; a whole number from 0.",
            DefaultValueFactory = _ => "1",
        };
        var output = new Option<string?>("--out") { Description = "Folder of this run; runs/RECIPE-001 and so on when not given. With --resume, of a run in a database that was begun with --out." };
        Option<string?> record = RunArgument.Record(), key = RunArgument.Key(), spool = RunArgument.Spool();
        var json = new Option<bool>("--json") { Description = "Print the summary as one line of JSON and nothing else." };
        var fault = new Option<string[]>("--fault")
        {
            Description = "Something that goes wrong, NAME@HOUR or NAME@HOUR+DURATION; may be given several times. "
                + string.Join("; ", Units.Batches.Select(k => $"of a {k.Name.ToLowerInvariant()}: {string.Join(", ", k.Faults.Keys)}")) + ".",
            AllowMultipleArgumentsPerToken = true,
        };
        var confirm = new Option<bool>("--auto-confirm")
        {
            Description = "Answer the recipe's questions by itself, as the simulation does unless this is set to false.",
            DefaultValueFactory = _ => true,
        };
        var within = new Option<string?>("--decide-within")
        {
            Description = "Wall time a predictive controller may take for a decision, ms; without it the number of its iterations is bounded, "
                + "and the record depends on nothing but recipe, seed and faults.",
        };
        var resume = new Option<string?>("--resume") { Description = "Go on with a run whose process ended: its folder, its name under runs, or its address." };
        var command = new Command("run", "Run one batch on the simulated plant.") { recipe, seed, output, record, spool, key, json, fault, confirm,
            within, resume };
        var access = new RunAccess(command);
        command.SetAction((parsed, cancelled) =>
        {
            bool asJson = parsed.GetValue(json);
            if (parsed.GetValue(resume) is { } name)
            {
                foreach (Option option in (Option[])[seed, record, fault, confirm, within])
                    if (parsed.GetResult(option) is { Implicit: false })
                        throw new InputException($"{option.Name} cannot be given with --resume: a resumed run goes on as it began.");
                if (access.IsGmp(parsed)) throw new InputException("--gmp cannot be given with --resume: a resumed run goes on as it began.");
                RunPlace resumed = RunPlace.ToResume(name, parsed.GetValue(output));
                bool left = Directory.Exists(resumed.Spool);
                IRecord going = resumed.Record.OpenForAppend(
                    RunArgument.Signer(parsed.GetValue(key)), RunArgument.Spool(resumed, parsed.GetValue(spool)));
                if (left && ChainVerifier.Verify(going) is { Completed: true } whole)
                {
                    // The batch had ended while its server was away, and what was kept of it has arrived just now.
                    going.Dispose();
                    Console.WriteLine($"The server has the end of the batch: {whole}");
                    return Task.FromResult(0);
                }
                RunPerson? by = access.Person(parsed, RunHeader.ReadFrom(going, resumed.Name).Gmp is not null, "resumption of a batch");
                BatchRun run = BatchRun.Resume(going, resumed.Name, TimeProvider.System, by?.Who!.Person);
                return Task.FromResult(Go(run, resumed, asJson, by, cancelled));
            }
            string path = parsed.GetValue(recipe) ?? throw new InputException("name the recipe to run, or a run to --resume.");
            Recipe loaded = BatchStart.Load(path);
            BatchKind kind = Units.Of(loaded.Equipment);
            ImmutableArray<Fault> faults = [.. (parsed.GetValue(fault) ?? []).Select(f => Fault.Parse(f, kind.Faults))];
            bool released = access.IsGmp(parsed), answers = parsed.GetResult(confirm) is { Implicit: false } && parsed.GetValue(confirm);
            if (released && faults.Length > 0) throw new InputException("--fault cannot be given with --gmp: a fault is put into studies, not into product.");
            if (released && answers)
                throw new InputException("--auto-confirm cannot be given with --gmp: a person answers the recipe's questions.");
            RunHeader header = StandardRun.Header(loaded, kind.Calibrate(), SeedOf(parsed.GetValue(seed)!), faults) with
            {
                AutoConfirm = !released && parsed.GetValue(confirm),
                DecisionTime = parsed.GetValue(within) is { } time ? TimeOf(time) : null,
            };
            StandardRun.Require(header);
            RunPerson? person = access.Person(parsed, released, "start of a batch");
            if (person is not null) header = header with { StartedBy = person.Who!.Person, Gmp = released ? GmpRelease.Of(person.Site, person.Who, header) : null };
            CheckpointSigner signer = RunArgument.Signer(parsed.GetValue(key));
            RunPlace place = RunPlace.New(parsed.GetValue(output), parsed.GetValue(record), path);
            Spool kept = RunArgument.Spool(place, parsed.GetValue(spool));
            BatchRun begun = BatchRun.Start(header, place.Record.Create(signer, kept), TimeProvider.System);
            return Task.FromResult(Go(begun, place, asJson, person, cancelled));
        });
        return command;
    }

    private static ulong SeedOf(string text) => ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong seed)
        ? seed
        : throw new InputException($"--seed {text}: a seed is a whole number from 0.");

    private static TimeSpan TimeOf(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double ms) && ms > 0 && ms <= 60_000
            ? TimeSpan.FromMilliseconds(ms)
            : throw new InputException($"--decide-within {text}: a decision takes a number of milliseconds above 0, at most 60000.");

    /// <summary>How long the batch is meant to take, h: as its formula says, else as its clocks and timeouts let it.</summary>
    private static double Planned(Recipe recipe) => recipe.Formula.TryGetValue("batch-time", out Parameter? time)
        ? time.In(Unit.Hour)
        : DryRun.Check(recipe).LatestEnd?.TotalHours ?? LongestHours;

    private static int Go(BatchRun run, RunPlace place, bool asJson, RunPerson? under, CancellationToken cancelled)
    {
        long start = Stopwatch.GetTimestamp();
        RunSummary summary;
        using (run)
        {
            double planned = Planned(run.Engine.Recipe);
            try
            {
                Turn(run, place.Again, planned, asJson, under, cancelled);
            }
            catch (InputException)
            {
                run.Suspend();
                throw;
            }
            if (!run.HasEnded)
            {
                run.Suspend();
                Console.Error.WriteLine(cancelled.IsCancellationRequested
                    ? $"Interrupted at {run.Hours:F1} h; go on with: titer run --resume {place.Again}"
                    : $"The batch is {run.Engine.State.State} and has not ended after {LongestHours:F0} h; its record is in {place.Name}.");
                return 1;
            }
            summary = run.Finish();
        }
        if (Directory.Exists(place.Spool))
        {
            Console.Error.WriteLine($"The batch has ended, and the server of its record is away; the end is kept in {place.Spool}. "
                + $"Give it to the server with: titer run --resume {place.Again}");
            return 1;
        }
        using IRecord record = place.Record.Open();
        ReportFigures figures = BatchReport.Write(record, run.Kind.Layout(run.Header), place.Report);
        BatchSummary.Print(summary, figures, record, place, Stopwatch.GetElapsedTime(start), asJson);
        return 0;
    }

    private static bool Goes(BatchRun run, CancellationToken cancelled) =>
        !run.HasEnded && !cancelled.IsCancellationRequested && run.Hours < LongestHours;

    private static void Turn(BatchRun run, string again, double planned, bool asJson, RunPerson? under, CancellationToken cancelled)
    {
        OperatorConsole? console = run.Header.AutoConfirm ? null : new OperatorConsole(run, again, Console.In, asJson ? Console.Error : Console.Out, under);
        if (asJson)
        {
            while (Goes(run, cancelled)) run.Step(console?.Actions());
        }
        else if (console is not null || Console.IsOutputRedirected)
        {
            var lines = new BatchLines(run, Console.Out);
            while (Goes(run, cancelled)) lines.Take(run.Step(console?.Actions()).Events);
        }
        else
        {
            var view = new BatchView(run, planned);
            AnsiConsole.Live(view.Render()).Start(live =>
            {
                long drawn = Stopwatch.GetTimestamp();
                while (Goes(run, cancelled))
                {
                    LoopTick tick = run.Step();
                    view.Take(tick.Events);
                    if (Stopwatch.GetElapsedTime(drawn).TotalMilliseconds < 100) continue;
                    live.UpdateTarget(view.Render());
                    drawn = Stopwatch.GetTimestamp();
                }
                live.UpdateTarget(view.Render());
            });
        }
    }
}
