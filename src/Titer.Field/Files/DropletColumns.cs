using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Titer.Core;

namespace Titer.Field.Files;

/// <summary>
/// The columns of droplet amplitudes: <c>Assay1 Amplitude</c>, <c>Ch1 Amplitude</c>, <c>Ch1Amplitude</c>, <c>FAM</c>, <c>RFU</c> and the like.
/// </summary>
internal static partial class DropletColumns
{
    /// <summary>Positions of the columns that hold amplitudes, without those that are empty throughout (a dye that was not used).</summary>
    public static int[] Of(CsvTable table)
    {
        int[] named = [.. Enumerable.Range(0, table.Header.Count).Where(i => Amplitude().IsMatch(table.Header[i]))];
        if (named.Length == 0) named = [.. Enumerable.Range(0, table.Header.Count).Where(i => Dye().IsMatch(table.Header[i]))];
        return [.. named.Where(i => Enumerable.Range(0, table.Rows).Any(row => !string.IsNullOrWhiteSpace(table.Text(row, i))))];
    }

    /// <exception cref="InputException">More than two dyes, or an amplitude that is missing or no number.</exception>
    public static PcrWell Well(CsvTable table, int[] columns, string well)
    {
        if (columns.Length > 2)
            throw new InputException(
                $"{table.File}:1", $"There are {columns.Length} columns of amplitudes, and two dyes is what can be told apart here: "
                + string.Join(", ", columns.Select(c => table.Header[c])) + ".");
        return new(well, [.. columns.Select(c => Name(table.Header[c]))],
            [.. columns.Select((c, i) => new Channel($"amplitude-{i + 1}", Unit.One, Values(table, c)))]);
    }

    private static ImmutableArray<double> Values(CsvTable table, int column)
    {
        double[] values = new double[table.Rows];
        for (int row = 0; row < values.Length; row++)
        {
            values[row] = table.Number(row, column);
            if (double.IsNaN(values[row])) throw new InputException(table.Place(row), $"There is no amplitude in column {table.Header[column]}.");
        }
        return [.. values];
    }

    /// <summary><c>Assay1</c> of <c>Assay1 Amplitude</c>; the whole name where nothing else is in it.</summary>
    private static string Name(string header)
    {
        string rest = Word().Replace(header, "").Trim(' ', '_', '-');
        return rest.Length > 0 ? rest : header;
    }

    [GeneratedRegex("amplitude|intensity", RegexOptions.IgnoreCase)]
    private static partial Regex Amplitude();

    [GeneratedRegex(@"^(fam|hex|vic|rox|cy5|evagreen|rfu|(ch|channel)[ _-]?\d)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Dye();

    [GeneratedRegex(@"amplitude|intensity|\(.*\)", RegexOptions.IgnoreCase)]
    private static partial Regex Word();
}
