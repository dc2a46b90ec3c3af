using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Titer.Core;

namespace Titer.Field.Files;

/// <summary>What a PCR file holds.</summary>
public enum PcrKind
{
    /// <summary>One row per droplet of one well, one column of amplitudes per dye.</summary>
    Digital,
    /// <summary>One row per cycle, one column of fluorescence per well; or one row per well and cycle.</summary>
    RealTime,
}

/// <summary>The raw read-out of one well, with the channels that the sensors of Titer.Sensing.Pcr take.</summary>
/// <param name="Well">Position on the plate such as A01, or the name of the column or file where it says none.</param>
/// <param name="Signals">What the channels of amplitudes or fluorescence are called in the file.</param>
/// <param name="Channels">Of the frame.</param>
public sealed record PcrWell(string Well, ImmutableArray<string> Signals, ImmutableArray<Channel> Channels);

/// <summary>
/// A PCR file as instruments export it. Which kind it is the columns say: a column <c>Cycle</c> makes it real-time, columns of amplitudes digital.
/// </summary>
/// <param name="Time">When the file was last written; the exports hold no time.</param>
public sealed partial record PcrFile(string File, PcrKind Kind, DateTimeOffset Time, ImmutableArray<PcrWell> Wells)
{
    /// <exception cref="InputException">The file cannot be read, is neither kind, or holds a cell that is no number.</exception>
    public static PcrFile Read(string file)
    {
        CsvTable table = CsvTable.Read(file);
        var time = new DateTimeOffset(System.IO.File.GetLastWriteTimeUtc(file), TimeSpan.Zero);
        int cycle = RealTimePcrColumns.Cycle(table);
        if (cycle >= 0) return new(file, PcrKind.RealTime, time, RealTimePcrColumns.Wells(table, cycle));
        int[] amplitudes = DropletColumns.Of(table);
        if (amplitudes.Length > 0) return new(file, PcrKind.Digital, time, [DropletColumns.Well(table, amplitudes, WellOf(file))]);
        throw new InputException($"{file}:1",
            "The columns have neither droplet amplitudes (such as 'Ch1 Amplitude') nor a 'Cycle'; they are "
            + string.Join(", ", table.Header.Take(8)) + ".");
    }

    /// <summary>A plate position in one form: a1 and A01 are A01. Anything else stays as it is.</summary>
    public static string Position(string name)
    {
        Match match = WholePosition().Match(name.Trim());
        return match.Success ? $"{char.ToUpperInvariant(match.Groups[1].Value[0])}{int.Parse(match.Groups[2].ValueSpan):00}" : name.Trim();
    }

    /// <summary>The position in the name of a file such as <c>Run7_A01_Amplitude.csv</c>; else its name.</summary>
    private static string WellOf(string file)
    {
        string name = Path.GetFileNameWithoutExtension(file);
        string? part = NameParts().Split(name).FirstOrDefault(p => WholePosition().IsMatch(p));
        return part is null ? name : Position(part);
    }

    [GeneratedRegex("^([A-Pa-p])(0?[1-9]|1[0-9]|2[0-4])$")]
    private static partial Regex WholePosition();

    [GeneratedRegex(@"[^A-Za-z0-9]+")]
    private static partial Regex NameParts();
}
