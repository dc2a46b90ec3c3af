using System.Globalization;
using Titer.Core;

namespace Titer.Field.Files;

/// <summary>
/// Sensorgrams of several cycles in one text file, in the three ways that instruments write them: pairs of columns <c>..._X</c> and
/// <c>..._Y</c> for each cycle; long, one reading a row with columns time, response, cycle and perhaps concentration; or one time column
/// and a column for each cycle. Which one it is the header says.
/// </summary>
public static class BindingFile
{
    private static readonly string[] TimeNames = ["time", "t", "time_s", "time s", "seconds", "sec", "x"];
    private static readonly string[] ResponseNames = ["response", "ru", "signal", "shift", "shift_pm", "response_ru", "value", "y"];
    private static readonly string[] CycleNames = ["cycle", "cycle_id", "curve", "injection", "run"];
    private static readonly string[] ConcentrationNames = ["concentration", "conc", "c", "analyte"];

    /// <exception cref="InputException">One sentence with file and line for everything that is wrong.</exception>
    public static List<RecordedCycle> Read(string file)
    {
        BindingText text = BindingText.Read(file);
        string[] header = text.Rows[0];
        List<RecordedCycle> cycles =
            Array.Exists(header, h => Ends(h, "_X")) ? Pairs(text)
            : Find(text, ResponseNames) is { } response && Find(text, TimeNames) is { } time ? Long(text, time, response)
            : Find(text, TimeNames) is { } only && header.Length > 1 ? Wide(text, only)
            : throw new InputException(text.Place(0),
                "No sensorgrams are here: neither pairs of columns ..._X and ..._Y, nor a column time; the columns are "
                + $"{string.Join(", ", header.Take(8))}{(header.Length > 8 ? $" and {header.Length - 8} more" : "")}.");
        foreach (RecordedCycle cycle in cycles) RefuseSaturation(file, cycle);
        return cycles;
    }

    private static List<RecordedCycle> Pairs(BindingText text)
    {
        string[] header = text.Rows[0];
        var cycles = new List<RecordedCycle>();
        for (int x = 0; x < header.Length; x++)
        {
            if (!Ends(header[x], "_X")) continue;
            string name = header[x][..^2].Trim();
            int y = Array.FindIndex(header, h => Ends(h, "_Y") && h[..^2].Trim() == name);
            if (y < 0) throw new InputException(text.Place(0), $"Column {header[x]} has no partner {name}_Y.");
            cycles.Add(Cycle(text, Tidy(name), x, y));
        }
        return cycles;
    }

    private static List<RecordedCycle> Wide(BindingText text, int time) =>
        [.. Enumerable.Range(0, text.Rows[0].Length).Where(i => i != time && text.Rows[0][i].Length > 0).Select(i =>
            Cycle(text, Tidy(text.Rows[0][i]), time, i))];

    private static RecordedCycle Cycle(BindingText text, string name, int x, int y)
    {
        var builder = new Builder(text, name, double.NaN);
        for (int row = 1; row < text.Rows.Count; row++) builder.Add(row, text.Number(row, x), text.Number(row, y));
        return builder.Make();
    }

