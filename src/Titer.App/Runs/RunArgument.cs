using System.CommandLine;
using System.Globalization;
using Titer.Core;
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

    public static Option<string?> Spool() => new("--spool")
    {
        Description = "How many MiB are kept in the folder of the run while the server of its record is away, before the run stops; "
            + "1024 when not given.",
    };

    /// <summary>Where a run keeps what its server cannot take.</summary>
    /// <exception cref="InputException">The bound is no number of MiB.</exception>
    public static Spool Spool(RunPlace place, string? bound)
    {
        var spool = new Spool(place.Spool, TimeProvider.System) { Tell = happened => Console.Error.WriteLine(happened.Message) };
        if (bound is null) return spool;
        return long.TryParse(bound, NumberStyles.None, CultureInfo.InvariantCulture, out long mebibytes) && mebibytes is > 0 and < 1L << 30
            ? spool with { Bound = mebibytes << 20 }
            : throw new InputException($"--spool {bound}: the bound is a whole number of MiB from 1.");
    }

    public static Option<string?> Record() => new("--record")
    {
        Description = "Keep the record in a PostgreSQL database, postgres://USER@HOST:PORT/DATABASE or with /RUN; a file in the folder of the run when not given.",
    };
}
