using System.CommandLine;

namespace Titer.App.Runs;

/// <summary>How every command names runs and their records.</summary>
internal static class RunArgument
{
    public static Argument<string> Create() => new("RUN") { Description = "Folder of a run, its name under runs, or its address postgres://USER@HOST:PORT/DATABASE/RUN." };

    public static Option<string?> Record() => new("--record")
    {
        Description = "Keep the record in a PostgreSQL database, postgres://USER@HOST:PORT/DATABASE or with /RUN; a file in the folder of the run when not given.",
    };
}