    private static List<RecordedCycle> Long(BindingText text, int time, int response)
    {
        int? cycle = Find(text, CycleNames), concentration = Find(text, ConcentrationNames);
        if (cycle is null && concentration is null)
        {
            int[] others = [.. Enumerable.Range(0, text.Rows[0].Length).Where(i => i != time && i != response)];
            if (others.Length > 0)
                throw new InputException(text.Place(0), $"No column cycle; the columns are {string.Join(", ", text.Rows[0].Take(12))}.");
        }
        var builders = new List<Builder>();
        var byName = new Dictionary<string, Builder>(StringComparer.Ordinal);
        for (int row = 1; row < text.Rows.Count; row++)
        {
            string name = cycle is { } c ? Cell(c) : concentration is { } k ? Cell(k) : "1";
            double analyte = concentration is { } a ? text.Number(row, a) : double.NaN;
            if (analyte < 0)
                throw new InputException(text.Place(row),
                    $"The concentration of the cycle '{name}' is negative: {analyte.ToString(CultureInfo.InvariantCulture)}.");
            if (!byName.TryGetValue(name, out Builder? builder)) builders.Add(byName[name] = builder = new Builder(text, Tidy(name), analyte));
            if (!builder.Concentration.Equals(analyte))
                throw new InputException(text.Place(row),
                    $"The cycle '{name}' has the concentration {analyte.ToString(CultureInfo.InvariantCulture)} here and "
                        + $"{builder.Concentration.ToString(CultureInfo.InvariantCulture)} before.");
            builder.Add(row, text.Number(row, time), text.Number(row, response));

            string Cell(int column) => column < text.Rows[row].Length && text.Rows[row][column].Trim() is { Length: > 0 } cell
                ? cell : throw new InputException(text.Place(row), $"The column {text.Rows[0][column]} is empty.");
        }
        return [.. builders.Select(b => b.Make())];
    }

    /// <summary>The column of one of these names, with a unit in brackets behind it or none; null when there is none.</summary>
    private static int? Find(BindingText text, string[] names)
    {
        foreach (string name in names)
        {
            int at = Array.FindIndex(text.Rows[0], h => Bare(h).Equals(name, StringComparison.OrdinalIgnoreCase));
            if (at >= 0) return at;
        }
        return null;
    }

    private static string Bare(string header) => header.IndexOfAny(['(', '[']) is > 0 and int bracket ? header[..bracket].Trim() : header;

    private static bool Ends(string header, string end) => header.EndsWith(end, StringComparison.OrdinalIgnoreCase) && header.Length > end.Length;

    private static string Tidy(string name) => string.Join(' ', name.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>A detector at its end reads the same number again and again, at the top of a cycle that is otherwise noisy.</summary>
    private static void RefuseSaturation(string file, RecordedCycle cycle)
    {
        double top = cycle.Responses.Max();
        int run = 0, longest = 0, same = 0;
        for (int i = 0; i < cycle.Responses.Length; i++)
        {
            run = cycle.Responses[i] == top ? run + 1 : 0;
            longest = Math.Max(longest, run);
            if (i > 0 && cycle.Responses[i] == cycle.Responses[i - 1]) same++;
        }
        bool otherwiseNoisy = same - longest < 0.3 * (cycle.Responses.Length - longest);
        if (longest >= 20 && longest > 0.02 * cycle.Responses.Length && otherwiseNoisy)
            throw new InputException(file,
                $"The cycle '{cycle.Name}' is saturated: {longest} readings in a row are {top.ToString(CultureInfo.InvariantCulture)}.");
    }

    private sealed class Builder(BindingText text, string name, double concentration)
    {
        private readonly List<double> _times = [], _responses = [];
        private int _missing;

        public double Concentration => concentration;

        public void Add(int row, double time, double response)
        {
            if (double.IsNaN(time) && double.IsNaN(response)) return; // this cycle has ended, others go on
            if (double.IsNaN(time)) throw new InputException(text.Place(row), $"The cycle '{name}' has a response without a time.");
            if (double.IsNaN(response))
            {
                // Instruments blank what they distrust, an air spike or a stop of the flow, and keep the clock.
                _missing++;
                return;
            }
            if (_times.Count > 0 && !(time > _times[^1]))
            {
                throw new InputException(text.Place(row),
                    $"The time of the cycle '{name}' does not rise: {time.ToString(CultureInfo.InvariantCulture)} comes after "
                    + $"{_times[^1].ToString(CultureInfo.InvariantCulture)}.");
            }
            _times.Add(time);
            _responses.Add(response);
        }

        public RecordedCycle Make() => _times.Count > 0
            ? new RecordedCycle(name, concentration, [.. _times], [.. _responses], _missing)
            : throw new InputException(text.Place(0), $"The cycle '{name}' has no readings.");
    }
}
