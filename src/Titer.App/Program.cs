using System.CommandLine;
using Titer.App.Commands;
using Titer.App.Commands.Alarms;
using Titer.App.Commands.Archives;
using Titer.App.Commands.Design;
using Titer.App.Commands.Importing;
using Titer.App.Commands.Documents;
using Titer.App.Commands.People;
using Titer.App.Commands.Sensing;
using Titer.App.Commands.Signing;
using Titer.App.Commands.Trail;
using Titer.App.Commands.Trends;
using Titer.Core;

// Exit codes: 0 done, 1 the answer is no (a record that does not verify, a replay that differs), 2 wrong input.
var root = new RootCommand("Titer: control of vaccine production with nanoelectronic sensor chips, from raw signals to a record that verifies.")
{
    RunCommand.Create(),
    ServeCommand.Create(),
    MonitorCommand.Create(),
    CheckCommand.Create(),
    VerifyCommand.Create(),
    ReplayCommand.Create(),
    ReportCommand.Create(),
    RecordCommand.Create(),
    ExportCommand.Create(),
    ImportCommand.Create(),
    SignCommand.Create(),
    SignaturesCommand.Create(),
    AssessCommand.Create(),
    AlarmsCommand.Create(),
    DocumentsCommand.Create(),
    TrendCommand.Create(),
    BackupCommand.Create(),
    ArchiveCommand.Create(),
    RestoreCommand.Create(),
    KeyCommand.Create(),
    DatabaseCommand.Create(),
    SiteCommand.Create(),
    PeopleCommand.Create(),
    TrailCommand.Create(),
    LoginCommand.Create(),
    LoginCommand.CreateEnd(),
    CalibrateCommand.Create(),
    SenseCommand.Create(),
    FitCommand.Create(),
    SpaceCommand.Create(),
};

if (args.Any(string.IsNullOrWhiteSpace))
{
    Console.Error.WriteLine("An argument is empty; see 'titer --help'.");
    return 2;
}
ParseResult parsed = root.Parse(args);
if (parsed.Errors.Count > 0)
{
    // A word that nothing takes says more than the parser's first complaint, which may be about what it then missed.
    Console.Error.WriteLine(parsed.UnmatchedTokens.Count > 0
        ? $"There is no command or option '{parsed.UnmatchedTokens[0]}' here."
        : parsed.Errors[0].Message.Split(" as expected type")[0].TrimEnd('.') + ".");
    Console.Error.WriteLine("See 'titer --help'.");
    return 2;
}
try
{
    return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(10) });
}
catch (Exception e) when (e is InputException or IOException)
{
    Console.Error.WriteLine(e.Message);
    return 2;
}
