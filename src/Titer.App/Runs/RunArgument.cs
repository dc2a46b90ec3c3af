using System.CommandLine;
using Titer.Records;

namespace Titer.App.Runs;

/// <summary>How every command names runs and their records.</summary>
internal static class RunArgument
{
    public static Argument<string> Create() => new("RUN")
    {
        Description = "Folder of a run or of a site (its audit trail), name of a run under runs, the file of an exported record, or its address postgres://USER@HOST:PORT/DATABASE/RUN.",
    };

    public static Option<string?> Key() => new("--key")
    {
        Description = "File of the key that signs the record's checkpoints, made on first use; in the folder of the user's configuration when not given.",
    };

    /// <summary>Signs with the key of this file, or the user's own.</summary>
    public static CheckpointSigner Signer(string? file) => new(SigningKey.OpenOrCreate(file ?? SigningKey.DefaultFile), TimeProvider.System);

    public static Option<string?> Record() => new("--record")
    {
        Description = "Keep the record in a PostgreSQL database, postgres://USER@HOST:PORT/DATABASE or with /RUN; a file in the folder of the run when not given.",
    };
}
